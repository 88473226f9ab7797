package dev.cairn.model;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A column of whole numbers of 64 bits. See {@link Column} for what is copied and what is not. */
public final class LongColumn extends Column {
    private final long[] values;

    private LongColumn(long[] owned, Mask mask) {
        super(owned.length, mask);
        mask.rows().forEach(row -> owned[row] = 0);
        this.values = owned;
    }

    /** A column of a copy of these values. */
    public static LongColumn of(long... values) {
        return adopt(Checks.notNull(values, "values").clone(), null);
    }

    /** A column that takes ownership of the array; {@code missing} is copied, null for none, and those cells become 0. */
    public static LongColumn adopt(long[] values, @Nullable BitSet missing) {
        Checks.notNull(values, "values");
        return new LongColumn(values, Mask.of(missing, values.length));
    }

    /** The value of a row; throws {@link java.util.NoSuchElementException} where it is missing. */
    public long get(int row) {
        return values[mask.present(row, values.length)];
    }

    /** The values that are there, in the order of rows; missing cells are left out. */
    public LongStream values() {
        return hasMissing()
                ? IntStream.range(0, values.length)
                        .filter(row -> !mask.get(row))
                        .mapToLong(row -> values[row])
                : Arrays.stream(values);
    }

    /** A copy of all cells, with 0 where one is missing. */
    public long[] toArray() {
        return values.clone();
    }

    /** A read-only view of all cells, with 0 where one is missing. */
    public LongBuffer asBuffer() {
        return LongBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** Copies {@code count} cells from {@code row} on into the target from {@code offset} on, with 0 for missing ones. */
    public void copyTo(int row, long[] target, int offset, int count) {
        Checks.block(row, count, values.length, 1, offset, Checks.notNull(target, "target").length);
        System.arraycopy(values, row, target, offset, count);
    }

    @Override
    public @Nullable Long value(int row) {
        return isMissing(row) ? null : (Long) values[row];
    }

    @Override
    public LongColumn withMissing(BitSet rows) {
        return new LongColumn(values.clone(), mask.and(rows, values.length));
    }

    @Override
    public LongColumn withMissing(int... rows) {
        return withMissing(Mask.bits(rows, values.length));
    }

    @Override
    public long sizeInBytes() {
        return 40 + mask.sizeInBytes() + (long) Long.BYTES * values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof LongColumn column
                        && Arrays.equals(values, column.values)
                        && mask.equals(column.mask));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + mask.hashCode();
    }

    @Override
    public String toString() {
        return "LongColumn[rows=" + values.length + "]";
    }
}
