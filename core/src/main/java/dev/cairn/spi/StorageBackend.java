package dev.cairn.spi;

import dev.cairn.UnsupportedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps documents, blobs and journals, and knows nothing of results or runs. To write a backend is to write the three stores
 * and a {@link BackendFactory}; {@code BackendContract} of the testkit says whether it is right.
 *
 * <p>Safe for use by many threads. A thread that is interrupted inside a backend finishes what it does, and its interrupt
 * stays set: an interrupt closes nothing.
 */
public interface StorageBackend extends AutoCloseable {
    /** The id that the store got when it was made, the same whoever opens it from wherever; at most 64 characters. */
    String storeId();

    /** The ids of all stores that are written through this one: its own, and where it is made of several, theirs. */
    default Set<String> storeIds() {
        return Set.of(storeId());
    }

    /** Where the store is, for people and messages, without secrets: {@code filesystem /data/results}. */
    String location();

    /**
     * The folder in which the store keeps what belongs to {@code scope} and nothing else, whether it is there yet or not; empty if it
     * has no such folders. Whoever copies it has a copy of the whole scope.
     */
    default Optional<Path> folder(String scope) {
        return Optional.empty();
    }

    /** What this backend declares of itself. */
    Capabilities capabilities();

    /** Whether it was opened to be read only: each write is an {@link UnsupportedException}, and nothing is changed. */
    default boolean isReadOnly() {
        return false;
    }

    DocumentStore documents();

    BlobStore blobs();

    JournalStore journals();

    /** The index of its documents; empty if it has none, and whoever asks reads the documents. */
    default Optional<DocumentIndex> index() {
        return Optional.empty();
    }

    /**
     * Held by a save of one document from before its first blob until after the document, so that
     * {@link #holdExclusively()} waits for it. Whoever holds does not hold again before it let go: it could wait for itself
     * behind somebody who wants to be alone. Does nothing in a backend without {@link Capability#EXCLUSIVE_HOLD}.
     */
    default Hold hold() {
        return () -> {};
    }

    /**
     * Tells {@code listener} of changes until what this returns is closed. A backend that has no way to know of the changes of
     * other processes calls nobody.
     */
    default Hold watch(ChangeListener listener) {
        return () -> {};
    }

    /**
     * Waits until no save of any thread or process is under way, and keeps new ones waiting until it is closed.
     *
     * @throws UnsupportedException without {@link Capability#EXCLUSIVE_HOLD}
     */
    default Hold holdExclusively() {
        throw new UnsupportedException("The store " + location() + " cannot keep other writers out.");
    }

    /**
     * Gives space back that nothing takes any more, as far as that can be done while others read and write.
     *
     * @return what each store that this is made of took before and after; nothing for those that give space back when something is
     *     removed
     */
    default List<Vacuumed> vacuum() {
        return List.of();
    }

    /**
     * Waits for calls under way and releases everything; each call of its stores afterwards is an
     * {@link IllegalStateException}. May be called more than once.
     */
    @Override
    void close();
}
