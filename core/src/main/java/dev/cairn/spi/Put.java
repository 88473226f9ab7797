package dev.cairn.spi;

import org.jspecify.annotations.Nullable;

/**
 * A change that a writer asks for: new content, an archived state, or a deletion.
 *
 * @param key what to change
 * @param state the state that it shall have
 * @param content what it shall say
 * @param archivedTo for an archived document the tier that holds its blobs, else null
 * @param expectation what must be there for the change to happen
 */
public record Put(
        DocumentKey key,
        DocumentState state,
        Content content,
        @Nullable String archivedTo,
        Expectation expectation) {
    /** Stores content, live. */
    public static Put live(DocumentKey key, Content content, Expectation expectation) {
        return new Put(key, DocumentState.LIVE, content, null, expectation);
    }

    /** Says that the blobs are now in {@code tier} only. */
    public static Put archived(DocumentKey key, Content content, String tier, Expectation expectation) {
        return new Put(key, DocumentState.ARCHIVED, content, tier, expectation);
    }

    /** Leaves a tombstone. */
    public static Put deleted(DocumentKey key, Expectation expectation) {
        return new Put(key, DocumentState.DELETED, Document.NOTHING, null, expectation);
    }
}
