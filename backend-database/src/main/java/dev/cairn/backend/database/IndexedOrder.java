package dev.cairn.backend.database;

import dev.cairn.backend.database.Candidates.Candidate;
import dev.cairn.backend.database.IndexSnapshot.Met;
import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldValue;
import dev.cairn.query.Order;
import dev.cairn.query.PageToken;
import dev.cairn.query.Place;
import dev.cairn.query.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a collection in the order of a query, as far as its first field tells it, from the page of the query on.
 *
 * <p>They come in up to three legs: those with a value by the rows of that field, those with NaN, and those without a value by the rows
 * of their creation. Of several rows of a document the first one counts, and where it comes is told by its values, not by which rows
 * were met.
 *
 * <p>Where many documents have the same first value, the rows of the next field are walked instead, of the documents that have that
 * value, and so on: the documents of equal values come in the order of the fields behind.
 */
final class IndexedOrder {
    /** How many values of other fields are looked up for each row before its document is. */
    private static final int MOST_ALSO = 3;

    private static final int GROWTH = 4;

    private enum Leg {
        VALUES,
        NAN,
        MISSING
    }

    private final IndexSnapshot index;
    private final Query query;
    private final List<Conjunct> conjuncts;
    private final List<FieldKey> also;
    private final List<FieldKey> without;
    private final BooleanSupplier enough;
    private final Ties ties;
    private final @Nullable Order order;
    private final FieldPath path;
    private final @Nullable Long created;
    private final @Nullable Place after;

    /** Walks until {@code enough} says so, if not before. */
    IndexedOrder(IndexSnapshot index, Query query, List<Conjunct> conjuncts, BooleanSupplier enough) {
        this(index, query, conjuncts, enough, Ties.none(query));
    }

    private IndexedOrder(
            IndexSnapshot index, Query query, List<Conjunct> conjuncts, BooleanSupplier enough, Ties ties) {
        this.enough = enough;
        this.index = index;
        this.query = query;
        this.conjuncts = conjuncts;
        this.ties = ties;
        this.without = Conjunct.without(query.criterion(), index, MOST_ALSO);
        this.also = Stream.concat(
                        ties.rows().stream(),
                        conjuncts.stream().map(Conjunct::equal).filter(Objects::nonNull))
                .distinct()
                .limit(Math.max(MOST_ALSO, ties.level()))
                .toList();
        this.order =
                query.orders().size() == ties.level() ? null : query.orders().get(ties.level());
        this.path = order == null ? Candidates.CREATED : order.path();
        this.created = index.number(Candidates.CREATED);
        PageToken page = query.after();
        this.after = page == null || !ties.hold(page.place()) ? null : page.place();
    }

    /** Whether the index has the rows of the first field. */
    boolean canWalk() {
        return index.spec().covers(path);
    }

    /**
     * Adds documents to {@code first} until it has the first ones of all that are in the index.
     *
     * @param matching picks those that are asked for
     */
    void walk(FirstPlaces first, Function<Collection<Long>, List<Candidate>> matching) {
        if (created == null) {
            return;
        }
        if (!canWalk()) {
            FieldWalk all = new FieldWalk(index, FieldRange.all(created), false, also).without(without);
            for (List<Met> rows = all.next(index.effort().rows());
                    !rows.isEmpty();
                    rows = all.next(index.effort().rows())) {
                matching.apply(rows.stream().map(Met::document).toList()).forEach(first::add);
            }
            return;
        }
        for (Leg leg : Leg.values()) {
            Place last = first.last();
            if (enough.getAsBoolean()
                    || (last != null && ties.hold(last) && legOf(last).compareTo(leg) < 0)) {
                return;
            }
            if (after == null || legOf(after).compareTo(leg) <= 0) {
                FieldWalk walk = walk(leg);
                if (walk != null) {
                    walk(leg, walk, first, matching);
                }
            }
        }
    }

    /** The value that all of {@code rows} have, if so many documents do that the next field is to tell their order; else null. */
    private @Nullable FieldValue tied(Leg leg, List<Met> rows) {
        FieldValue value = rows.get(0).value();
        if (leg == Leg.MISSING
                || value.isCut()
                || !value.equals(rows.get(rows.size() - 1).value())
                || !mayGoOn()) {
            return null;
        }
        int few = index.effort().few();
        FieldRange all = FieldRange.equal(Objects.requireNonNull(index.number(path)), value);
        return index.probe(List.of(all), few + 1).get(0) > few ? value : null;
    }

