package dev.cairn.report;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.uma.jmetal.qualityindicator.impl.Epsilon;
import org.uma.jmetal.qualityindicator.impl.InvertedGenerationalDistancePlus;
import org.uma.jmetal.qualityindicator.impl.hypervolume.impl.WFGHypervolume;

/**
 * Measures fronts in a reference frame by the indicators of jMetal.
 *
 * <p>jMetal 6.6 takes every reference point for (1, ..., 1), and is wrong about points that are not inside. So each front is cut to the box
 * between its own best values and the reference point, and the box is scaled to the unit cube.
 */
final class FrontQuality {
    private static final double INSIDE = Math.nextDown(1.0);

    private final ReferenceFrame frame;

    FrontQuality(ReferenceFrame frame) {
        this.frame = frame;
    }

    /** IGD+ of a front that is not empty, scaled. */
    double igdPlus(double[][] front) {
        return new InvertedGenerationalDistancePlus(frame.front()).compute(front);
    }

    /** Additive epsilon of a front that is not empty, scaled. */
    double epsilon(double[][] front) {
        return new Epsilon(frame.front()).compute(front);
    }

    /** The hypervolume of different points of which none dominates another, scaled; empty where they are more than the limit. */
    OptionalDouble hypervolume(double[][] front) {
        double[] point = frame.scaledPoint();
        double[][] inside =
                Arrays.stream(front).filter(one -> isBetter(one, point)).toArray(double[][]::new);
        if (inside.length > HypervolumeLimit.points(point.length)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(inside.length == 0 ? 0 : inBox(inside, point));
    }

    private static boolean isBetter(double[] one, double[] point) {
        for (int k = 0; k < point.length; k++) {
            if (one[k] >= point[k]) {
                return false;
            }
        }
        return true;
    }

    private static double inBox(double[][] inside, double[] point) {
        double[] best = inside[0].clone();
        for (double[] one : inside) {
            Arrays.setAll(best, k -> Math.min(best[k], one[k]));
        }
        double box = 1;
        for (int k = 0; k < point.length; k++) {
            box *= point[k] - best[k];
        }
        double[] unit = new double[point.length];
        Arrays.fill(unit, 1);
        double[][] cube = new double[inside.length][point.length];
        for (int i = 0; i < cube.length; i++) {
            double[] one = inside[i];
            Arrays.setAll(cube[i], k -> Math.min(INSIDE, (one[k] - best[k]) / (point[k] - best[k])));
        }
        // Rounding may have made one of two points dominate the other, about which jMetal is wrong in two dimensions.
        double[][] different = point.length == 2 ? NonDominated.of(Arrays.asList(cube)) : cube;
        return box * new WFGHypervolume(unit).compute(different);
    }
}
