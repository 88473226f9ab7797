package dev.cairn.report;

import dev.cairn.Recording;
import dev.cairn.model.Column;
import dev.cairn.model.Direction;
import dev.cairn.model.Generation;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.RealColumn;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a number went on during a run: its value after so many evaluations, or at such a generation. Immutable.
 *
 * <p>Where a value is NaN, the curve has a gap.
 */
public final class Curve {
    private final String name;
    private final String along;
    private final String up;
    private final double[] steps;
    private final double[] values;

    private Curve(String name, String along, String up, double[] steps, double[] values) {
        this.name = Names.check("name of a curve", name);
        this.along = Names.check("name of the axis across", along);
        this.up = Names.check("name of the axis upwards", up);
        this.steps = steps;
        this.values = values;
    }

    /**
     * A curve through these points, in their order.
     *
     * @param name for the legend
     * @param along what the steps are, such as {@code evaluations}
     * @param up what the values are, with unit and direction
     * @param steps finite numbers
     * @param values as many
     */
    public static Curve of(String name, String along, String up, double[] steps, double[] values) {
        if (steps.length != values.length) {
            throw new IllegalArgumentException("The curve " + Names.quote(name) + " has " + steps.length + " steps and "
                    + values.length + " values; give as many of both.");
        }
        if (!Arrays.stream(steps).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "The curve " + Names.quote(name) + " has a step that is no finite number; leave it out.");
        }
        return new Curve(name, along, up, steps.clone(), values.clone());
    }

    /**
     * A column of the history of a result, against its evaluations; without these against its generations; without both against the
     * number of the row.
     *
     * @throws IllegalArgumentException if the history has no such column of numbers; names those that it has
     */
    public static Curve ofHistory(NamedResult result, String column) {
        History history = result.result().history();
        List<String> known = columnsOf(result);
        if (!known.contains(column)) {
            throw new IllegalArgumentException("The history of " + Names.quote(result.name())
                    + " has no numbers called " + Names.quote(column) + "; it has " + known + ".");
        }
        String along = Stream.of(Generation.EVALUATIONS, Generation.NUMBER)
                .filter(name -> isNumbers(history.columns().get(name)))
                .findFirst()
                .orElse("row");
        double[] steps = new double[history.rows()];
        double[] values = new double[history.rows()];
        int there = 0;
        for (int row = 0; row < steps.length; row++) {
            double step = along.equals("row") ? row : number(history.column(along), row);
            if (Double.isFinite(step)) {
                steps[there] = step;
                values[there++] = number(history.column(column), row);
            }
        }
        return new Curve(
                result.name(),
                along,
                described(column, result),
                Arrays.copyOf(steps, there),
                Arrays.copyOf(values, there));
    }

    /** The columns of numbers in the history of a result that {@link #ofHistory} takes, in their order. */
    public static List<String> columnsOf(NamedResult result) {
        return result.result().history().columns().entrySet().stream()
                .filter(entry -> isNumbers(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(Generation.EVALUATIONS) && !name.equals(Generation.NUMBER))
                .toList();
    }

    /**
     * The hypervolume of the population after each generation of a recording. Reads all generations once; every one is measured by the same
     * reference, which {@code comparison} has: compare the results of the runs first.
     *
     * @throws IllegalArgumentException if the comparison has no reference, as that of a single objective, or is of other objectives
     */
    public static Curve hypervolume(String name, Recording recording, QualityComparison comparison) {
        GenerationQuality quality = new GenerationQuality(comparison, new NamedResult(name, recording.description()));
        List<double[]> points = new ArrayList<>();
        try (Stream<Generation> generations = recording.generations()) {
            generations.forEach(one -> points.add(new double[] {one.evaluations(), quality.hypervolume(one)}));
        }
        return new Curve(
                name,
                Generation.EVALUATIONS,
                "hypervolume" + (quality.isNormalized() ? " (normalized)" : ""),
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    /** A column called after an objective has its unit and its direction. */
    private static String described(String column, NamedResult result) {
        for (Objective objective : result.result().problem().objectives()) {
            if (column.equals("best " + objective.name()) || column.equals(objective.name())) {
                String unit = objective.unit() == null ? "" : " [" + objective.unit() + "]";
                return column + unit + (objective.direction() == Direction.MINIMIZE ? " (minimized)" : " (maximized)");
            }
        }
        return column;
    }

    private static boolean isNumbers(@Nullable Column column) {
        return column instanceof RealColumn || column instanceof LongColumn;
    }

    private static double number(Column column, int row) {
        return column.value(row) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Its name in the legend. */
    public String name() {
        return name;
    }

    /** What its steps are. */
    public String along() {
        return along;
    }

    /** What its values are. */
    public String up() {
        return up;
    }

    /** How many points it has. */
    public int size() {
        return steps.length;
    }

    /** The step of a point, from 0 on. */
    public double step(int point) {
        return steps[point];
    }

    /** The value of a point, from 0 on. */
    public double value(int point) {
        return values[point];
    }
}
