package dev.cairn.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column of texts that UTF-8 can express. See {@link Column} for what is copied and what is not. */
public final class TextColumn extends Column {
    private final String[] values;
    private final long sizeInBytes;

    private TextColumn(String[] owned, Mask mask) {
        super(owned.length, mask);
        mask.rows().forEach(row -> owned[row] = "");
        for (int row = 0; row < owned.length; row++) {
            if (Checks.unpairedSurrogate(owned[row]) >= 0) {
                Checks.wellFormed(owned[row], "the text in row " + row);
            }
        }
        this.values = owned;
        this.sizeInBytes = 48 + mask.sizeInBytes() + Weights.texts(Arrays.asList(owned));
    }

    /** A column of these texts; null where one is missing. */
    public static TextColumn of(@Nullable String... values) {
        return adopt(Checks.notNull(values, "values").clone(), null);
    }

    /** A column of these texts; null where one is missing. */
    public static TextColumn of(List<? extends @Nullable String> values) {
        return adopt(Checks.notNull(values, "values").toArray(String[]::new), null);
    }

    /**
     * A column that takes ownership of the array; {@code missing} is copied, null for none. Cells named there and cells that are
     * null are missing and become empty.
     */
    public static TextColumn adopt(@Nullable String[] values, @Nullable BitSet missing) {
        Checks.notNull(values, "values");
        BitSet empty = missing == null ? new BitSet() : (BitSet) missing.clone();
        IntStream.range(0, values.length).filter(row -> values[row] == null).forEach(empty::set);
        return new TextColumn(values, Mask.of(empty, values.length));
    }

    /** The text of a row; throws {@link java.util.NoSuchElementException} where it is missing. */
    public String get(int row) {
        return values[mask.present(row, values.length)];
    }

    /** The texts that are there, in the order of rows; missing cells are left out. */
    public Stream<String> values() {
        return IntStream.range(0, values.length).filter(row -> !mask.get(row)).mapToObj(row -> values[row]);
    }

    /** A copy of all cells, with an empty text where one is missing. */
    public String[] toArray() {
        return values.clone();
    }

    /** A read-only view of all cells, with an empty text where one is missing. */
    public List<String> asList() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** Copies {@code count} cells from {@code row} on into the target from {@code offset} on, with "" for missing ones. */
    public void copyTo(int row, String[] target, int offset, int count) {
        Checks.block(row, count, values.length, 1, offset, Checks.notNull(target, "target").length);
        System.arraycopy(values, row, target, offset, count);
    }

    @Override
    public @Nullable String value(int row) {
        return isMissing(row) ? null : values[row];
    }

    @Override
    public TextColumn withMissing(BitSet rows) {
        return new TextColumn(values.clone(), mask.and(rows, values.length));
    }

    @Override
    public TextColumn withMissing(int... rows) {
        return withMissing(Mask.bits(rows, values.length));
    }

    @Override
    public long sizeInBytes() {
        return sizeInBytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TextColumn column
                        && Arrays.equals(values, column.values)
                        && mask.equals(column.mask));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + mask.hashCode();
    }

    @Override
    public String toString() {
        return "TextColumn[rows=" + values.length + "]";
    }
}
