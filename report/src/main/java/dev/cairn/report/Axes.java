package dev.cairn.report;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.data.Range;

/** Axes with a range that shows all values, also where they are all the same. */
final class Axes {
    /** Greatest over least, from which on positive values are drawn on a logarithmic axis. */
    private static final double WIDE = 1000;

    private Axes() {}

    /** Whether these values belong on a logarithmic axis. */
    static boolean isWide(double least, double greatest) {
        return least > 0 && greatest / least > WIDE;
    }

    /** A linear axis across so many pixels, from a little below {@code least} to a little above {@code greatest}. */
    static ValueAxis across(String label, double least, double greatest, int pixels) {
        return linear(label, range(least, greatest), pixels, true);
    }

    /** The same upwards. */
    static ValueAxis up(String label, double least, double greatest, int pixels) {
        return linear(label, range(least, greatest), pixels, false);
    }

    private static ValueAxis linear(String label, Range range, int pixels, boolean across) {
        NumberAxis axis = new NumberAxis(label);
        AxisTicks ticks = new AxisTicks(Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound())));
        axis.setAutoRangeIncludesZero(false);
        axis.setRange(range);
        axis.setTickUnit(ticks.unit(range.getLength(), pixels, across));
        ChartStyle.dress(axis);
        return axis;
    }

    /**
     * An axis for the logarithms to base 10 of positive values, which shows the values: the logarithmic axes of JFreeChart draw the letters
     * of their numbers, and an SVG is to hold text.
     */
    static ValueAxis logarithmic(String label, double least, double greatest) {
        NumberAxis axis = new NumberAxis(label + ", logarithmic");
        double decades = Math.log10(greatest / least);
        axis.setAutoRangeIncludesZero(false);
        axis.setRange(Math.log10(least) - 0.03 * decades, Math.log10(greatest) + 0.03 * decades);
        axis.setTickUnit(new NumberTickUnit(Math.max(1, Math.ceil(decades / 8)), new Powers()));
        ChartStyle.dress(axis);
        return axis;
    }

    /** From a little below to a little above. */
    static Range range(double least, double greatest) {
        double span = greatest - least;
        if (!Double.isFinite(span * 2)) {
            throw new IllegalArgumentException("Values from " + least + " to " + greatest
                    + " are too far apart to be drawn; leave out what is no value of interest.");
        }
        double size = Math.max(Math.abs(least), Math.abs(greatest));
        double margin = span > size * 1e-12 ? span * 0.04 : size == 0 ? 0.5 : size * 0.05;
        return new Range(least - margin, greatest + margin);
    }

    /** Writes powers of ten, given their exponents: 0.01, 100, 1e6. */
    private static final class Powers extends NumberFormat {
        private static final long serialVersionUID = 1L;

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            int exponent = (int) Math.rint(number);
            return to.append(
                    Math.abs(exponent) <= 4
                            ? Digits.of(Math.pow(10, exponent))
                            : String.format(Locale.ROOT, "1e%d", exponent));
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
            return format((double) number, to, position);
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            throw new UnsupportedOperationException("Ticks are written, never read.");
        }
    }
}
