package dev.cairn.model;

import java.util.BitSet;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which rows of a column are missing. Immutable: bits are copied on their way in and out. */
final class Mask {
    private static final Mask NONE = new Mask(new BitSet(0));

    private final BitSet missing;

    private Mask(BitSet missing) {
        this.missing = missing;
    }

    static Mask of(@Nullable BitSet missing, int rows) {
        if (missing == null || missing.isEmpty()) {
            return NONE;
        }
        Checks.row(missing.length() - 1, rows);
        return new Mask((BitSet) missing.clone());
    }

    static BitSet bits(int[] rowsMissing, int rows) {
        BitSet bits = new BitSet(rows);
        for (int row : Checks.notNull(rowsMissing, "rows")) {
            bits.set(Checks.row(row, rows));
        }
        return bits;
    }

    Mask and(BitSet alsoMissing, int rows) {
        BitSet both = bits();
        both.or(Checks.notNull(alsoMissing, "missing"));
        return of(both, rows);
    }

    boolean get(int row) {
        return missing.get(row);
    }

    boolean isEmpty() {
        return missing.isEmpty();
    }

    BitSet bits() {
        return (BitSet) missing.clone();
    }

    IntStream rows() {
        return missing.stream();
    }

    /** The row, where it exists and holds a value. */
    int present(int row, int rows) {
        if (missing.get(Checks.row(row, rows))) {
            throw new NoSuchElementException("Row " + row + " is missing; ask isMissing(row) first");
        }
        return row;
    }

    long sizeInBytes() {
        return isEmpty() ? 0 : 40 + missing.size() / Byte.SIZE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Mask mask && missing.equals(mask.missing);
    }

    @Override
    public int hashCode() {
        return missing.hashCode();
    }
}
