package dev.cairn.model;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A named subset of the rows of a result: who made it, how, and from which other set.
 *
 * <p>Rows count from 0, are kept in order and once each. That they exist is checked by the result that takes the set.
 */
public final class ResultSet {
    private final String name;
    private final int[] rows;
    private final @Nullable String madeBy;
    private final @Nullable String method;
    private final @Nullable String parent;

    private ResultSet(
            String name, int[] ordered, @Nullable String madeBy, @Nullable String method, @Nullable String parent) {
        this.name = Checks.name(name, "result set name");
        this.rows = ordered;
        this.madeBy = Checks.optionalText(madeBy, "madeBy of result set " + Checks.show(name));
        this.method = Checks.optionalText(method, "method of result set " + Checks.show(name));
        this.parent = parent == null ? null : Checks.name(parent, "parent of result set " + Checks.show(name));
    }

    /** A set of these rows, in any order; one that is given twice counts once. */
    public static ResultSet of(String name, int... rows) {
        int[] ordered =
                Arrays.stream(Checks.notNull(rows, "rows")).sorted().distinct().toArray();
        if (ordered.length > 0 && ordered[0] < 0) {
            throw new IllegalArgumentException("The result set " + Checks.show(String.valueOf(name)) + " names row "
                    + ordered[0] + "; rows count from 0");
        }
        return new ResultSet(name, ordered, null, null, null);
    }

    /** The same set, made by this person or program. */
    public ResultSet withMadeBy(String madeBy) {
        return new ResultSet(name, rows, Checks.notNull(madeBy, "madeBy"), method, parent);
    }

    /** The same set, made in this way. */
    public ResultSet withMethod(String method) {
        return new ResultSet(name, rows, madeBy, Checks.notNull(method, "method"), parent);
    }

    /** The same set, chosen from the set of this name. */
    public ResultSet withParent(String parent) {
        return new ResultSet(name, rows, madeBy, method, Checks.notNull(parent, "parent"));
    }

    /** The rows in this set, in the other, or in both; it comes from neither, so it has no parent. */
    public ResultSet union(ResultSet other, String newName) {
        Checks.notNull(other, "other");
        return new ResultSet(
                newName,
                IntStream.concat(rows(), other.rows()).sorted().distinct().toArray(),
                null,
                "union of " + Checks.show(name) + " and " + Checks.show(other.name),
                null);
    }

    /** The rows in both sets; this one is the parent. */
    public ResultSet intersection(ResultSet other, String newName) {
        Checks.notNull(other, "other");
        return part(
                newName, other::contains, "intersection of " + Checks.show(name) + " and " + Checks.show(other.name));
    }

    /** The rows of this set that are not in the other; this one is the parent. */
    public ResultSet difference(ResultSet other, String newName) {
        Checks.notNull(other, "other");
        return part(
                newName,
                row -> !other.contains(row),
                "difference of " + Checks.show(name) + " and " + Checks.show(other.name));
    }

    private ResultSet part(String newName, IntPredicate wanted, String how) {
        return new ResultSet(newName, rows().filter(wanted).toArray(), null, how, name);
    }

    /** The name, unique among the sets of a result. */
    public String name() {
        return name;
    }

    /** The rows in ascending order. */
    public IntStream rows() {
        return Arrays.stream(rows);
    }

    /** Whether this row is in the set. */
    public boolean contains(int row) {
        return Arrays.binarySearch(rows, row) >= 0;
    }

    /** The number of rows. */
    public int size() {
        return rows.length;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return rows.length == 0;
    }

    /** Who or what made the set, null where unknown. */
    public @Nullable String madeBy() {
        return madeBy;
    }

    /** How the rows were chosen, null where unknown. */
    public @Nullable String method() {
        return method;
    }

    /** The name of the set that the rows were chosen from, null where it is the whole result. */
    public @Nullable String parent() {
        return parent;
    }

    /** An estimate of the heap that the set takes. */
    long sizeInBytes() {
        return 56 + 4L * rows.length + Weights.text(name) + Weights.text(madeBy) + Weights.text(method);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResultSet set
                && name.equals(set.name)
                && Arrays.equals(rows, set.rows)
                && Objects.equals(madeBy, set.madeBy)
                && Objects.equals(method, set.method)
                && Objects.equals(parent, set.parent);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return "ResultSet[" + name + ", size=" + rows.length + "]";
    }
}
