package dev.cairn.examples;

import dev.cairn.operator.PlsModel;
import dev.cairn.operator.StandardScaling;
import java.util.Arrays;

/**
 * Fits partial least squares with one target to rows of features, each of which is brought to mean 0 and deviation 1 on these rows.
 *
 * <p>The weights, loadings and scores are those of NIPALS, where they need no iteration for one target: H. Martens and T. Naes,
 * Multivariate Calibration, 1989, section 3.5. The coefficients come without an inverse, by B. S. Dayal and J. F. MacGregor, Journal of
 * Chemometrics 11 (1997), 73-85.
 */
final class PlsTrainer {
    /** Where so little is left of the covariance with the target, it is rounding, and another component would follow that. */
    private static final double NOTHING_LEFT = 1e-13;

    private PlsTrainer() {}

    /**
     * The model of so many components; of fewer if they explain all of the target.
     *
     * @throws IllegalArgumentException if there are too few rows or features for so many components
     */
    static PlsModel fit(double[][] rows, double[] targets, int components) {
        if (rows.length <= components || rows[0].length < components) {
            throw new IllegalArgumentException(components + " components need " + (components + 1) + " samples of "
                    + components + " bands; there are " + rows.length + " of " + rows[0].length);
        }
        StandardScaling scaling = StandardScaling.fit(rows);
        double mean = Arrays.stream(targets).average().orElseThrow();
        double[] centred = Arrays.stream(targets).map(target -> target - mean).toArray();
        double[] coefficients = coefficients(scaling.transform(rows), centred, components);
        return PlsModel.of(scaling.mean(), scaling.scale(), coefficients, mean);
    }

    /** Takes from {@code x}, component by component, what is explained; {@code rotations} lead from what {@code x} was to the scores. */
    private static double[] coefficients(double[][] x, double[] y, int components) {
        int features = x[0].length;
        double[] coefficients = new double[features];
        double[][] loadings = new double[components][];
        double[][] rotations = new double[components][];
        double atFirst = length(weighted(x, y));
        for (int a = 0; a < components; a++) {
            double[] weights = weighted(x, y);
            double length = length(weights);
            if (length <= NOTHING_LEFT * atFirst) {
                break;
            }
            scale(weights, 1 / length);
            double[] scores =
                    Arrays.stream(x).mapToDouble(row -> dot(row, weights)).toArray();
            double squares = dot(scores, scores);
            loadings[a] = weighted(x, scores);
            scale(loadings[a], 1 / squares);
            rotations[a] = weights.clone();
            for (int before = 0; before < a; before++) {
                add(rotations[a], -dot(loadings[before], weights), rotations[before]);
            }
            add(coefficients, dot(y, scores) / squares, rotations[a]);
            for (int row = 0; row < x.length; row++) {
                add(x[row], -scores[row], loadings[a]);
            }
        }
        return coefficients;
    }

    /** The sum of the rows, each as many times as its factor says. */
    private static double[] weighted(double[][] rows, double[] factors) {
        double[] sum = new double[rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            add(sum, factors[row], rows[row]);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    private static void add(double[] to, double factor, double[] vector) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }
}
