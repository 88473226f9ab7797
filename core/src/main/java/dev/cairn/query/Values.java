package dev.cairn.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** Compares values to the last digit, and writes them as text. */
final class Values {
    private Values() {}

    /** Refuses what no field can have, and what this field of the envelope cannot. */
    static void check(FieldPath path, Object value) {
        FieldValue.Type type = FieldValue.of(value).type();
        if (!path.ofEnvelope()) {
            return;
        }
        FieldValue.Type own = switch (path.names().get(0)) {
            case "created", "updated" -> FieldValue.Type.TIME;
            case "revision" -> FieldValue.Type.NUMBER;
            default -> FieldValue.Type.TEXT;
        };
        if (type != own) {
            throw new IllegalArgumentException("The field '" + path + "' is a " + word(own) + ", and " + text(value)
                    + " is a " + word(type) + "."
                    + (own == FieldValue.Type.TIME ? " A time is written @2026-01-31T12:00:00Z." : ""));
        }
    }

    private static String word(FieldValue.Type type) {
        return switch (type) {
            case BOOLEAN -> "truth value";
            case NUMBER, NAN -> "number";
            case TIME -> "time";
            case TEXT -> "text";
        };
    }

    /** The order of two values of one type, where {@link FieldValue} cuts too. */
    static int compareExactly(Object one, Object other) {
        FieldValue first = FieldValue.of(one);
        int order = first.compareTo(FieldValue.of(other));
        if (order != 0 || !first.isCut()) {
            return order;
        }
        return one instanceof String text
                ? compareCodePoints(text, (String) other)
                : decimal((Number) one).compareTo(decimal((Number) other));
    }

    /** The order of two values of any types. */
    static int compareAny(Object one, Object other) {
        return FieldValue.of(one).type() == FieldValue.of(other).type()
                ? compareExactly(one, other)
                : FieldValue.of(one).compareTo(FieldValue.of(other));
    }

    private static int compareCodePoints(String one, String other) {
        int[] first = one.codePoints().toArray();
        int[] second = other.codePoints().toArray();
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            if (first[i] != second[i]) {
                return Integer.compare(first[i], second[i]);
            }
        }
        return Integer.compare(first.length, second.length);
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        return number instanceof Double || number instanceof Float
                ? BigDecimal.valueOf(number.doubleValue())
                : BigDecimal.valueOf(number.longValue());
    }

    /** The value as {@link QueryText} reads it. */
    static String text(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        return value instanceof Instant ? "@" + value : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }
}
