package dev.cairn.backend.memory;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.Predicate;
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

    /** The next of those that {@code mayGo}; null if there is none. */
    @Nullable
    StoredDocument next(Predicate<Document> mayGo) {
        StoredDocument next = poll(mayGo, false);
        if (next == null) {
            sort();
            next = poll(mayGo, true);
        }
        return next;
    }

    void clear() {
        candidates.clear();
    }

    private @Nullable StoredDocument poll(Predicate<Document> mayGo, boolean evenIfUsedSince) {
        for (Candidate next = candidates.poll(); next != null; next = candidates.poll()) {
            StoredDocument stored = next.stored();
            boolean stands = documents.find(stored.document().key()) == stored;
            boolean unused = evenIfUsedSince || stored.used() == next.used();
            if (stands && unused && mayGo.test(stored.document())) {
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
