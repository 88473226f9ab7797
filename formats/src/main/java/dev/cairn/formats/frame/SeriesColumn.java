package dev.cairn.formats.frame;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.spi.Names;
import java.util.BitSet;
import java.util.List;
import org.dflib.BooleanSeries;
import org.dflib.DoubleSeries;
import org.dflib.LongSeries;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/** A series of a frame as a column; a value that does not fit is refused with its place. */
final class SeriesColumn {
    private static final long EXACT = 1L << 53;

    private final String name;
    private final Series<?> series;
    private final BitSet missing = new BitSet();

    /** The series of this name. */
    SeriesColumn(String name, Series<?> series) {
        this.name = name;
        this.series = series;
        for (int row = 0; row < series.size(); row++) {
            missing.set(row, series.get(row) == null);
        }
    }

    /** Real numbers: numbers of any type that a double holds exactly. */
    RealColumn reals() {
        double[] values = new double[series.size()];
        if (series instanceof DoubleSeries doubles) {
            doubles.copyToDouble(values, 0, 0, values.length);
            return RealColumn.adopt(values, null);
        }
        for (int row = missing.nextClearBit(0); row < values.length; row = missing.nextClearBit(row + 1)) {
            Object value = value(row);
            boolean whole = isWhole(value);
            if (!(value instanceof Double || value instanceof Float || whole)
                    || (whole && Math.abs(((Number) value).longValue()) > EXACT)) {
                throw refused(row, "no number that a double holds exactly");
            }
            values[row] = ((Number) value).doubleValue();
        }
        return RealColumn.adopt(values, missing);
    }

    /** Whole numbers of up to 64 bits. */
    LongColumn longs() {
        long[] values = new long[series.size()];
        if (series instanceof LongSeries longs) {
            longs.copyToLong(values, 0, 0, values.length);
            return LongColumn.adopt(values, null);
        }
        for (int row = missing.nextClearBit(0); row < values.length; row = missing.nextClearBit(row + 1)) {
            Object value = value(row);
            if (!isWhole(value)) {
                throw refused(row, "no whole number");
            }
            values[row] = ((Number) value).longValue();
        }
        return LongColumn.adopt(values, missing);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    TextColumn texts() {
        String[] values = new String[series.size()];
        for (int row = missing.nextClearBit(0); row < values.length; row = missing.nextClearBit(row + 1)) {
            if (!(value(row) instanceof CharSequence text)) {
                throw refused(row, "no text");
            }
            values[row] = text.toString();
        }
        return TextColumn.adopt(values, missing);
    }

    /** Truth values for a width of one, texts of 0 and 1 for any. */
    BitsColumn bits(int width) {
        BitSet[] rows = new BitSet[series.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new BitSet(width);
            if (series instanceof BooleanSeries truths && width == 1) {
                rows[row].set(0, truths.getBool(row));
            } else if (!missing.get(row)) {
                setBits(row, width, rows[row]);
            }
        }
        return BitsColumn.of(width, rows).withMissing(missing);
    }

    private void setBits(int row, int width, BitSet bits) {
        Object value = value(row);
        if (value instanceof Boolean truth && width == 1) {
            bits.set(0, truth);
            return;
        }
        String text = value instanceof String digits ? digits : "";
        if (text.length() != width || !text.chars().allMatch(digit -> digit == '0' || digit == '1')) {
            throw refused(row, "no text of " + width + " times 0 or 1");
        }
        for (int bit = 0; bit < width; bit++) {
            bits.set(bit, text.charAt(bit) == '1');
        }
    }

    /** Lists of so many whole numbers. */
    IntegerMatrixColumn integers(int width) {
        long[] values = new long[Math.multiplyExact(series.size(), width)];
        for (int row = missing.nextClearBit(0); row < series.size(); row = missing.nextClearBit(row + 1)) {
            Object value = value(row);
            if (!(value instanceof List<?> items) || items.size() != width) {
                throw refused(row, "no list of " + width + " whole numbers");
            }
            for (int item = 0; item < width; item++) {
                if (!(items.get(item) instanceof Number number) || !isWhole(number)) {
                    throw refused(row, "no list of whole numbers");
                }
                values[row * width + item] = number.longValue();
            }
        }
        return IntegerMatrixColumn.adopt(width, values, missing);
    }

    /** The column that fits the type of the values, or if there are none the type of the series. */
    Column ofItsType() {
        Class<?> type = series.getNominalType();
        int first = missing.nextClearBit(0);
        Object value = first < series.size() ? series.get(first) : null;
        if (value instanceof CharSequence || (value == null && type == String.class)) {
            return texts();
        }
        if (value instanceof Boolean || (value == null && (type == Boolean.class || type == boolean.class))) {
            return bits(1);
        }
        if (value instanceof List<?> items && !items.isEmpty()) {
            return integers(items.size());
        }
        boolean whole = true;
        for (int row = first; row < series.size() && whole; row = missing.nextClearBit(row + 1)) {
            whole = isWhole(value(row));
        }
        return whole && (value != null || type == Long.class || type == long.class) ? longs() : reals();
    }

    private Object value(int row) {
        @Nullable Object value = series.get(row);
        if (value == null) {
            throw new IllegalStateException("Row " + row + " of the series " + name + " has no value.");
        }
        return value;
    }

    private IllegalArgumentException refused(int row, String reason) {
        Object value = value(row);
        return new IllegalArgumentException("The column " + Names.quote(name) + " of the frame has in row " + row
                + ", counted from 0, " + Names.quote(String.valueOf(value)) + " ("
                + value.getClass().getSimpleName()
                + "), which is " + reason + ".");
    }
}
