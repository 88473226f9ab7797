package dev.cairn.formats.read;

import dev.cairn.model.RealColumn;
import java.util.Arrays;
import java.util.BitSet;

/** Doubles that become a column, in an array that grows with them. */
final class RealCells {
    private double[] values = new double[16];
    private final BitSet missing = new BitSet();
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count + (count >> 1));
        }
        values[count++] = value;
    }

    void addMissing() {
        missing.set(count);
        add(0.0);
    }

    int count() {
        return count;
    }

    /** The column; the cells are empty afterwards, so that no two copies of many columns are held. */
    RealColumn take() {
        RealColumn column = RealColumn.adopt(count == values.length ? values : Arrays.copyOf(values, count), missing);
        values = new double[16];
        missing.clear();
        count = 0;
        return column;
    }
}
