package dev.cairn.operator;

/**
 * The arithmetic of the built-in operators, in pure functions on rows of numbers that they do not change.
 *
 * <p>It needs nothing but {@code java.lang}, because its very source goes into the programs that
 * {@link dev.cairn.chain.ChainSource} writes. Every sum runs in one fixed order and only the operations that IEEE 754 rounds exactly
 * are used, so a program computes the bits that a replay computes. Lengths are checked by the operators, not here; rows are of one
 * length.
 */
public final class SpectralMath {
    private SpectralMath() {}

    /** {@code (x - mean) / scale}, column by column. */
    public static double[][] standardize(double[][] x, double[] mean, double[] scale) {
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            result[row] = new double[x[row].length];
            for (int i = 0; i < x[row].length; i++) {
                result[row][i] = (x[row][i] - mean[i]) / scale[i];
            }
        }
        return result;
    }

    /** {@code x * scale + mean}, column by column. */
    public static double[][] unstandardize(double[][] x, double[] mean, double[] scale) {
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            result[row] = new double[x[row].length];
            for (int i = 0; i < x[row].length; i++) {
                result[row][i] = x[row][i] * scale[i] + mean[i];
            }
        }
        return result;
    }

    /** {@code (x - min) / (max - min) * (high - low) + low}, column by column, where a range of nearly zero counts as one. */
    public static double[][] scaleRange(double[][] x, double[] min, double[] max, double low, double high) {
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            result[row] = new double[x[row].length];
            for (int i = 0; i < x[row].length; i++) {
                double factor = rangeFactor(min[i], max[i], low, high);
                result[row][i] = x[row][i] * factor + (low - min[i] * factor);
            }
        }
        return result;
    }

    /** What {@link #scaleRange} made its result of, up to rounding. */
    public static double[][] unscaleRange(double[][] x, double[] min, double[] max, double low, double high) {
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            result[row] = new double[x[row].length];
            for (int i = 0; i < x[row].length; i++) {
                double factor = rangeFactor(min[i], max[i], low, high);
                result[row][i] = (x[row][i] - (low - min[i] * factor)) / factor;
            }
        }
        return result;
    }

    /** Ten times the distance from one to the next double is where scikit-learn calls a range constant. */
    private static double rangeFactor(double min, double max, double low, double high) {
        double range = max - min;
        return (high - low) / (range < 10 * 0x1p-52 ? 1 : range);
    }

    /** {@code (x - mean) / deviation} of each row, where a deviation of zero counts as one. */
    public static double[][] standardNormalVariate(double[][] x, int ddof) {
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            double mean = mean(x[row]);
            double squares = 0;
            for (double value : x[row]) {
                squares += (value - mean) * (value - mean);
            }
            double deviation = Math.sqrt(squares / (x[row].length - ddof));
            result[row] = new double[x[row].length];
            for (int i = 0; i < x[row].length; i++) {
                result[row][i] = (x[row][i] - mean) / (deviation == 0 ? 1 : deviation);
            }
        }
        return result;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** What is left of each row without its mean or, if {@code linear}, without the line of least squares through it. */
    public static double[][] detrend(double[][] x, boolean linear) {
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            double[] values = x[row];
            double mean = mean(values);
            double middle = (values.length - 1) / 2.0;
            double slope = linear ? slope(values, middle) : 0;
            result[row] = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                result[row][i] = values[i] - (mean + slope * (i - middle));
            }
        }
        return result;
    }

    private static double slope(double[] values, double middle) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            products += (i - middle) * values[i];
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : products / squares;
    }

    /**
     * Each row smoothed, or derived, by a polynomial fitted to the window around each value; the values nearer to an end than half a
     * window are those of the polynomial of the first or last window.
     */
    public static double[][] savitzkyGolay(double[][] x, int window, int order, int derivative, double delta) {
        int half = window / 2;
        double[] centre = savitzkyGolayWeights(half, order, derivative, 0, delta);
        double[][] result = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            result[row] = new double[x[row].length];
            for (int i = half; i < x[row].length - half; i++) {
                result[row][i] = weighted(x[row], i - half, centre);
            }
        }
        for (int at = 1; at <= half; at++) {
            double[] left = savitzkyGolayWeights(half, order, derivative, -at, delta);
            double[] right = savitzkyGolayWeights(half, order, derivative, at, delta);
            for (int row = 0; row < x.length; row++) {
                int last = x[row].length - window;
                result[row][half - at] = weighted(x[row], 0, left);
                result[row][last + half + at] = weighted(x[row], last, right);
            }
        }
        return result;
    }

    private static double weighted(double[] values, int from, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[from + i];
        }
        return sum;
    }

    /**
     * How much each value of a window counts for the polynomial's derivative at {@code at}, where 0 is the middle of the window.
     * After P. A. Gorry, Analytical Chemistry 62 (1990), 570-573: Gram polynomials, which stay exact where normal equations do not.
     */
    public static double[] savitzkyGolayWeights(int half, int order, int derivative, int at, double delta) {
        double spacing = 1;
        for (int i = 0; i < derivative; i++) {
            spacing *= delta;
        }
        double[] there = gram(at, half, order, derivative);
        double[] weights = new double[2 * half + 1];
        for (int i = -half; i <= half; i++) {
            double[] here = gram(i, half, order, 0);
            double norm = 1.0 / (2 * half + 1);
            double sum = here[0] * there[0] * norm;
            for (int k = 1; k <= order; k++) {
                norm = norm * (2 * half - k + 1) / (2 * half + k + 1);
                sum += (2 * k + 1) * norm * here[k] * there[k];
            }
            weights[i + half] = sum / spacing;
        }
        return weights;
    }

    /** The derivatives at {@code i} of the Gram polynomials of degree 0 to {@code order} on {@code -half..half}. */
    private static double[] gram(int i, int half, int order, int derivative) {
        double[] lower = new double[order + 1];
        double[] current = new double[order + 1];
        for (int s = 0; s <= derivative; s++) {
            current = new double[order + 1];
            current[0] = s == 0 ? 1 : 0;
            for (int k = 1; k <= order; k++) {
                double divisor = (double) k * (2 * half - k + 1);
                double before = k == 1 ? 0 : current[k - 2];
                current[k] = (4 * k - 2) / divisor * (i * current[k - 1] + s * lower[k - 1])
                        - (k - 1) * (double) (2 * half + k) / divisor * before;
            }
            lower = current;
        }
        return current;
    }

    /** {@code x . coefficients + intercept} of each row. */
    public static double[] linear(double[][] x, double[] coefficients, double intercept) {
        double[] result = new double[x.length];
        for (int row = 0; row < x.length; row++) {
            result[row] = weighted(x[row], 0, coefficients) + intercept;
        }
        return result;
    }

    /** {@code ((x - mean) / scale) . coefficients + intercept} of each row. */
    public static double[] centredLinear(
            double[][] x, double[] mean, double[] scale, double[] coefficients, double intercept) {
        return linear(standardize(x, mean, scale), coefficients, intercept);
    }

    /** The mean, row by row, of what several models say; there is at least one. */
    public static double[] mean(double[][] byModel) {
        double[] result = new double[byModel[0].length];
        for (int row = 0; row < result.length; row++) {
            double sum = 0;
            for (double[] model : byModel) {
                sum += model[row];
            }
            result[row] = sum / byModel.length;
        }
        return result;
    }

    /** The mean, row by row, of what several models say, each counting by its weight; the weights do not add up to zero. */
    public static double[] weightedMean(double[][] byModel, double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] result = new double[byModel[0].length];
        for (int row = 0; row < result.length; row++) {
            double sum = 0;
            for (int model = 0; model < byModel.length; model++) {
                sum += weights[model] * byModel[model][row];
            }
            result[row] = sum / total;
        }
        return result;
    }

    /** These numbers as rows of one number each. */
    public static double[][] rows(double[] values) {
        double[][] result = new double[values.length][];
        for (int row = 0; row < values.length; row++) {
            result[row] = new double[] {values[row]};
        }
        return result;
    }

    /** The first number of each row. */
    public static double[] firstColumn(double[][] rows) {
        double[] result = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            result[row] = rows[row][0];
        }
        return result;
    }
}
