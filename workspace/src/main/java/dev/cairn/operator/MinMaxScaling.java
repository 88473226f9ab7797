package dev.cairn.operator;

import java.util.Map;

/**
 * Brings each feature from the range of the data into another range: {@code (x - min) / (max - min) * (high - low) + low}, as
 * {@code MinMaxScaler} of scikit-learn does. A range of the data below ten times 2<sup>-52</sup> counts as one. What lies outside of
 * the range of the data comes to lie outside of the other.
 */
public final class MinMaxScaling implements BuiltInOperator, InvertibleTransformer {
    private final double[] min;
    private final double[] max;
    private final double low;
    private final double high;

    private MinMaxScaling(double[] min, double[] max, double low, double high) {
        this.min = OperatorNumbers.finite("min", min);
        this.max = OperatorNumbers.finite("max", max);
        this.low = OperatorNumbers.finite("low", low);
        this.high = OperatorNumbers.finite("high", high);
        OperatorNumbers.requireSame("min", min.length, "max", max.length);
        for (int i = 0; i < min.length; i++) {
            if (min[i] > max[i]) {
                throw new IllegalArgumentException(
                        "min[" + i + "] is " + min[i] + " and max[" + i + "] is " + max[i] + "; swap them.");
            }
        }
        if (!(low < high)) {
            throw new IllegalArgumentException("The range goes from " + low + " to " + high + "; it must grow.");
        }
    }

    /** From the range of each feature to that from 0 to 1. */
    public static MinMaxScaling of(double[] min, double[] max) {
        return of(min, max, 0, 1);
    }

    /** From the range of each feature to that from {@code low} to {@code high}, which is more. */
    public static MinMaxScaling of(double[] min, double[] max, double low, double high) {
        return new MinMaxScaling(min, max, low, high);
    }

    /**
     * From the range of each feature of these rows to that from 0 to 1.
     *
     * @throws IllegalArgumentException if there are no rows, their lengths differ, or a number is not finite
     */
    public static MinMaxScaling fit(double[][] rows) {
        return fit(rows, 0, 1);
    }

    /**
     * From the range of each feature of these rows to that from {@code low} to {@code high}.
     *
     * @throws IllegalArgumentException if there are no rows, their lengths differ, or a number is not finite
     */
    public static MinMaxScaling fit(double[][] rows, double low, double high) {
        int features = OperatorNumbers.features("MinMaxScaling", rows);
        double[] min = rows[0].clone();
        double[] max = rows[0].clone();
        for (double[] row : rows) {
            for (int i = 0; i < features; i++) {
                min[i] = Math.min(min[i], row[i]);
                max[i] = Math.max(max[i], row[i]);
            }
        }
        return new MinMaxScaling(min, max, low, high);
    }

    static MinMaxScaling read(OperatorFields fields) {
        return new MinMaxScaling(fields.reals("min"), fields.reals("max"), fields.real("low"), fields.real("high"));
    }

    /** The least value of each feature of the data. */
    public double[] min() {
        return min.clone();
    }

    /** The greatest value of each feature of the data. */
    public double[] max() {
        return max.clone();
    }

    /** Where the other range begins. */
    public double low() {
        return low;
    }

    /** Where the other range ends. */
    public double high() {
        return high;
    }

    @Override
    public double[][] transform(double[][] samples) {
        return SpectralMath.scaleRange(OperatorNumbers.rows("MinMaxScaling", samples, min.length), min, max, low, high);
    }

    @Override
    public double[][] inverse(double[][] transformed) {
        return SpectralMath.unscaleRange(
                OperatorNumbers.rows("MinMaxScaling", transformed, min.length), min, max, low, high);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.MIN_MAX_SCALING.operatorClass();
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.MIN_MAX_SCALING.write(
                Map.of("min", OperatorNumbers.list(min), "max", OperatorNumbers.list(max), "low", low, "high", high));
    }
}