    /** Whether the index has the rows of the next field, and it is another one than those before. */
    private boolean mayGoOn() {
        int next = ties.level() + 1;
        if (query.orders().size() <= next) {
            return false;
        }
        FieldPath behind = query.orders().get(next).path();
        return index.spec().covers(behind)
                && query.orders().subList(0, next).stream()
                        .noneMatch(before -> before.path().equals(behind));
    }

    private IndexedOrder below(FieldValue tied) {
        FieldKey row = new FieldKey(Objects.requireNonNull(index.number(path)), tied);
        return new IndexedOrder(index, query, conjuncts, enough, ties.and(row));
    }

    private void walk(
            Leg leg, FieldWalk walk, FirstPlaces first, Function<Collection<Long>, List<Candidate>> matching) {
        int most = (int) Math.min(
                index.effort().rows(),
                Math.min(index.effort().rows(), first.wanted()) + index.effort().more());
        for (List<Met> rows = walk.next(most); !rows.isEmpty(); rows = walk.next(most)) {
            FieldValue tied = rows.size() < most ? null : tied(leg, rows);
            if (tied != null) {
                below(tied).walk(first, matching);
                walk.behind(tied);
                if (isDone(leg, first, rows, true)) {
                    return;
                }
                continue;
            }
            Map<Long, Set<FieldValue>> met = new HashMap<>();
            rows.forEach(row ->
                    met.computeIfAbsent(row.document(), none -> new HashSet<>()).add(row.value()));
            for (Candidate candidate : matching.apply(met.keySet())) {
                FieldValue key = keyOf(leg, candidate);
                if (key != null && met.getOrDefault(candidate.pk(), Set.of()).contains(key)) {
                    first.add(candidate);
                }
            }
            if (isDone(leg, first, rows, false)) {
                return;
            }
            most = Math.min(index.effort().rows(), most * GROWTH);
        }
    }

    /** The rows of a leg from the page on; null if it has none that matter. */
    private @Nullable FieldWalk walk(Leg leg) {
        FieldRange range = range(leg);
        if (range == null) {
            return null;
        }
        FieldWalk walk =
                new FieldWalk(index, range, down(leg), leg == Leg.MISSING ? alsoOfAll() : also).without(without);
        if (after == null || legOf(after) != leg) {
            return walk;
        }
        FieldValue key = order == null || leg == Leg.MISSING
                ? baseKey(after.created())
                : Objects.requireNonNull(after.keys().get(ties.level()));
        return tiesAreRows() ? walk.from(key, after.created()) : leg == Leg.VALUES ? walk.from(key) : walk;
    }

    private @Nullable FieldRange range(Leg leg) {
        Long number = index.number(path);
        if (path.equals(Candidates.CREATED)) {
            return leg == Leg.VALUES && number != null ? narrowed(FieldRange.all(number)) : null;
        }
        if (leg == Leg.MISSING) {
            return created == null || !someMiss(number) ? null : all(created);
        }
        if (number == null) {
            return null;
        }
        if (leg == Leg.NAN) {
            return own().allMatch(one -> one.holds(FieldValue.of(Double.NaN))) ? FieldRange.nan(number) : null;
        }
        return narrowed(FieldRange.ordered(number));
    }

    /**
     * Leaves out where no document can have its first value in the direction and meet the criterion. Where documents have several
     * values that is only the end: one with a value that meets it may have another one before.
     */
    private FieldRange narrowed(FieldRange range) {
        FieldRange narrow = range;
        for (Conjunct one : own().toList()) {
            if (one.ranges().size() == 1 && !one.ranges().get(0).holdsNan()) {
                FieldRange wanted = one.ranges().get(0);
                boolean down = down(Leg.VALUES);
                boolean both = isOfSingleValues(down ? narrow.behind(wanted) : narrow.before(wanted));
                narrow = down || both ? narrow.beginningWith(wanted) : narrow;
                narrow = !down || both ? narrow.endingWith(wanted) : narrow;
            }
        }
        return narrow;
    }

