package dev.cairn.model;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One value for each solution of a result, of one type.
 *
 * <p>Immutable and safe to share between threads. A cell may be <em>missing</em>, which is not NaN: it has no value at all.
 * Two columns are equal where their type, their missing cells and every bit of the other cells are, so a NaN equals only a NaN
 * of the same bits, and 0.0 does not equal -0.0.
 *
 * <p>Every type has the same three ways to move many cells. {@code of} copies what it is given. {@code adopt} takes ownership
 * of an array instead, for codecs that made it themselves: whoever calls it must never touch the array again. {@code asBuffer}
 * (for text {@code asList}) is a read-only view of all cells without a copy, {@code copyTo} copies a block of rows, and both
 * hold zero (for text an empty string) where a cell is missing.
 */
public abstract sealed class Column permits RealColumn, LongColumn, TextColumn, BitsColumn, IntegerMatrixColumn {
    final Mask mask;
    private final int rows;

    /** A column of so many rows, of which {@code mask} says which are missing. */
    Column(int rows, Mask mask) {
        this.rows = rows;
        this.mask = mask;
    }

    /** The number of cells, missing ones included. */
    public final int rows() {
        return rows;
    }

    /** Whether this row, from 0 on, has no value. */
    public final boolean isMissing(int row) {
        return mask.get(Checks.row(row, rows));
    }

    /** Whether any row has no value. */
    public final boolean hasMissing() {
        return !mask.isEmpty();
    }

    /** A copy of the rows that have no value. */
    public final BitSet missing() {
        return mask.bits();
    }

    /**
     * The value of a row in an immutable form for printing and export, null where it is missing: a Double, a Long, a String, bits
     * as a String of 0 and 1, a row of integers as a List of Long. For many rows the methods of the type are faster.
     */
    public abstract @Nullable Object value(int row);

    /** The same column with these rows missing as well; their values are dropped. */
    public abstract Column withMissing(BitSet rows);

    /** The same column with these rows missing as well; their values are dropped. */
    public abstract Column withMissing(int... rows);

    /** An estimate of the heap that the column takes, for the weigher of a cache. */
    public abstract long sizeInBytes();

    @Override
    public abstract boolean equals(@Nullable Object other);

    @Override
    public abstract int hashCode();
}
