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
public sealed interface Column permits RealColumn, LongColumn, TextColumn, BitsColumn, IntegerMatrixColumn {
    /** The number of cells, missing ones included. */
    int rows();

    /** Whether this row, from 0 on, has no value. */
    boolean isMissing(int row);

    /** Whether any row has no value. */
    boolean hasMissing();

    /** A copy of the rows that have no value. */
    BitSet missing();

    /**
     * The value of a row in an immutable form for printing and export, null where it is missing: a Double, a Long, a String, bits
     * as a String of 0 and 1, a row of integers as a List of Long. For many rows the methods of the type are faster.
     */
    @Nullable
    Object value(int row);

    /** The same column with these rows missing as well; their values are dropped. */
    Column withMissing(BitSet rows);

    /** The same column with these rows missing as well; their values are dropped. */
    Column withMissing(int... rows);

    /** An estimate of the heap that the column takes, for the weigher of a cache. */
    long sizeInBytes();
}
