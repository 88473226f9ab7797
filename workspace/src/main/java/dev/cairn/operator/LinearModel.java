package dev.cairn.operator;

import java.util.Map;

/** Predicts {@code x . coefficients + intercept}: linear, ridge, lasso and any other model that ends in that. */
public final class LinearModel implements BuiltInOperator, Predictor {
    private final double[] coefficients;
    private final double intercept;

    private LinearModel(double[] coefficients, double intercept) {
        this.coefficients = OperatorNumbers.finite("coefficients", coefficients);
        this.intercept = OperatorNumbers.finite("intercept", intercept);
    }

    /** Of these coefficients, one for each feature, and this intercept. */
    public static LinearModel of(double[] coefficients, double intercept) {
        return new LinearModel(coefficients, intercept);
    }

    static LinearModel read(OperatorFields fields) {
        return of(fields.reals("coefficients"), fields.real("intercept"));
    }

    /** One for each feature. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** What it predicts where all features are zero. */
    public double intercept() {
        return intercept;
    }

    @Override
    public double[] predict(double[][] samples) {
        return SpectralMath.linear(
                OperatorNumbers.rows("LinearModel", samples, coefficients.length), coefficients, intercept);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.LINEAR_MODEL.operatorClass();
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.LINEAR_MODEL.write(
                Map.of("coefficients", OperatorNumbers.list(coefficients), "intercept", intercept));
    }
}
