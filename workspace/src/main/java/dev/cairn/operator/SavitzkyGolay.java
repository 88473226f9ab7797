package dev.cairn.operator;

import dev.cairn.model.Attributes;
import java.util.Map;

/**
 * Smooths or derives each spectrum: every value becomes that, or a derivative, of the polynomial of least squares through the window
 * around it. Nearer to an end than half a window it is that of the polynomial through the first or last window, as in mode
 * {@code interp} of scipy's {@code savgol_filter}. A derivative above the order is zero. After A. Savitzky and M. J. E. Golay,
 * Analytical Chemistry 36 (1964), 1627-1639; the weights as P. A. Gorry computes them, Analytical Chemistry 62 (1990), 570-573.
 */
public final class SavitzkyGolay implements BuiltInOperator, Transformer {
    /** The widest window. */
    public static final int WIDEST = 9_999;

    /** The highest order of the polynomial; those above follow the noise, and their weights have few right digits. */
    public static final int HIGHEST_ORDER = 20;

    private final int window;
    private final int order;
    private final int derivative;
    private final double delta;

    private SavitzkyGolay(int window, int order, int derivative, double delta) {
        if (window < 1 || window % 2 == 0 || window > WIDEST) {
            throw new IllegalArgumentException(
                    "The window is " + window + " features wide; it must be odd, and from 1 to " + WIDEST + ".");
        }
        if (order < 0 || order >= window || order > HIGHEST_ORDER) {
            throw new IllegalArgumentException("The order of the polynomial is " + order + "; in a window of " + window
                    + " features it must be from 0 to " + Math.min(window - 1, HIGHEST_ORDER) + ".");
        }
        if (derivative < 0 || derivative > HIGHEST_ORDER) {
            throw new IllegalArgumentException(
                    "The derivative is " + derivative + "; it must be from 0 to " + HIGHEST_ORDER + ".");
        }
        if (!(delta > 0) || Double.isInfinite(delta)) {
            throw new IllegalArgumentException("The delta is " + delta + "; it must be more than zero, and finite.");
        }
        this.window = window;
        this.order = order;
        this.derivative = derivative;
        this.delta = delta;
    }

    /** Smoothing in a window of so many features, an odd number, by a polynomial of an order below that. */
    public static SavitzkyGolay smoothing(int window, int order) {
        return of(window, order, 0, 1);
    }

    /**
     * The derivative of this number, 0 for smoothing.
     *
     * @param window how many features the window has, an odd number
     * @param order that of the polynomial, below the window
     * @param delta how far features are apart, in the unit in which the derivative is taken
     */
    public static SavitzkyGolay of(int window, int order, int derivative, double delta) {
        return new SavitzkyGolay(window, order, derivative, delta);
    }

    static SavitzkyGolay read(OperatorFields fields) {
        return of(
                fields.whole("window"), fields.whole("order"), fields.whole("derivative", 0), fields.real("delta", 1));
    }

    /** How many features the window has. */
    public int window() {
        return window;
    }

    /** The order of the polynomial. */
    public int order() {
        return order;
    }

    /** Which derivative is taken; 0 for none. */
    public int derivative() {
        return derivative;
    }

    /** How far features are apart. */
    public double delta() {
        return delta;
    }

    @Override
    public double[][] transform(double[][] samples) {
        for (double[] row : samples) {
            if (row.length < window) {
                throw new IllegalArgumentException("SavitzkyGolay with a window of " + window
                        + " needs at least as many features, and there are " + row.length + ".");
            }
        }
        return SpectralMath.savitzkyGolay(samples, window, order, derivative, delta);
    }

    @Override
    public String operatorClass() {
        return BuiltIn.SAVITZKY_GOLAY.operatorClass();
    }

    /** Its {@code window}, {@code order}, {@code derivative} and {@code delta}. */
    @Override
    public Attributes parameters() {
        return Attributes.of(Map.of("window", window, "order", order, "derivative", derivative, "delta", delta));
    }

    @Override
    public byte[] toBytes() {
        return BuiltIn.SAVITZKY_GOLAY.write(parameters().asMap());
    }
}
