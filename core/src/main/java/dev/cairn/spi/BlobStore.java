package dev.cairn.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps blobs: immutable bytes, each named by its SHA-256 within one scope. Safe for use by many threads.
 *
 * <p>A blob is written before the document that names it. Who names a blob is not known here: removal is decided above, and
 * removing one that is still named makes its documents unreadable. Every failure is a
 * {@link dev.cairn.StorageException}.
 */
public interface BlobStore {
    /** Begins a new blob in {@code scope}. */
    BlobSink create(String scope);

    /**
     * Puts many small blobs, for speed: each as {@link #create} and a commit would, and all are durable when this returns. If it
     * throws, each of them may be there or not.
     */
    default void putAll(String scope, Collection<BlobContent> contents) {
        for (BlobContent content : contents) {
            try (BlobSink sink = create(scope)) {
                sink.write(content.bytes());
                sink.commit();
            }
        }
    }

    /**
     * The same blobs for whoever names them in a document of this backend next: what is put or touched through this can be read at
     * once, but may be durable only when a put of a document that names it, which began afterwards, has returned. So a store whose
     * documents make durable what was written before them waits for the disk once, and not twice.
     */
    default BlobStore forDocuments() {
        return this;
    }

    /**
     * Renews the age of those of {@code digests} that are there, so that no sweep whose mark began before this call returned
     * removes them within the grace.
     *
     * @return those that are not there and must be put again
     */
    Set<Digest> touch(String scope, Collection<Digest> digests);

    /**
     * Opens a blob for reading.
     *
     * @throws dev.cairn.NotFoundException if there is none of that name in the scope
     */
    BlobReader open(String scope, Digest digest);

    /** All blobs of a scope, in no particular order, lazily; to be closed. May or may not show those put meanwhile. */
    Stream<BlobInfo> list(String scope);

    /** The scopes that hold blobs, in no particular order; it may name some that hold none any more. */
    List<String> scopes();

    /** The present time by the clock that stamps touches. */
    Instant now();

    /**
     * Removes those of {@code candidates} that are there and were last touched before {@code touchedBefore}; the check and
     * the removal of each are one step beside puts and touches of the same digest.
     */
    Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore);
}
