package dev.cairn.formats.read;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as optimizers write them: decimal, with a point, {@code nan} and {@code inf} in any case. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*+,\\d++([eE][+-]?\\d++)?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9]\\d{0,18})");

    private Numbers() {}

    /**
     * The number of a text, the nearest double.
     *
     * @throws NumberFormatException if it is none, or too large for a double; the message says which
     */
    static double real(String text) {
        if (DECIMAL.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw new NumberFormatException(BadFile.quote(text) + " is beyond the range of a double");
            }
            return value;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default ->
                throw new NumberFormatException(
                        text.isEmpty() ? "a number is missing" : BadFile.quote(text) + " is no number");
        };
    }

    static boolean isReal(String text) {
        try {
            real(text);
            return true;
        } catch (NumberFormatException e) {
            return DECIMAL.matcher(text).matches();
        }
    }

    /** Whether this is a whole number of 64 bits that is written as one: no zeros before it, and no negative zero. */
    static boolean isWhole(String text) {
        if (!WHOLE.matcher(text).matches() || text.equals("-0")) {
            return false;
        }
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static boolean hasDecimalComma(String text) {
        return DECIMAL_COMMA.matcher(text).matches();
    }
}
