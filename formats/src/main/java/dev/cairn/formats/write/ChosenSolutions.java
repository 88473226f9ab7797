package dev.cairn.formats.write;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.ResultSet;
import dev.cairn.model.TextColumn;
import dev.cairn.spi.Names;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The columns that options ask for. */
final class ChosenSolutions {
    private ChosenSolutions() {}

    /** The columns of the solutions, those of a set alone if one is named. */
    static Map<ColumnName, Column> solutions(OptimizationResult result, ExportOptions options) {
        String set = options.set();
        if (set == null) {
            return result.columns();
        }
        int[] rows = set(result, set).rows().toArray();
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        result.columns().forEach((name, column) -> columns.put(name, of(column, rows)));
        return columns;
    }

    private static ResultSet set(OptimizationResult result, String name) {
        Optional<ResultSet> there = result.resultSets().stream()
                .filter(set -> set.name().equals(name))
                .findFirst();
        if (there.isPresent()) {
            return there.get();
        }
        return switch (name) {
            case "pareto_front" -> front(result);
            case "feasible" -> result.feasible();
            default ->
                throw new IllegalArgumentException("The result has no set " + Names.quote(name) + "; it has "
                        + String.join(
                                ", ",
                                result.resultSets().stream()
                                        .map(ResultSet::name)
                                        .toList())
                        + (result.resultSets().isEmpty() ? "" : ", ") + "and pareto_front and feasible can be made.");
        };
    }

    private static ResultSet front(OptimizationResult result) {
        try {
            return result.paretoFront();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Column of(Column column, int[] rows) {
        BitSet missing = new BitSet();
        IntStream.range(0, rows.length)
                .filter(row -> column.isMissing(rows[row]))
                .forEach(missing::set);
        if (column instanceof RealColumn reals) {
            double[] all = new double[rows.length];
            IntStream.range(0, rows.length).forEach(row -> reals.copyTo(rows[row], all, row, 1));
            return RealColumn.adopt(all, missing);
        }
        if (column instanceof LongColumn longs) {
            long[] all = new long[rows.length];
            IntStream.range(0, rows.length).forEach(row -> longs.copyTo(rows[row], all, row, 1));
            return LongColumn.adopt(all, missing);
        }
        if (column instanceof BitsColumn bits) {
            byte[] all = new byte[Math.multiplyExact(rows.length, bits.bytesPerRow())];
            IntStream.range(0, rows.length).forEach(row -> bits.copyTo(rows[row], all, row * bits.bytesPerRow(), 1));
            return BitsColumn.adopt(bits.width(), all, missing);
        }
        if (column instanceof IntegerMatrixColumn integers) {
            long[] all = new long[Math.multiplyExact(rows.length, integers.width())];
            IntStream.range(0, rows.length).forEach(row -> integers.copyTo(rows[row], all, row * integers.width(), 1));
            return IntegerMatrixColumn.adopt(integers.width(), all, missing);
        }
        TextColumn texts = (TextColumn) column;
        String[] all = new String[rows.length];
        IntStream.range(0, rows.length).forEach(row -> texts.copyTo(rows[row], all, row, 1));
        return TextColumn.adopt(all, missing);
    }
}
