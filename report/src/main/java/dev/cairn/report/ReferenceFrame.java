package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.spi.Names;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The reference front and the reference point, scaled as the fronts that are measured against them. Smaller is better in every coordinate
 * within; {@link #reference()} tells it in the objectives' own directions.
 */
final class ReferenceFrame {
    /** How far the reference point is behind the nadir, in ranges of the front. */
    private static final double BEHIND = 0.1;

    private final List<Objective> objectives;
    private final String source;
    private final double[] ideal;
    private final double[] nadir;
    private final boolean normalized;
    private final double[] offset;
    private final double[] unit;
    private final double[] point;
    private final double[][] front;

    private ReferenceFrame(
            List<Objective> objectives,
            String source,
            double[] ideal,
            double[] nadir,
            double[][] raw,
            @Nullable List<Double> givenPoint,
            boolean normalized) {
        this.objectives = objectives;
        this.source = source;
        this.normalized = normalized;
        this.ideal = ideal;
        this.nadir = nadir;
        this.offset = normalized ? ideal.clone() : new double[ideal.length];
        this.unit = new double[ideal.length];
        Arrays.setAll(unit, k -> normalized ? range(k) : 1);
        this.front = scaled(raw);
        this.point = givenPoint == null ? point() : scaled(given(givenPoint));
    }

    /**
     * A frame around a front.
     *
     * @param raw its points, one at least
     * @param point the reference point in the objectives' own directions; null for one a little behind the nadir
     */
    static ReferenceFrame around(
            List<Objective> objectives,
            String source,
            double[][] raw,
            @Nullable List<Double> point,
            boolean normalized) {
        double[] ideal = raw[0].clone();
        double[] nadir = raw[0].clone();
        for (double[] one : raw) {
            Arrays.setAll(ideal, k -> Math.min(ideal[k], one[k]));
            Arrays.setAll(nadir, k -> Math.max(nadir[k], one[k]));
        }
        return new ReferenceFrame(objectives, source, ideal, nadir, raw, point, normalized);
    }

    /** The frame that {@code reference} tells of, without its front, so that only hypervolumes can be measured in it. */
    static ReferenceFrame of(List<Objective> objectives, Reference reference) {
        double[] ideal = smallIsGood(objectives, reference.ideal());
        double[] nadir = smallIsGood(objectives, reference.nadir());
        return new ReferenceFrame(
                objectives,
                reference.source(),
                ideal,
                nadir,
                new double[0][],
                reference.point(),
                reference.normalized());
    }

    /** The range of an objective in the front; 1 where it is constant. */
    private double range(int k) {
        double range = nadir[k] - ideal[k];
        if (!Double.isFinite(range)) {
            throw new IllegalArgumentException("The objective "
                    + Names.quote(objectives.get(k).name()) + " ranges from " + ideal[k] + " to " + nadir[k]
                    + " in the reference front, which is more than can be compared; leave such solutions out.");
        }
        return range == 0 ? 1 : range;
    }

    private double[] point() {
        double[] behind = new double[nadir.length];
        Arrays.setAll(behind, k -> nadir[k] + BEHIND * range(k));
        return scaled(behind);
    }

    private double[] given(List<Double> values) {
        if (values.size() != objectives.size()) {
            throw new IllegalArgumentException("The reference point " + values + " has " + values.size()
                    + " values, but there are " + objectives.size() + " objectives: "
                    + objectives.stream().map(Objective::name).toList() + ".");
        }
        return smallIsGood(objectives, values);
    }

    private static double[] smallIsGood(List<Objective> objectives, List<Double> values) {
        double[] smallIsGood = new double[values.size()];
        Arrays.setAll(smallIsGood, k -> turned(objectives.get(k), values.get(k)));
        return smallIsGood;
    }

    private static double turned(Objective objective, double value) {
        return (objective.direction() == Direction.MINIMIZE ? value : -value) + 0.0;
    }

    private List<Double> natural(double[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(k -> turned(objectives.get(k), values[k]))
                .toList();
    }

    private double[] scaled(double[] raw) {
        double[] scaled = new double[raw.length];
        Arrays.setAll(scaled, k -> (raw[k] - offset[k]) / unit[k]);
        return scaled;
    }

    /** These points as they are measured. */
    double[][] scaled(double[][] raw) {
        return Arrays.stream(raw).map(this::scaled).toArray(double[][]::new);
    }

    /** The reference front, scaled. */
    double[][] front() {
        return front;
    }

    /** The reference point, scaled. */
    double[] scaledPoint() {
        return point.clone();
    }

    /** All of it for the reader of a comparison. */
    Reference reference() {
        double[] own = new double[point.length];
        Arrays.setAll(own, k -> point[k] * unit[k] + offset[k]);
        return new Reference(source, front.length, natural(ideal), natural(nadir), normalized, natural(own));
    }
}
