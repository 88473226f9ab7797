package dev.cairn.spi;

import java.time.Instant;

/**
 * The part of a document that a cheap look-up returns: enough to order, compare and validate, without its content.
 *
 * @param revision {@code max(previous + 1, now)} with now in milliseconds since 2020 times 4,096; orders everywhere
 * @param state live, archived or deleted
 * @param digest of the document's content
 * @param created when the first revision was made
 * @param updated when this revision was made
 */
public record Head(long revision, DocumentState state, Digest digest, Instant created, Instant updated) {
    public Head {
        if (revision <= 0) {
            throw new IllegalArgumentException("A stored revision is positive, not " + revision);
        }
    }
}
