package dev.cairn.formats.frame;

import dev.cairn.formats.write.ColumnNames;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Variable;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * Results as data frames of DFLib, and back.
 *
 * <pre>{@code
 * DataFrame frame = ResultFrames.from(result);
 * DataFrame best = frame.rows($double("f1").lt(0.5)).select();
 * OptimizationResult some = ResultFrames.toResult(best, result);
 * }</pre>
 *
 * <p>Real and whole numbers and single bits are series of primitive values, exact to the bit; where one is missing, the series is of
 * objects, and null there. Texts are Strings, other bits Strings of 0 and 1, permutations Lists of Long. Needs {@code org.dflib:dflib} on the
 * class path.
 */
public final class ResultFrames {
    private ResultFrames() {}

    /** The solutions: a row for each, a column for each of theirs, under the names of {@link ColumnNames}. */
    public static DataFrame from(OptimizationResult result) {
        Map<ColumnName, String> names = ColumnNames.of(result.problem(), Set.of());
        Map<String, Column> columns = new LinkedHashMap<>();
        result.columns().forEach((name, column) -> columns.put(Objects.requireNonNull(names.get(name)), column));
        return frame(columns);
    }

    /** The history: a row for each generation. */
    public static DataFrame history(OptimizationResult result) {
        return frame(result.history().columns());
    }

    private static DataFrame frame(Map<String, Column> columns) {
        Series<?>[] series = columns.values().stream().map(ColumnSeries::of).toArray(Series<?>[]::new);
        return DataFrame.byColumn(columns.keySet().toArray(String[]::new)).of(series);
    }

    /**
     * A result with the solutions of a frame, whose columns have the names that {@link #from} gives them, in any order; those that are not
     * there are not in the result. Observables get the type of their values.
     *
     * @param description gives all but the solutions and the result sets
     * @throws IllegalArgumentException if the problem does not declare a column of the frame, or if a value does not fit it; names it and
     *     its row
     */
    public static OptimizationResult toResult(DataFrame frame, OptimizationResult description) {
        Map<String, ColumnName> declared = new HashMap<>();
        ColumnNames.of(description.problem(), Set.of()).forEach((full, name) -> declared.put(name, full));
        OptimizationResultBuilder result = OptimizationResult.builder()
                .problem(description.problem())
                .solver(description.solver())
                .run(description.run())
                .environment(description.environment())
                .metadata(description.metadata())
                .history(description.history());
        description.tags().forEach(result::tag);
        description.lineage().forEach(result::madeFrom);
        description.attachments().forEach(result::attachment);
        List<String> unknown = new ArrayList<>();
        for (String name : frame.getColumnsIndex()) {
            ColumnName full = declared.get(name);
            if (full == null) {
                unknown.add(name);
            } else {
                SeriesColumn column = new SeriesColumn(name, frame.getColumn(name));
                result.column(full, column(full, column, description));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "The problem " + Names.quote(description.problem().name())
                            + " declares none of the columns " + String.join(", ", unknown)
                            + " of the frame; leave them out, or "
                            + "declare them as observables.");
        }
        return result.build();
    }

    private static Column column(ColumnName name, SeriesColumn column, OptimizationResult description) {
        return switch (name.role()) {
            case VARIABLE -> column(description.problem().variable(name.name()), column);
            case OBJECTIVE, CONSTRAINT -> column.reals();
            case OBSERVABLE -> column.ofItsType();
            case STATUS -> column.texts();
        };
    }

    private static Column column(Variable variable, SeriesColumn column) {
        return switch (variable.type()) {
            case REAL -> column.reals();
            case INTEGER -> column.longs();
            case CATEGORICAL -> column.texts();
            case BINARY -> column.bits(variable.width());
            case PERMUTATION -> column.integers(variable.width());
        };
    }
}
