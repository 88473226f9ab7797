package dev.cairn.spi;

import java.util.Locale;

/** What stands in the slot of a key, where anything does. */
public enum DocumentState {
    /** The document and its blobs are in this store. */
    LIVE,
    /** The document is here and found by every query; its blobs are in another tier. */
    ARCHIVED,
    /** A tombstone: the document was deleted, and later revisions must be higher. */
    DELETED;

    /** The word that stands in a stored document: {@code live}, {@code archived}, {@code deleted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether readers see the document. */
    public boolean visible() {
        return this != DELETED;
    }
}
