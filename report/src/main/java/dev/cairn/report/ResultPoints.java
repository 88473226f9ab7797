package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What counts of a result when its quality is measured: the objectives of its feasible solutions, so that smaller is better, without those
 * that have one which is not a finite number.
 */
final class ResultPoints {
    private final NamedResult result;
    private final int infeasible;
    private final int nonFinite;
    private final List<double[]> points;
    private final double[][] front;

    private ResultPoints(NamedResult result, int infeasible, int nonFinite, List<double[]> points) {
        this.result = result;
        this.infeasible = infeasible;
        this.nonFinite = nonFinite;
        this.points = points;
        this.front = NonDominated.of(points);
    }

    /**
     * The points of {@code result} by these objectives.
     *
     * @param names under which the result has them, in the same order
     * @throws IllegalArgumentException if it lacks the column of an objective or of a constraint
     */
    static ResultPoints of(NamedResult result, List<Objective> objectives, List<String> names) {
        OptimizationResult all = result.result();
        try {
            List<RealColumn> columns = names.stream().map(all::objective).toList();
            BitSet feasible = new BitSet();
            all.feasible().rows().forEach(feasible::set);
            List<double[]> points = new ArrayList<>();
            int nonFinite = 0;
            for (int row = feasible.nextSetBit(0); row >= 0; row = feasible.nextSetBit(row + 1)) {
                double[] point = point(columns, objectives, row);
                if (point.length == 0) {
                    nonFinite++;
                } else {
                    points.add(point);
                }
            }
            return new ResultPoints(result, all.rows() - feasible.cardinality(), nonFinite, points);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The quality of " + Names.quote(result.name()) + " cannot be told: " + e.getMessage(), e);
        }
    }

    /** Nothing where an objective is not a finite number. */
    private static double[] point(List<RealColumn> columns, List<Objective> objectives, int row) {
        double[] point = new double[columns.size()];
        for (int k = 0; k < point.length; k++) {
            RealColumn column = columns.get(k);
            double value = column.isMissing(row) ? Double.NaN : column.get(row);
            if (!Double.isFinite(value)) {
                return new double[0];
            }
            point[k] = (objectives.get(k).direction() == Direction.MINIMIZE ? value : -value) + 0.0;
        }
        return point;
    }

    NamedResult result() {
        return result;
    }

    int infeasible() {
        return infeasible;
    }

    int nonFinite() {
        return nonFinite;
    }

    /** All that count. */
    List<double[]> points() {
        return points;
    }

    /** Those that no other one of this result dominates, each once. */
    double[][] front() {
        return front;
    }
}
