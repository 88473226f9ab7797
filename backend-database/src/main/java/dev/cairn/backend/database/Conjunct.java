package dev.cairn.backend.database;

import dev.cairn.query.Criterion;
import dev.cairn.query.Criterion.And;
import dev.cairn.query.Criterion.Compare;
import dev.cairn.query.Criterion.Exists;
import dev.cairn.query.Criterion.In;
import dev.cairn.query.Criterion.Operator;
import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a criterion that holds for no document without a row in some ranges of the index.
 *
 * @param path the field that it is about
 * @param ranges the ranges, which do not overlap; none if no document has the field
 * @param equal the one row that they hold, if that is all of it; else null
 * @param exact whether it holds for every document that has such a row
 */
record Conjunct(
        FieldPath path, List<FieldRange> ranges, @Nullable FieldKey equal, boolean exact) {
    /** The most values of a list that are looked up in the index. */
    private static final int MOST_RANGES = 20;

    /** The parts of {@code criterion}, all of which must hold, that the index can answer. */
    static List<Conjunct> of(Criterion criterion, IndexSnapshot index) {
        List<Conjunct> found = new ArrayList<>();
        parts(criterion).forEach(part -> ofPart(part, index).ifPresent(found::add));
        return found;
    }

    /** Values that no document may have for which {@code criterion} holds, each told by a row; no more than {@code most}. */
    static List<FieldKey> without(Criterion criterion, IndexSnapshot index, int most) {
        List<FieldKey> without = new ArrayList<>();
        for (Criterion part : parts(criterion)) {
            if (part instanceof Criterion.Not not) {
                ofPart(not.criterion(), index)
                        .filter(one -> one.equal() != null && one.exact())
                        .ifPresent(one -> without.add(Objects.requireNonNull(one.equal())));
            }
        }
        return without.subList(0, Math.min(most, without.size()));
    }

    /** What must hold all, of which nothing is an {@link And} again. */
    static List<Criterion> parts(Criterion criterion) {
        return criterion instanceof And and
                ? and.criteria().stream().flatMap(one -> parts(one).stream()).toList()
                : List.of(criterion);
    }

    private static Optional<Conjunct> ofPart(Criterion part, IndexSnapshot index) {
        if (part instanceof Compare compare && index.spec().covers(compare.path())) {
            return Optional.of(of(compare, index.number(compare.path())));
        }
        if (part instanceof In in
                && in.values().size() <= MOST_RANGES
                && index.spec().covers(in.path())) {
            return Optional.of(of(in, index.number(in.path())));
        }
        if (part instanceof Exists exists && index.spec().covers(exists.path())) {
            Long number = index.number(exists.path());
            List<FieldRange> all = number == null ? List.of() : List.of(FieldRange.all(number));
            return Optional.of(new Conjunct(exists.path(), all, null, true));
        }
        return Optional.empty();
    }

    private static Conjunct of(Compare compare, @Nullable Long number) {
        FieldValue value = FieldValue.of(compare.value());
        if (number == null) {
            return new Conjunct(compare.path(), List.of(), null, true);
        }
        FieldKey equal = compare.operator() == Operator.EQ ? new FieldKey(number, value) : null;
        FieldRange range = FieldRange.of(number, compare.operator(), value);
        return new Conjunct(compare.path(), List.of(range), equal, !value.isCut());
    }

    private static Conjunct of(In in, @Nullable Long number) {
        Set<FieldValue> values = new LinkedHashSet<>();
        in.values().forEach(value -> values.add(FieldValue.of(value)));
        List<FieldRange> ranges = number == null
                ? List.of()
                : values.stream().map(value -> FieldRange.equal(number, value)).toList();
        return new Conjunct(in.path(), ranges, null, values.stream().noneMatch(FieldValue::isCut));
    }

    /** Whether a row of {@code value} is in its ranges. */
    boolean holds(FieldValue value) {
        return ranges.stream().anyMatch(range -> range.holds(value));
    }

    /** The part with the fewest rows, if that is up to {@code most} rows. */
    static Optional<Conjunct> smallest(List<Conjunct> conjuncts, IndexSnapshot index, int most) {
        List<FieldRange> all =
                conjuncts.stream().flatMap(one -> one.ranges().stream()).toList();
        List<Long> counts = index.probe(all, most + 1);
        Conjunct smallest = null;
        long fewest = most + 1L;
        int at = 0;
        for (Conjunct conjunct : conjuncts) {
            long rows = 0;
            for (int i = 0; i < conjunct.ranges().size(); i++) {
                rows += counts.get(at++);
            }
            if (rows < fewest) {
                smallest = conjunct;
                fewest = rows;
            }
        }
        return Optional.ofNullable(smallest);
    }
}
