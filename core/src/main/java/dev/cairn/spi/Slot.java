package dev.cairn.spi;

import dev.cairn.CorruptException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds under one key: nothing, a document, or a document that can no longer be read.
 *
 * @param key the key; null only where a scan met something so damaged that its key is unknown
 * @param document the document, live, archived or a tombstone; null if there is none or it is damaged
 * @param damage what is wrong with the document; null if nothing is
 */
public record Slot(
        @Nullable DocumentKey key,
        @Nullable Document document,
        @Nullable CorruptException damage) {
    /** Nothing was ever there, or a sweep removed its tombstone. */
    public static Slot absent(DocumentKey key) {
        return new Slot(key, null, null);
    }

    /** A document, in whatever state. */
    public static Slot of(Document document) {
        return new Slot(document.key(), document, null);
    }

    /** Something that cannot be read. */
    public static Slot damaged(@Nullable DocumentKey key, CorruptException damage) {
        return new Slot(key, null, damage);
    }

    /** The document, if there is one in any state. */
    public Optional<Document> find() {
        if (damage != null) {
            throw damage;
        }
        return Optional.ofNullable(document);
    }

    /** The document if readers may see it: live or archived. */
    public Optional<Document> findVisible() {
        return find().filter(found -> found.state().visible());
    }
}
