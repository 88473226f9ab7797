package dev.cairn.backend.memory;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds the live document that was not used for longest.
 *
 * <p>Sorts all of them once and hands them out one by one, past those used since; so reading a document needs no lock, and
 * finding a victim rarely looks at more than one. Guarded by the lock of {@link MemoryTables}.
 */
final class LeastRecentlyUsed {
    private record Candidate(StoredDocument stored, long used) {}

    private final DocumentTable documents;
    private final Deque<Candidate> candidates = new ArrayDeque<>();

    LeastRecentlyUsed(DocumentTable documents) {
        this.documents = documents;
    }

    /** The next to go, which is not the one under {@code kept}; null if there is none. */
    @Nullable
    StoredDocument next(@Nullable DocumentKey kept) {
        StoredDocument next = poll(kept, false);
        if (next == null) {
            sort();
            next = poll(kept, true);
        }
        return next;
    }

    void clear() {
        candidates.clear();
    }

    private @Nullable StoredDocument poll(@Nullable DocumentKey kept, boolean evenIfUsedSince) {
        for (Candidate next = candidates.poll(); next != null; next = candidates.poll()) {
            StoredDocument stored = next.stored();
            DocumentKey key = stored.document().key();
            boolean stands = documents.find(key) == stored && !key.equals(kept);
            if (stands && (evenIfUsedSince || stored.used() == next.used())) {
                return stored;
            }
        }
        return null;
    }

    private void sort() {
        documents
                .all()
                .filter(stored -> stored.document().state() == DocumentState.LIVE)
                .map(stored -> new Candidate(stored, stored.used()))
                .sorted(Comparator.comparingLong(Candidate::used))
                .forEach(candidates::add);
    }
}
