package dev.cairn.operator;

import dev.cairn.model.Attributes;
import java.util.Map;

/**
 * Takes from each spectrum its mean, or the line of least squares through its values over their numbers, as {@code detrend} of scipy
 * does.
 */
public final class Detrend implements BuiltInOperator, Transformer {
    private static final String LINEAR = "linear";
    private static final String CONSTANT = "constant";

    private final boolean linear;

    private Detrend(boolean linear) {
        this.linear = linear;
    }

    /** Takes away the mean. */
    public static Detrend constant() {
        return new Detrend(false);
    }

    /** Takes away the line. */
    public static Detrend linear() {
        return new Detrend(true);
    }

    static Detrend read(OperatorFields fields) {
        String type = fields.text("type", LINEAR);
        if (!type.equals(LINEAR) && !type.equals(CONSTANT)) {
            throw new IllegalArgumentException(
                    "The type of Detrend is '" + type + "'; it must be '" + LINEAR + "' or '" + CONSTANT + "'.");
        }
        return new Detrend(type.equals(LINEAR));
    }

    /** Whether it takes away a line, not the mean alone. */
    public boolean isLinear() {
        return linear;
    }

    @Override
    public double[][] transform(double[][] samples) {
        return SpectralMath.detrend(samples, linear);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.DETREND.operatorClass();
    }

    /** Its {@code type}: {@code linear} or {@code constant}. */
    @Override
    public Attributes parameters() {
        return Attributes.of(Map.of("type", linear ? LINEAR : CONSTANT));
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.DETREND.write(parameters().asMap());
    }
}
