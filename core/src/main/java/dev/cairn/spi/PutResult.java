package dev.cairn.spi;

import dev.cairn.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one put of a batch.
 *
 * @param document the document as it now stands; null if the put failed
 * @param failure why the put failed; null if it did not
 */
public record PutResult(
        @Nullable Document document, @Nullable StorageException failure) {
    /** The document as it now stands, or the failure thrown. */
    public Document orElseThrow() {
        if (failure != null) {
            throw failure;
        }
        if (document == null) {
            throw new IllegalStateException("A put either stands or failed.");
        }
        return document;
    }
}