    /** Whether no document has several values in the first field; not asked where there is little to leave out. */
    private boolean isOfSingleValues(FieldRange leftOut) {
        int few = index.effort().few();
        if (path.ofEnvelope()) {
            return true;
        }
        if (index.probe(List.of(leftOut), few + 1).get(0) <= few) {
            return false;
        }
        if (index.tellsSeveral()) {
            return index.probe(List.of(FieldRange.several(leftOut.path())), 1).get(0) == 0;
        }
        FieldRange all = FieldRange.all(leftOut.path());
        return index.rows(all, List.of()) == index.documents(all, List.of());
    }

    /** What the criterion says of the first field. */
    private Stream<Conjunct> own() {
        return conjuncts.stream().filter(one -> one.path().equals(path));
    }

    /** Whether there are documents without a value in the first field, and the criterion allows them. */
    private boolean someMiss(@Nullable Long number) {
        if (own().findAny().isPresent() || created == null) {
            return false;
        }
        if (number == null || (after != null && legOf(after) == Leg.MISSING)) {
            return true;
        }
        return index.documents(FieldRange.all(number), also) < index.rows(all(created), alsoOfAll());
    }

    /** The rows of all documents, or of those with the values before, by their creation. */
    private FieldRange all(long creation) {
        if (ties.level() == 0) {
            return FieldRange.all(creation);
        }
        FieldKey last = ties.rows().get(ties.level() - 1);
        return FieldRange.equal(last.path(), last.value());
    }

    /** What is looked up besides for each row of {@link #all}. */
    private List<FieldKey> alsoOfAll() {
        return ties.level() == 0
                ? also
                : also.stream()
                        .filter(one -> !one.equals(ties.rows().get(ties.level() - 1)))
                        .toList();
    }

    /** The value of the row among {@link #all} of a document that was created then. */
    private FieldValue baseKey(Instant creation) {
        return ties.level() == 0
                ? FieldValue.of(creation)
                : ties.rows().get(ties.level() - 1).value();
    }

    private boolean down(Leg leg) {
        return (leg == Leg.VALUES && order != null) ? order.descending() : query.tiesDescend();
    }

    /** Whether rows of one value come in the order of the query: by creation, and no other field counts. */
    private boolean tiesAreRows() {
        return query.orders().size() <= ties.level() + 1;
    }

    private Leg legOf(Place place) {
        FieldValue key =
                order == null ? FieldValue.of(place.created()) : place.keys().get(ties.level());
        return key == null ? Leg.MISSING : key.type() == FieldValue.Type.NAN ? Leg.NAN : Leg.VALUES;
    }

    /** The value of the row at which {@code candidate} comes in this leg; null if it comes in another one. */
    private @Nullable FieldValue keyOf(Leg leg, Candidate candidate) {
        Place place = Place.of(query, candidate.values(), candidate.created(), candidate.id());
        if (!ties.hold(place) || legOf(place) != leg) {
            return null;
        }
        return (order == null || leg == Leg.MISSING)
                ? baseKey(candidate.created())
                : place.keys().get(ties.level());
    }

    /**
     * Whether no document of a row behind {@code rows} can come to be among the first.
     *
     * @param whole whether all documents of the last value were met
     */
    private boolean isDone(Leg leg, FirstPlaces first, List<Met> rows, boolean whole) {
        Place last = first.last();
        if (enough.getAsBoolean()) {
            return true;
        }
        if (last == null) {
            return false;
        }
        return ties.hold(last) ? isBefore(leg, last, rows.get(rows.size() - 1), whole) : ties.comeBehind(last);
    }

    /** Whether {@code place} comes before all documents of rows behind {@code row}, or behind those of its value. */
    private boolean isBefore(Leg leg, Place place, Met row, boolean whole) {
        if (legOf(place) != leg) {
            return legOf(place).compareTo(leg) < 0;
        }
        FieldValue key = order == null ? null : place.keys().get(ties.level());
        int values = key == null || leg != Leg.VALUES ? 0 : key.compareTo(row.value());
        if (whole && values == 0) {
            return true;
        }
        int order =
                values != 0 || !tiesAreRows() ? values : Long.compare(FieldKeys.nanos(place.created()), row.created());
        return down(leg) ? order > 0 : order < 0;
    }
}
