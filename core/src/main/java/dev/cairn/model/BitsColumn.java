package dev.cairn.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of as many bits in every row. See {@link Column} for what is copied and what is not.
 *
 * <p>A row takes {@link #bytesPerRow()} bytes. Bit {@code i} of a row is bit {@code i % 8}, counted from the least significant, of
 * its byte {@code i / 8}, as in {@link BitSet#toByteArray()}; bits beyond the width are zero.
 */
public final class BitsColumn extends Column {
    private final int width;
    private final byte[] packed;

    private BitsColumn(int width, byte[] owned, Mask mask) {
        super(owned.length / bytesPerRow(width), mask);
        int bytes = bytesPerRow(width);
        mask.rows().forEach(row -> Arrays.fill(owned, row * bytes, (row + 1) * bytes, (byte) 0));
        if (width % Byte.SIZE != 0) {
            int used = (1 << (width % Byte.SIZE)) - 1;
            for (int last = bytes - 1; last < owned.length; last += bytes) {
                owned[last] &= (byte) used;
            }
        }
        this.width = width;
        this.packed = owned;
    }

    /** A column of these rows, each of {@code width} bits; a row with a bit at {@code width} or above is refused. */
    public static BitsColumn of(int width, BitSet... rows) {
        Checks.notNull(rows, "rows");
        byte[] packed = Rows.allocateBytes(rows.length, bytesPerRow(width));
        for (int row = 0; row < rows.length; row++) {
            BitSet bits = Checks.notNull(rows[row], "row " + row);
            if (bits.length() > width) {
                throw new IllegalArgumentException("Row " + row + " has bit " + (bits.length() - 1)
                        + " set, but the column is " + width + " bits wide, counted from 0");
            }
            byte[] bytes = bits.toByteArray();
            System.arraycopy(bytes, 0, packed, row * bytesPerRow(width), bytes.length);
        }
        return new BitsColumn(width, packed, Mask.of(null, rows.length));
    }

    /** A column of {@code width} bits a row that takes ownership of the packed bytes; {@code missing} is copied, null for none. */
    public static BitsColumn adopt(int width, byte[] packed, @Nullable BitSet missing) {
        int rows = Rows.count(Checks.notNull(packed, "packed").length, bytesPerRow(width));
        return new BitsColumn(width, packed, Mask.of(missing, rows));
    }

    /** The number of bits in every row. */
    public int width() {
        return width;
    }

    /** The number of bytes that every row takes when packed. */
    public int bytesPerRow() {
        return bytesPerRow(width);
    }

    /** A copy of the bits of a row; throws {@link java.util.NoSuchElementException} where it is missing. */
    public BitSet get(int row) {
        int start = mask.present(row, rows()) * bytesPerRow();
        return BitSet.valueOf(ByteBuffer.wrap(packed, start, bytesPerRow()));
    }

    /** One bit of a row; throws {@link java.util.NoSuchElementException} where the row is missing. */
    public boolean get(int row, int bit) {
        int start = mask.present(row, rows()) * bytesPerRow();
        Rows.item(bit, width);
        return (packed[start + bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1) == 1;
    }

    /** A copy of all packed rows, with zero bits where one is missing. */
    public byte[] toArray() {
        return packed.clone();
    }

    /** A read-only view of all packed rows, with zero bits where one is missing. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(packed).asReadOnlyBuffer();
    }

    /** Copies {@code count} packed rows from {@code row} on into the target from {@code offset} on. */
    public void copyTo(int row, byte[] target, int offset, int count) {
        Checks.block(row, count, rows(), bytesPerRow(), offset, Checks.notNull(target, "target").length);
        System.arraycopy(packed, row * bytesPerRow(), target, offset, count * bytesPerRow());
    }

    @Override
    public @Nullable String value(int row) {
        return isMissing(row)
                ? null
                : IntStream.range(0, width)
                        .mapToObj(bit -> get(row, bit) ? "1" : "0")
                        .collect(Collectors.joining());
    }

    @Override
    public BitsColumn withMissing(BitSet rows) {
        return new BitsColumn(width, packed.clone(), mask.and(rows, rows()));
    }

    @Override
    public BitsColumn withMissing(int... rows) {
        return withMissing(Mask.bits(rows, rows()));
    }

    @Override
    public long sizeInBytes() {
        return 48 + mask.sizeInBytes() + packed.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof BitsColumn column
                        && width == column.width
                        && Arrays.equals(packed, column.packed)
                        && mask.equals(column.mask));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + Arrays.hashCode(packed)) + mask.hashCode();
    }

    @Override
    public String toString() {
        return "BitsColumn[rows=" + rows() + ", width=" + width + "]";
    }

    private static int bytesPerRow(int width) {
        return (Rows.width(width) - 1) / Byte.SIZE + 1;
    }
}
