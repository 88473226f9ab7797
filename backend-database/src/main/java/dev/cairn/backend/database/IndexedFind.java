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
    /** For each document that is tested about so many rows may have been passed over, where values are looked up for each row. */
    private static final int MANY_PASSED = 50;

    private final IndexSnapshot index;
    private final Query query;
    private final Candidates candidates;
    private final List<Conjunct> conjuncts;
    private final Set<Long> damaged = new HashSet<>();

    /** The documents that meet what the index tells of the criterion, and maybe more; null if that was not asked or they are too many. */
    private @Nullable Set<Long> possible;

    private long tested;
    private boolean asked;

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
        IndexedOrder order = new IndexedOrder(index, query, conjuncts, this::isListed);
        if (few.isEmpty() && candidates.readsAll() && !order.canWalk()) {
            return index.scan().find(query);
        }
        while (true) {
            FirstPlaces first = new FirstPlaces(query);
            add(candidates.unknown(), first);
            if (few.isPresent()) {
                addAll(few.get(), first);
            } else {
                if (!isListed()) {
                    order.walk(first, met -> matching(among(met)));
                }
                if (isListed()) {
                    add(matching(Objects.requireNonNull(possible)), first);
                }
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

    /** Whether so few documents can meet the criterion that they are tested all instead of walking on. */
    private boolean isListed() {
        return possible != null && possible.size() <= index.effort().few();
    }

    /** Those of {@code met} that can meet the criterion, as far as that is known; seen to once so many were tested in vain. */
    private Collection<Long> among(Collection<Long> met) {
        tested += met.size();
        if (!asked && tested > index.effort().few() / (looksUp() ? MANY_PASSED : 2)) {
            asked = true;
            possible = possible();
        }
        Set<Long> those = possible;
        return those == null ? met : met.stream().filter(those::contains).toList();
    }

    private boolean looksUp() {
        return conjuncts.stream().anyMatch(one -> one.equal() != null);
    }

    /** What {@link #possible} is; null if no part of the criterion has few enough rows to list, or there is only one. */
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
        Set<Long> listed = documents(smallest, also);
        for (Conjunct one : conjuncts) {
            if (!one.equals(smallest)
                    && one.equal() == null
                    && listed.size() > index.effort().few()
                    && Conjunct.smallest(List.of(one), index, many).isPresent()) {
                listed.retainAll(documents(one, List.of()));
            }
        }
        return listed;
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
