package dev.cairn.operator;

import dev.cairn.model.Attributes;
import java.util.Map;

/**
 * Brings each spectrum by itself to mean 0 and deviation 1, which takes away what scattering adds: {@code (x - mean(x)) / s(x)}, where
 * {@code s} divides by the number of features less {@code ddof}. A deviation of zero counts as one. After R. J. Barnes, M. S. Dhanoa
 * and S. J. Lister, Applied Spectroscopy 43 (1989), 772-777, who take a ddof of 1; that of numpy and nirs4all is 0.
 */
public final class StandardNormalVariate implements BuiltInOperator, Transformer {
    private final int ddof;

    private StandardNormalVariate(int ddof) {
        if (ddof < 0) {
            throw new IllegalArgumentException("The ddof is " + ddof + "; it cannot be negative.");
        }
        this.ddof = ddof;
    }

    /** With a ddof of 0. */
    public static StandardNormalVariate of() {
        return of(0);
    }

    /** With this ddof, zero or more. */
    public static StandardNormalVariate of(int ddof) {
        return new StandardNormalVariate(ddof);
    }

    static StandardNormalVariate read(OperatorFields fields) {
        return of(fields.whole("ddof", 0));
    }

    /** What the number of features is lessened by. */
    public int ddof() {
        return ddof;
    }

    @Override
    public double[][] transform(double[][] samples) {
        for (double[] row : samples) {
            if (row.length <= ddof) {
                throw new IllegalArgumentException("StandardNormalVariate with a ddof of " + ddof + " needs at least "
                        + (ddof + 1L) + " features, and there are " + row.length + ".");
            }
        }
        return SpectralMath.standardNormalVariate(samples, ddof);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.STANDARD_NORMAL_VARIATE.operatorClass();
    }

    /** Its {@code ddof}. */
    @Override
    public Attributes parameters() {
        return Attributes.of(Map.of("ddof", ddof));
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.STANDARD_NORMAL_VARIATE.write(parameters().asMap());
    }
}
