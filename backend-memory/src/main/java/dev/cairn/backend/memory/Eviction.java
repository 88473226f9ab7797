package dev.cairn.backend.memory;

import dev.cairn.spi.DocumentKey;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes room by removing first the blobs that no document names, then the live documents that were not used for longest, with
 * the blobs that only they name. Guarded by the lock of {@link MemoryTables}.
 *
 * <p>A blob that was put or touched since the oldest open hold was opened stays, and so does its document: whoever has a hold
 * may be about to name it. It may go only if one writer alone touched it since then and named it in a document, for a hold is
 * for one document. Blobs written without a hold are not protected until a document names them.
 */
final class Eviction {
    private final MemoryTables tables;
    private final LeastRecentlyUsed victims;
    private final TreeSet<Long> holds = new TreeSet<>();

    Eviction(MemoryTables tables) {
        this.tables = tables;
        this.victims = new LeastRecentlyUsed(tables.documents());
    }

    /** Notes that a hold was opened at {@code tick}. */
    void beginHold(long tick) {
        holds.add(tick);
    }

    /** Notes that the hold of {@code tick} is closed. */
    void endHold(long tick) {
        holds.remove(tick);
    }

    /** The tick at which the oldest open hold was opened; later than all ticks if there is none. */
    long oldestHold() {
        return holds.isEmpty() ? Long.MAX_VALUE : holds.first();
    }

    /** Removes something, but not the document under {@code kept}; returns false if there is nothing that may go. */
    boolean removeOne(@Nullable DocumentKey kept) {
        if (removeUnnamed()) {
            return true;
        }
        StoredDocument victim = victims.next(
                document -> !document.key().equals(kept) && tables.blobs().removableWith(document, oldestHold()));
        if (victim == null) {
            return false;
        }
        tables.remove(victim);
        removeAllUnnamed();
        return true;
    }

    /** Lets go of everything. */
    void clear() {
        victims.clear();
    }

    private void removeAllUnnamed() {
        boolean more = true;
        while (more) {
            more = removeUnnamed();
        }
    }

    private boolean removeUnnamed() {
        BlobTable.BlobKey key = tables.blobs().removable(oldestHold());
        StoredBlob blob = key == null ? null : tables.blobs().find(key.scope(), key.digest());
        if (key == null || blob == null) {
            return false;
        }
        tables.remove(key.scope(), key.digest(), blob);
        return true;
    }
}
