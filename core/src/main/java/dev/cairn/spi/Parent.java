package dev.cairn.spi;

/**
 * The document, in the same scope, under which another one lives; {@link Ancestry} says what follows from that.
 *
 * @param kind the parent's kind
 * @param id the parent's id
 * @param epoch the epoch of the parent under which this child was made; zero or more
 */
public record Parent(String kind, String id, long epoch) {
    public Parent {
        new DocumentKey(DocumentKey.DEFAULT_SCOPE, kind, id);
        if (epoch < 0) {
            throw new IllegalArgumentException("An epoch cannot be negative: " + epoch);
        }
    }

    /** The parent's key, for a child in {@code scope}. */
    public DocumentKey key(String scope) {
        return new DocumentKey(scope, kind, id);
    }
}
