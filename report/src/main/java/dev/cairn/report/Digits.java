package dev.cairn.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers for people: as many digits as are read with ease, the same in every language. */
final class Digits {
    private static final MathContext READABLE = new MathContext(6);

    private Digits() {}

    /** A number with six digits that count; {@code -} where there is none. */
    static String of(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(READABLE);
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return exponent < -4 || exponent > 9
                ? String.format(
                        Locale.ROOT,
                        "%se%d",
                        stripped.scaleByPowerOfTen(-exponent).toPlainString(),
                        exponent)
                : stripped.toPlainString();
    }

    static String list(List<Double> values) {
        return values.stream().map(Digits::of).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A share of one as a percentage: {@code 62.5 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
