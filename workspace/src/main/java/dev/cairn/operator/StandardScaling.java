package dev.cairn.operator;

import java.util.Map;

/**
 * Brings each feature to mean 0 and deviation 1: {@code (x - mean) / scale}, as {@code StandardScaler} of scikit-learn does. A scale of
 * zero counts as one. The inverse is {@code x * scale + mean}.
 */
public final class StandardScaling implements BuiltInOperator, InvertibleTransformer {
    private final double[] mean;
    private final double[] scale;

    private StandardScaling(double[] mean, double[] scale) {
        this.mean = OperatorNumbers.finite("mean", mean);
        this.scale = OperatorNumbers.scales("scale", scale);
        OperatorNumbers.requireSame("mean", mean.length, "scale", scale.length);
    }

    /** Of these means and scales, one of each for each feature; a scale is zero or more. */
    public static StandardScaling of(double[] mean, double[] scale) {
        return new StandardScaling(mean, scale);
    }

    /**
     * Of the means and deviations (divided by n) of these rows. A feature whose variance is no more than rounding leaves of a constant
     * one is not divided, by the bound of scikit-learn's {@code _is_constant_feature}.
     *
     * @throws IllegalArgumentException if there are no rows, their lengths differ, or a number is not finite
     */
    public static StandardScaling fit(double[][] rows) {
        int features = OperatorNumbers.features("StandardScaling", rows);
        double[] mean = new double[features];
        double[] scale = new double[features];
        for (int i = 0; i < features; i++) {
            mean[i] = mean(rows, i);
            double variance = variance(rows, i, mean[i]);
            double rounding = rows.length * 0x1p-52 * mean[i];
            boolean constant = variance <= rows.length * 0x1p-52 * variance + rounding * rounding;
            scale[i] = constant ? 1 : Math.sqrt(variance);
        }
        return new StandardScaling(mean, scale);
    }

    private static double mean(double[][] rows, int feature) {
        double sum = 0;
        for (double[] row : rows) {
            sum += row[feature];
        }
        return sum / rows.length;
    }

    private static double variance(double[][] rows, int feature, double mean) {
        double squares = 0;
        for (double[] row : rows) {
            squares += (row[feature] - mean) * (row[feature] - mean);
        }
        return squares / rows.length;
    }

    static StandardScaling read(OperatorFields fields) {
        return new StandardScaling(fields.reals("mean"), fields.reals("scale"));
    }

    /** The mean of each feature. */
    public double[] mean() {
        return mean.clone();
    }

    /** What each feature is divided by; never zero. */
    public double[] scale() {
        return scale.clone();
    }

    @Override
    public double[][] transform(double[][] samples) {
        return SpectralMath.standardize(OperatorNumbers.rows("StandardScaling", samples, mean.length), mean, scale);
    }

    @Override
    public double[][] inverse(double[][] transformed) {
        return SpectralMath.unstandardize(
                OperatorNumbers.rows("StandardScaling", transformed, mean.length), mean, scale);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.STANDARD_SCALING.operatorClass();
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.STANDARD_SCALING.write(
                Map.of("mean", OperatorNumbers.list(mean), "scale", OperatorNumbers.list(scale)));
    }
}
