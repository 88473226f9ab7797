package dev.cairn.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/** Steps of 1, 2 and 5 times powers of ten, and their numbers with as many digits as tell neighbours apart. */
final class AxisTicks implements TickUnitSource {
    private static final double[] STEPS = {1, 2, 5, 10};

    private final double largest;

    /** The ticks of an axis on which no number is farther from zero than {@code largest}. */
    AxisTicks(double largest) {
        this.largest = largest;
    }

    @Override
    public TickUnit getLargerTickUnit(TickUnit unit) {
        return unit(unit.getSize() * 1.5);
    }

    @Override
    public TickUnit getCeilingTickUnit(TickUnit unit) {
        return unit(unit.getSize());
    }

    @Override
    public TickUnit getCeilingTickUnit(double size) {
        return unit(size);
    }

    /** The step for so many pixels, so that numbers do not run into each other. */
    NumberTickUnit unit(double range, int pixels, boolean across) {
        NumberTickUnit unit = unit(range / Math.max(2, pixels / (across ? 60 : 45)));
        int letters = unit.valueToString(largest).length() + 1;
        return across && letters * 8 > 60 ? unit(range / Math.max(2, pixels / (letters * 8.0))) : unit;
    }

    /** The least step that is not below {@code size}. */
    NumberTickUnit unit(double size) {
        double power = Math.pow(10, Math.floor(Math.log10(size)));
        double unit = power * STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (power * STEPS[i] >= size * (1 - 1e-9)) {
                unit = power * STEPS[i];
            }
        }
        return new NumberTickUnit(unit, new Format(unit, largest));
    }

    /** Writes numbers that are multiples of a step. */
    static final class Format extends NumberFormat {
        private static final long serialVersionUID = 1L;

        private final double step;
        private final double largest;

        Format(double step, double largest) {
            this.step = step;
            this.largest = largest;
        }

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            return to.append(text(number));
        }

        private String text(double number) {
            int ofStep = (int) Math.floor(Math.log10(step) + 1e-9);
            int ofLargest = (int) Math.floor(Math.log10(Math.max(largest, step)) + 1e-9);
            if (Math.abs(number) < step / 2) {
                return "0";
            }
            if (ofLargest <= 5 && (ofStep >= -5 || (ofLargest >= -2 && ofStep >= -12))) {
                return String.format(Locale.ROOT, "%." + Math.max(0, -ofStep) + "f", number);
            }
            int exponent = (int) Math.floor(Math.log10(Math.abs(number)) + 1e-9);
            int places = Math.max(0, Math.min(12, exponent - ofStep));
            String digits = BigDecimal.valueOf(number / Math.pow(10, exponent))
                    .setScale(places, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros()
                    .toPlainString();
            return digits + "e" + exponent;
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
