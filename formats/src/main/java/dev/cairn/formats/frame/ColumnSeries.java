package dev.cairn.formats.frame;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.util.List;
import java.util.function.IntFunction;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/** Columns as series: of primitive values where none is missing, else of objects with null for those that are. */
final class ColumnSeries {
    private ColumnSeries() {}

    static Series<?> of(Column column) {
        if (column instanceof RealColumn reals) {
            return column.hasMissing()
                    ? Series.of(cells(column, Double[]::new, reals::get))
                    : Series.ofDouble(reals.toArray());
        }
        if (column instanceof LongColumn longs) {
            return column.hasMissing()
                    ? Series.of(cells(column, Long[]::new, longs::get))
                    : Series.ofLong(longs.toArray());
        }
        if (column instanceof TextColumn texts) {
            return Series.of(cells(column, String[]::new, texts::get));
        }
        if (column instanceof IntegerMatrixColumn) {
            return Series.of(cells(column, List[]::new, row -> (List<?>) column.value(row)));
        }
        BitsColumn bits = (BitsColumn) column;
        if (bits.width() > 1) {
            return Series.of(cells(column, String[]::new, row -> String.valueOf(column.value(row))));
        }
        return column.hasMissing() ? Series.of(cells(column, Boolean[]::new, row -> bits.get(row, 0))) : truths(bits);
    }

    private static Series<?> truths(BitsColumn bits) {
        boolean[] values = new boolean[bits.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = bits.get(row, 0);
        }
        return Series.ofBool(values);
    }

    private static <T> @Nullable T[] cells(Column column, IntFunction<@Nullable T[]> array, IntFunction<T> value) {
        @Nullable T[] cells = array.apply(column.rows());
        for (int row = 0; row < cells.length; row++) {
            cells[row] = column.isMissing(row) ? null : value.apply(row);
        }
        return cells;
    }
}
