package dev.cairn.formats.frame;

import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunTable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/**
 * Runs as data frames of DFLib: a row for each, the columns of {@link RunTable} ({@code id}, {@code status}, {@code param.lr},
 * {@code metric.acc}).
 *
 * <p>A column of whole numbers is of Long, one of whole and other numbers of Double if none of the whole ones loses a digit by that, times are
 * {@link Instant}, texts String, truth values Boolean, and whatever is mixed is left as it is; without a value for some runs it has null
 * there, and without any such run numbers and truth values are primitive. Needs {@code org.dflib:dflib} on the class path.
 */
public final class RunFrames {
    private static final long EXACT = 1L << 53;

    private RunFrames() {}

    /** The runs that were asked for, in their order. */
    public static DataFrame from(RunResults runs) {
        return from(runs.table());
    }

    /** The runs of a table. */
    public static DataFrame from(RunTable table) {
        Series<?>[] series = table.columns().stream()
                .map(column ->
                        series(table.rows().stream().map(row -> row.get(column)).toArray()))
                .toArray(Series<?>[]::new);
        return DataFrame.byColumn(table.columns().toArray(String[]::new)).of(series);
    }

    private static Series<?> series(@Nullable Object[] cells) {
        boolean all = Arrays.stream(cells).allMatch(Objects::nonNull);
        List<Object> values = Arrays.stream(cells).filter(Objects::nonNull).toList();
        if (values.isEmpty()) {
            return Series.of(cells);
        }
        if (values.stream().allMatch(value -> value instanceof Long)) {
            return all
                    ? Series.ofLong(
                            values.stream().mapToLong(value -> (Long) value).toArray())
                    : of(cells, Long[]::new);
        }
        if (values.stream().allMatch(RunFrames::isReal)) {
            double[] reals = values.stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .toArray();
            return all ? Series.ofDouble(reals) : of(doubles(cells), Double[]::new);
        }
        if (values.stream().allMatch(value -> value instanceof Boolean)) {
            return all ? truths(values) : of(cells, Boolean[]::new);
        }
        if (values.stream().allMatch(value -> value instanceof String)) {
            return of(cells, String[]::new);
        }
        return values.stream().allMatch(value -> value instanceof Instant)
                ? of(cells, Instant[]::new)
                : Series.of(cells);
    }

    private static boolean isReal(Object value) {
        return value instanceof Double || (value instanceof Long whole && whole <= EXACT && whole >= -EXACT);
    }

    private static @Nullable Object[] doubles(@Nullable Object[] cells) {
        return Arrays.stream(cells)
                .map(cell -> cell instanceof Number number ? (Object) number.doubleValue() : cell)
                .toArray();
    }

    private static Series<?> truths(List<Object> values) {
        boolean[] truths = new boolean[values.size()];
        for (int row = 0; row < truths.length; row++) {
            truths[row] = (Boolean) values.get(row);
        }
        return Series.ofBool(truths);
    }

    private static <T> Series<?> of(@Nullable Object[] cells, IntFunction<@Nullable T[]> array) {
        return Series.of(Arrays.asList(cells).toArray(array.apply(cells.length)));
    }
}
