package dev.cairn.backend.memory;

import java.time.Instant;

/**
 * A blob as it stands in the store.
 *
 * @param bytes its content
 * @param touched when it was last put or touched, by the clock
 * @param tick the same by the count of the store, different for every put and touch
 * @param tickBefore the tick of the put or touch before that; zero if there was none
 * @param settled whether whoever touched it last has named it in a document since, and nobody else is about to
 */
record StoredBlob(Chunks bytes, Instant touched, long tick, long tickBefore, boolean settled) {
    /** A blob that was just put. */
    StoredBlob(Chunks bytes, Instant touched, long tick) {
        this(bytes, touched, tick, 0, false);
    }

    /** The same, touched again; a clock that was set back does not make it older. */
    StoredBlob touchedAgain(Instant now, long newTick) {
        return new StoredBlob(bytes, now.isAfter(touched) ? now : touched, newTick, tick, false);
    }

    /**
     * The same, after a document named it while the oldest open hold was that of tick {@code oldestHold}. It is settled if it
     * was touched only once since then, for that was by the writer of the document.
     */
    StoredBlob named(long oldestHold) {
        return tickBefore < oldestHold ? new StoredBlob(bytes, touched, tick, tickBefore, true) : this;
    }

    /** The order in which blobs without a name are removed; one whose rank is below the oldest open hold may be. */
    long rank() {
        return settled ? tick - Long.MAX_VALUE : tick;
    }

    /** What it takes in memory. */
    long cost() {
        return MemoryBudget.BLOB_OVERHEAD + bytes.size();
    }
}
