package dev.cairn.backend.memory;

import dev.cairn.StorageException;
import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import java.util.Locale;

/**
 * Counts what one store holds, in bytes, against the most that it may hold. Bytes are counted before they are stored.
 *
 * <p>Guarded by the lock of {@link MemoryTables}. What a store keeps beside the bytes of its values is estimated by the
 * constants here; the heap of a real machine differs a little.
 */
final class MemoryBudget {
    /** What a megabyte is in a configuration. */
    static final long MEGABYTE = 1 << 20;

    /** What a document takes beside its body and the texts in it. */
    static final long DOCUMENT_OVERHEAD = 512;

    /** What a blob takes beside its bytes, and a reference to one beside its sums. */
    static final long BLOB_OVERHEAD = 256;

    /** What a journal takes beside its entries and the texts of its key. */
    static final long JOURNAL_OVERHEAD = 256;

    /** What an entry of a journal takes beside its bytes. */
    static final long ENTRY_OVERHEAD = 64;

    private final long limit;
    private final boolean evicting;
    private long used;

    MemoryBudget(long limit, boolean evicting) {
        this.limit = limit;
        this.evicting = evicting;
    }

    /** Whether documents may be removed to make room. */
    boolean evicting() {
        return evicting;
    }

    long limit() {
        return limit;
    }

    long used() {
        return used;
    }

    boolean hasRoomFor(long more) {
        return more <= limit - used;
    }

    void take(long bytes) {
        used += bytes;
    }

    void giveBack(long bytes) {
        used -= bytes;
    }

    /** Refuses {@code what}, if it is so large that it could not be saved into an empty store either. */
    void checkCanEverHold(String what, long bytes) {
        if (bytes > limit) {
            throw new TooLargeException(String.format(
                    Locale.ROOT,
                    "Cannot save %s: it takes %,d bytes or more, and the memory store may hold %,d MB in all. "
                            + "Raise max_memory_mb, or save it into a filesystem or database store.",
                    what,
                    bytes,
                    limit / MEGABYTE));
        }
    }

    /** Why {@code more} bytes of {@code what} cannot be saved now. */
    StorageException full(String what, long more) {
        return new UnavailableException(String.format(
                Locale.ROOT,
                "Cannot save %s: the memory store holds %,d of %,d MB, and %,d bytes more do not fit. %s",
                what,
                (used + MEGABYTE - 1) / MEGABYTE,
                limit / MEGABYTE,
                more,
                evicting
                        ? "Nothing more can be evicted: what is left belongs to saves under way, journals, and "
                                + "archived or deleted documents. Try again, or raise max_memory_mb."
                        : "Delete results and collect garbage, raise max_memory_mb, or choose eviction: lru."));
    }
}
