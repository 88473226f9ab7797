package dev.cairn.backend.database;

import dev.cairn.backend.database.Candidates.Candidate;
import dev.cairn.query.Query;
import dev.cairn.spi.Document;
import dev.cairn.spi.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first documents of a query, by one of two ways: where few documents can meet a part of the criterion, or all parts that
 * the index tells, these are tested all; else the rows of the first field of the order are walked until enough are found.
 */
final class IndexedFind {
    private final IndexSnapshot index;
    private final Query query;
    private final Candidates candidates;
    private final List<Conjunct> conjuncts;
    private final Set<Long> damaged = new HashSet<>();

    IndexedFind(IndexSnapshot index, Query query) {
        this.index = index;
        this.query = query;
        this.candidates = new Candidates(
                index,
                query.criterion(),
                query.orders().stream().map(order -> order.path()).toList());
        this.conjuncts = Conjunct.of(query.criterion(), index);
    }

    /** The documents, in order. */
    List<Document> find() {
        Optional<Conjunct> few =
                Conjunct.smallest(conjuncts, index, index.effort().few());
        Set<Long> possible = few.isPresent() ? null : possible();
        IndexedOrder order = new IndexedOrder(index, query, conjuncts);
        boolean all = possible != null && possible.size() <= index.effort().few();
        if (few.isEmpty() && !all && candidates.readsAll() && !order.canWalk()) {
            return index.scan().find(query);
        }
        while (true) {
            FirstPlaces first = new FirstPlaces(query);
            add(candidates.unknown(), first);
            if (few.isPresent()) {
                addAll(few.get(), first);
            } else if (all) {
                add(matching(Objects.requireNonNull(possible)), first);
            } else {
                order.walk(first, met -> matching(among(met, possible)));
            }
            List<Long> found = first.answer();
            Map<Long, Slot> slots = found.isEmpty() ? Map.of() : index.get(found);
            List<Document> documents = new ArrayList<>();
            for (Long pk : found) {
                Document document = Candidates.readable(Objects.requireNonNull(slots.get(pk)));
                if (document == null) {
                    damaged.add(pk); // It takes no place of another, and its rows did not tell.
                } else {
                    documents.add(document);
                }
            }
            if (documents.size() == found.size()) {
                return documents;
            }
        }
    }

    /**
     * The documents that meet what the index tells of the criterion, and maybe more; null if they are too many to be listed, or are found
     * as fast by walking.
     */
    private @Nullable Set<Long> possible() {
        int many = index.effort().many();
        Conjunct smallest = conjuncts.size() < 2
                ? null
                : Conjunct.smallest(conjuncts, index, many).orElse(null);
        if (smallest == null) {
            return null;
        }
        List<FieldKey> also = conjuncts.stream()
                .filter(one -> !one.equals(smallest))
                .map(Conjunct::equal)
                .filter(Objects::nonNull)
                .toList();
        Set<Long> possible = documents(smallest, also);
        for (Conjunct one : conjuncts) {
            if (!one.equals(smallest)
                    && one.equal() == null
                    && possible.size() > index.effort().few()
                    && Conjunct.smallest(List.of(one), index, many).isPresent()) {
                possible.retainAll(documents(one, List.of()));
            }
        }
        return possible;
    }

    /** The documents with rows in a part of the criterion, of which there are few enough. */
    private Set<Long> documents(Conjunct part, List<FieldKey> also) {
        Set<Long> documents = new HashSet<>();
        for (FieldRange range : part.ranges()) {
            FieldWalk walk = new FieldWalk(index, range, false, also);
            walk.next(index.effort().many()).forEach(row -> documents.add(row.document()));
        }
        return documents;
    }

    private static Collection<Long> among(Collection<Long> met, @Nullable Set<Long> possible) {
        return possible == null ? met : met.stream().filter(possible::contains).toList();
    }

    private void addAll(Conjunct few, FirstPlaces first) {
        Set<Long> documents = new HashSet<>();
        for (FieldRange range : few.ranges()) {
            FieldWalk walk = new FieldWalk(index, range, false, List.of());
            walk.next(index.effort().few()).forEach(row -> documents.add(row.document()));
        }
        add(matching(documents), first);
    }

    private List<Candidate> matching(Collection<Long> documents) {
        List<Long> known = new ArrayList<>(documents);
        known.removeAll(damaged);
        return known.isEmpty() ? List.of() : candidates.matching(known);
    }

    private void add(List<Candidate> found, FirstPlaces first) {
        for (Candidate candidate : found) {
            if (!damaged.contains(candidate.pk())) {
                first.add(candidate);
            }
        }
    }
}
