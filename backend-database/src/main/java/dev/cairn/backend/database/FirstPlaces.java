package dev.cairn.backend.database;

import dev.cairn.backend.database.Candidates.Candidate;
import dev.cairn.query.PageToken;
import dev.cairn.query.Place;
import dev.cairn.query.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first documents of a query behind its page, of those that were met; remembers no more than the offset and the limit need. */
final class FirstPlaces {
    private final Query query;
    private final Comparator<Place> order;
    private final PriorityQueue<Found> kept;
    private final Set<Long> keys = new HashSet<>();
    private final long wanted;

    FirstPlaces(Query query) {
        this.query = query;
        this.order = Place.order(query);
        this.kept =
                new PriorityQueue<>(Comparator.comparing(Found::place, order).reversed());
        this.wanted = query.limit() == 0 ? Long.MAX_VALUE : query.offset() + query.limit();
    }

    private record Found(long pk, Place place) {}

    /** Meets a document, maybe again. */
    void add(Candidate candidate) {
        Place place = Place.of(query, candidate.values(), candidate.created(), candidate.id());
        PageToken after = query.after();
        if (after != null && order.compare(place, after.place()) <= 0) {
            return;
        }
        if (keys.add(candidate.pk())) {
            kept.add(new Found(candidate.pk(), place));
        }
        if (kept.size() > wanted) {
            keys.remove(kept.remove().pk());
        }
    }

    /** How many are wanted at most. */
    long wanted() {
        return wanted;
    }

    /** The place of the last of them if there are as many as are wanted; else null. */
    @Nullable
    Place last() {
        Found last = kept.peek();
        return last == null || kept.size() < wanted ? null : last.place();
    }

    /** The primary keys of the answer, in order: those behind the offset. */
    List<Long> answer() {
        List<Found> all = new ArrayList<>(kept);
        all.sort(Comparator.comparing(Found::place, order));
        return all.stream().skip(query.offset()).map(Found::pk).toList();
    }
}
