package dev.cairn.backend.database;

import dev.cairn.backend.database.Candidates.Candidate;
import dev.cairn.backend.database.IndexSnapshot.Met;
import dev.cairn.query.Criterion;
import dev.cairn.query.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the documents for which a criterion holds: by counting rows where these tell, else by testing as few documents as it can. */
final class IndexedCount {
    /** Up to how many rows of a part of the criterion are counted to find the part with the fewest. */
    private static final int MANY = 1_000_000;

    private final IndexSnapshot index;
    private final Criterion criterion;
    private final Candidates candidates;
    private final @Nullable Long created;

    IndexedCount(IndexSnapshot index, Criterion criterion) {
        this.index = index;
        this.criterion = criterion;
        this.candidates = new Candidates(index, criterion, List.of());
        this.created = index.number(Candidates.CREATED);
    }

    /** How many there are. */
    long count() {
        OptionalLong rows = index.hasOutdated() ? OptionalLong.empty() : byRows(criterion);
        if (rows.isPresent()) {
            return rows.getAsLong() + candidates.unknown().size();
        }
        List<Conjunct> conjuncts = Conjunct.of(criterion, index);
        Conjunct fewest = Conjunct.smallest(conjuncts, index, MANY).orElse(null);
        if (fewest == null && candidates.readsAll()) {
            return index.scan().count(criterion);
        }
        long count = candidates.unknown().size();
        if (fewest != null) {
            for (FieldRange range : fewest.ranges()) {
                count += byTesting(range, fewest);
            }
        } else if (created != null) {
            FieldRange all = FieldRange.all(created);
            count += byTesting(all, new Conjunct(Candidates.CREATED, List.of(all), null, true));
        }
        return count;
    }

    /** How many by the rows alone; empty if these do not tell. */
    private OptionalLong byRows(Criterion wanted) {
        if (wanted instanceof Criterion.Not not) {
            OptionalLong others = byRows(not.criterion());
            return others.isEmpty() ? others : OptionalLong.of(all() - others.getAsLong());
        }
        List<Criterion> parts = Conjunct.parts(wanted);
        List<Conjunct> conjuncts = Conjunct.of(wanted, index);
        if (conjuncts.size() < parts.size()
                || !conjuncts.stream()
                        .allMatch(one -> one.exact() && one.ranges().size() <= 1)) {
            return OptionalLong.empty();
        }
        if (conjuncts.stream().anyMatch(one -> one.ranges().isEmpty())) {
            return OptionalLong.of(0);
        }
        return conjuncts.isEmpty() ? OptionalLong.of(all()) : byRows(conjuncts);
    }

    private OptionalLong byRows(List<Conjunct> conjuncts) {
        List<FieldKey> equal = new ArrayList<>();
        Conjunct other = null;
        for (Conjunct one : conjuncts) {
            FieldKey key = one.equal();
            if (key != null) {
                equal.add(key);
            } else if (other == null) {
                other = one;
            } else {
                return OptionalLong.empty();
            }
        }
        if (other != null) {
            return OptionalLong.of(index.documents(other.ranges().get(0), equal));
        }
        FieldKey first = equal.remove(0);
        return OptionalLong.of(index.rows(FieldRange.equal(first.path(), first.value()), equal));
    }

    private long all() {
        return created == null ? 0 : index.rows(FieldRange.all(created), List.of());
    }

    /** How many documents whose first row in {@code driver} is in {@code range} are asked for. */
    private long byTesting(FieldRange range, Conjunct driver) {
        long count = 0;
        FieldWalk walk = new FieldWalk(index, range, false, List.of());
        for (List<Met> rows = walk.next(index.effort().rows());
                !rows.isEmpty();
                rows = walk.next(index.effort().rows())) {
            Map<Long, Set<FieldValue>> met = new HashMap<>();
            rows.forEach(row ->
                    met.computeIfAbsent(row.document(), none -> new HashSet<>()).add(row.value()));
            for (Candidate candidate : candidates.matching(met.keySet())) {
                boolean first = candidate.values().of(driver.path()).stream()
                        .map(FieldValue::of)
                        .filter(driver::holds)
                        .min(FieldValue::compareTo)
                        .filter(met.getOrDefault(candidate.pk(), Set.of())::contains)
                        .isPresent();
                count += first ? 1 : 0;
            }
        }
        return count;
    }
}
