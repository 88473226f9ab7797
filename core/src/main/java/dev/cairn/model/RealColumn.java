package dev.cairn.model;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A column of doubles, exact to the bit. See {@link Column} for what is copied and what is not. */
public final class RealColumn extends Column {
    private final double[] values;

    private RealColumn(double[] owned, Mask mask) {
        super(owned.length, mask);
        mask.rows().forEach(row -> owned[row] = 0.0);
        this.values = owned;
    }

    /** A column of a copy of these values. */
    public static RealColumn of(double... values) {
        return adopt(Checks.notNull(values, "values").clone(), null);
    }

    /** A column that takes ownership of the array; {@code missing} is copied, null for none, and those cells become 0.0. */
    public static RealColumn adopt(double[] values, @Nullable BitSet missing) {
        Checks.notNull(values, "values");
        return new RealColumn(values, Mask.of(missing, values.length));
    }

    /** The value of a row; throws {@link java.util.NoSuchElementException} where it is missing. */
    public double get(int row) {
        return values[mask.present(row, values.length)];
    }

    /** The values that are there, in the order of rows; missing cells are left out. */
    public DoubleStream values() {
        return hasMissing()
                ? IntStream.range(0, values.length)
                        .filter(row -> !mask.get(row))
                        .mapToDouble(row -> values[row])
                : Arrays.stream(values);
    }

    /** A copy of all cells, with 0.0 where one is missing. */
    public double[] toArray() {
        return values.clone();
    }

    /** A read-only view of all cells, with 0.0 where one is missing. */
    public DoubleBuffer asBuffer() {
        return DoubleBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** Copies {@code count} cells from {@code row} on into the target from {@code offset} on, with 0.0 for missing ones. */
    public void copyTo(int row, double[] target, int offset, int count) {
        Checks.block(row, count, values.length, 1, offset, Checks.notNull(target, "target").length);
        System.arraycopy(values, row, target, offset, count);
    }

    @Override
    public @Nullable Double value(int row) {
        return isMissing(row) ? null : (Double) values[row];
    }

    @Override
    public RealColumn withMissing(BitSet rows) {
        return new RealColumn(values.clone(), mask.and(rows, values.length));
    }

    @Override
    public RealColumn withMissing(int... rows) {
        return withMissing(Mask.bits(rows, values.length));
    }

    @Override
    public long sizeInBytes() {
        return 40 + mask.sizeInBytes() + (long) Double.BYTES * values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RealColumn column) || values.length != column.values.length) {
            return false;
        }
        for (int row = 0; row < values.length; row++) {
            if (Double.doubleToRawLongBits(values[row]) != Double.doubleToRawLongBits(column.values[row])) {
                return false;
            }
        }
        return mask.equals(column.mask);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + mask.hashCode();
    }

    @Override
    public String toString() {
        return "RealColumn[rows=" + values.length + "]";
    }
}
