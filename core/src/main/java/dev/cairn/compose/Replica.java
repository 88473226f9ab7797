package dev.cairn.compose;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;

/** What a second store is to have of a first one, and how it gets it. Safe for use by many threads. */
interface Replica {
    /** The first store. */
    StorageBackend source();

    /** The second store. */
    StorageBackend target();

    /** Whether {@code document}, which the source holds, is to be in the target. */
    boolean wants(Document document);

    /** Whether the target, which holds {@code there}, is to have {@code document} instead. */
    default boolean isBehind(Document there, Document document) {
        return there.revision() < document.revision();
    }

    /** Brings the target up to {@code document}, which the source held a moment ago. */
    DocumentCopier.Copied copy(Document document);

    /** The source holds nothing under {@code key} any more, not even a tombstone. */
    void gone(DocumentKey key);

    /** Something is about to be committed, after all that was committed before had reached the target. */
    void begins();

    /** All that was committed has reached the target; returns whether nothing need be said of it any more. */
    boolean ends();
}
