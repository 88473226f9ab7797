package dev.cairn.spi;

/**
 * What a sweep removed.
 *
 * @param count how many
 * @param bytes how many bytes they were
 */
public record Swept(long count, long bytes) {
    /** Nothing removed. */
    public static final Swept NOTHING = new Swept(0, 0);

    /** Both together. */
    public Swept plus(Swept other) {
        return new Swept(count + other.count, bytes + other.bytes);
    }
}
