package dev.cairn.backend.memory;

import java.time.Instant;

/**
 * A blob as it stands in the store.
 *
 * @param bytes its content
 * @param touched when it was last put or touched, by the clock
 * @param tick the same by the count of the store, different for every put and touch
 */
record StoredBlob(Chunks bytes, Instant touched, long tick) {
    /** The same, touched again; a clock that was set back does not make it older. */
    StoredBlob touchedAgain(Instant now, long newTick) {
        return new StoredBlob(bytes, now.isAfter(touched) ? now : touched, newTick);
    }

    /** What it takes in memory. */
    long cost() {
        return MemoryBudget.BLOB_OVERHEAD + bytes.size();
    }
}
