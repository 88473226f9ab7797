package dev.cairn.operator;

import java.util.Map;

/**
 * Predicts by partial least squares with one target: {@code ((x - mean) / scale) . coefficients + intercept}, where the intercept is
 * the mean of the target. A scale of zero counts as one.
 *
 * <p>The coefficients are those of centred and scaled features, {@code W (P'W)^-1 q'} times the deviation of the target: H. Martens
 * and T. Naes, Multivariate Calibration, 1989, section 3.5. Where a library has already divided them by the scale of the features, the
 * scale to be given is 1.
 */
public final class PlsModel implements BuiltInOperator, Predictor {
    private final double[] mean;
    private final double[] scale;
    private final double[] coefficients;
    private final double intercept;

    private PlsModel(double[] mean, double[] scale, double[] coefficients, double intercept) {
        this.mean = OperatorNumbers.finite("mean", mean);
        this.scale = OperatorNumbers.scales("scale", scale);
        this.coefficients = OperatorNumbers.finite("coefficients", coefficients);
        this.intercept = OperatorNumbers.finite("intercept", intercept);
        OperatorNumbers.requireSame("mean", mean.length, "coefficients", coefficients.length);
        OperatorNumbers.requireSame("scale", scale.length, "coefficients", coefficients.length);
    }

    /** Of the mean and scale of the features, zero or more, the coefficients, and the mean of the target. */
    public static PlsModel of(double[] mean, double[] scale, double[] coefficients, double intercept) {
        return new PlsModel(mean, scale, coefficients, intercept);
    }

    static PlsModel read(OperatorFields fields) {
        return of(fields.reals("mean"), fields.reals("scale"), fields.reals("coefficients"), fields.real("intercept"));
    }

    /** The mean of each feature. */
    public double[] mean() {
        return mean.clone();
    }

    /** What each feature is divided by; never zero. */
    public double[] scale() {
        return scale.clone();
    }

    /** One for each centred and scaled feature. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** What it predicts at the mean of all features. */
    public double intercept() {
        return intercept;
    }

    @Override
    public double[] predict(double[][] samples) {
        double[][] rows = OperatorNumbers.rows("PlsModel", samples, coefficients.length);
        return SpectralMath.centredLinear(rows, mean, scale, coefficients, intercept);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.PLS_MODEL.operatorClass();
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.PLS_MODEL.write(Map.of(
                "mean",
                OperatorNumbers.list(mean),
                "scale",
                OperatorNumbers.list(scale),
                "coefficients",
                OperatorNumbers.list(coefficients),
                "intercept",
                intercept));
    }
}
