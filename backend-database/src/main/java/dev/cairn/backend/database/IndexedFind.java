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

/**
 * Finds the first documents of a query, by one of two ways: where few documents can meet a part of the criterion, these are tested
 * all; else the rows of the first field of the order are walked until enough are found.
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
        IndexedOrder order = new IndexedOrder(index, query, conjuncts);
        if (few.isEmpty() && candidates.readsAll() && !order.canWalk()) {
            return index.scan().find(query);
        }
        while (true) {
            FirstPlaces first = new FirstPlaces(query);
            add(candidates.unknown(), first);
            if (few.isPresent()) {
                addAll(few.get(), first);
            } else {
                order.walk(first, this::matching);
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
