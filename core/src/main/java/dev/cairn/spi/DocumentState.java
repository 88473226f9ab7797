package dev.cairn.spi;

import java.util.List;

/** What stands in the slot of a key, where anything does. */
public enum DocumentState {
    /** The document and its blobs are in this store. */
    LIVE("live"),
    /** The document is here and found by every query; its blobs are in another tier. */
    ARCHIVED("archived"),
    /** A tombstone: the document was deleted, and later revisions must be higher. */
    DELETED("deleted");

    private static final List<DocumentState> ALL = List.of(values());

    private final String word;

    DocumentState(String word) {
        this.word = word;
    }

    /**
     * The state for which {@code word} stands.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    static DocumentState ofWord(String word) {
        for (DocumentState state : ALL) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("No state is called " + Names.quote(word) + '.');
    }

    /** The word that stands in a stored document: {@code live}, {@code archived}, {@code deleted}. */
    public String word() {
        return word;
    }

    /** Whether readers see the document. */
    public boolean visible() {
        return this != DELETED;
    }
}
