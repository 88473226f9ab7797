package dev.cairn.model;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of as many whole numbers of 64 bits in every row, such as permutations; that a row is one is not checked. See
 * {@link Column} for what is copied and what is not. The array behind it holds row after row.
 */
public final class IntegerMatrixColumn extends Column {
    private final int width;
    private final long[] values;

    private IntegerMatrixColumn(int width, long[] owned, Mask mask) {
        super(owned.length / width, mask);
        mask.rows().forEach(row -> Arrays.fill(owned, row * width, (row + 1) * width, 0));
        this.width = width;
        this.values = owned;
    }

    /** A column of copies of these rows, each of {@code width} numbers. */
    public static IntegerMatrixColumn of(int width, long[]... rows) {
        Checks.notNull(rows, "rows");
        long[] values = Rows.allocateLongs(rows.length, Rows.width(width));
        for (int row = 0; row < rows.length; row++) {
            long[] items = Checks.notNull(rows[row], "row " + row);
            if (items.length != width) {
                throw new IllegalArgumentException(
                        "Row " + row + " has " + items.length + " numbers, but the column is " + width + " wide");
            }
            System.arraycopy(items, 0, values, row * width, width);
        }
        return new IntegerMatrixColumn(width, values, Mask.of(null, rows.length));
    }

    /** A column of {@code width} numbers a row that takes ownership of the array; {@code missing} is copied, null for none. */
    public static IntegerMatrixColumn adopt(int width, long[] values, @Nullable BitSet missing) {
        int rows = Rows.count(Checks.notNull(values, "values").length, Rows.width(width));
        return new IntegerMatrixColumn(width, values, Mask.of(missing, rows));
    }

    /** The number of numbers in every row. */
    public int width() {
        return width;
    }

    /** A copy of the numbers of a row; throws {@link java.util.NoSuchElementException} where it is missing. */
    public long[] get(int row) {
        int start = mask.present(row, rows()) * width;
        return Arrays.copyOfRange(values, start, start + width);
    }

    /** One number of a row; throws {@link java.util.NoSuchElementException} where the row is missing. */
    public long get(int row, int item) {
        return values[mask.present(row, rows()) * width + Rows.item(item, width)];
    }

    /** A copy of all rows, one after the other, with zeros where one is missing. */
    public long[] toArray() {
        return values.clone();
    }

    /** A read-only view of all rows, one after the other, with zeros where one is missing. */
    public LongBuffer asBuffer() {
        return LongBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** Copies {@code count} rows from {@code row} on into the target from {@code offset} on. */
    public void copyTo(int row, long[] target, int offset, int count) {
        Checks.block(row, count, rows(), width, offset, Checks.notNull(target, "target").length);
        System.arraycopy(values, row * width, target, offset, count * width);
    }

    @Override
    public @Nullable List<Long> value(int row) {
        return isMissing(row) ? null : Arrays.stream(get(row)).boxed().toList();
    }

    @Override
    public IntegerMatrixColumn withMissing(BitSet rows) {
        return new IntegerMatrixColumn(width, values.clone(), mask.and(rows, rows()));
    }

    @Override
    public IntegerMatrixColumn withMissing(int... rows) {
        return withMissing(Mask.bits(rows, rows()));
    }

    @Override
    public long sizeInBytes() {
        return 48 + mask.sizeInBytes() + (long) Long.BYTES * values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof IntegerMatrixColumn column
                        && width == column.width
                        && Arrays.equals(values, column.values)
                        && mask.equals(column.mask));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + Arrays.hashCode(values)) + mask.hashCode();
    }

    @Override
    public String toString() {
        return "IntegerMatrixColumn[rows=" + rows() + ", width=" + width + "]";
    }
}
