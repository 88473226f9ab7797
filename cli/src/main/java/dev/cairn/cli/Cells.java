package dev.cairn.cli;

import dev.cairn.model.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as people read them: short, rounded, on one line, and without anything that a terminal would obey. */
final class Cells {
    /** Stands where there is nothing. */
    static final String NONE = "-";

    private static final double LARGEST_PLAIN = 1e7;
    private static final double SMALLEST_PLAIN = 1e-4;

    private Cells() {}

    /** A number of bytes, which people want to see in units. */
    record Bytes(long count) {
        @Override
        public String toString() {
            if (count < 1000) {
                return count + " B";
            }
            double value = count;
            String units = "kMGTPE";
            int unit = -1;
            while (value >= 999.5 && unit + 1 < units.length()) {
                value /= 1000;
                unit++;
            }
            return String.format(Locale.ROOT, value < 9.995 ? "%.1f %sB" : "%.0f %sB", value, units.charAt(unit));
        }
    }

    /** What a person is shown of {@code value}. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return NONE;
        }
        if (value instanceof Optional<?> some) {
            return text(some.orElse(null));
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .replace('T', ' ')
                    .replace("Z", "");
        }
        if (value instanceof Duration duration) {
            return duration(duration);
        }
        if (value instanceof Attributes attributes) {
            return text(attributes.asMap());
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(Cells::text).collect(Collectors.joining(", "));
        }
        return visible(String.valueOf(value));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size == 0) {
            return String.valueOf(value);
        }
        if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return String.format(Locale.ROOT, "%.5e", value);
        }
        String digits = String.format(Locale.ROOT, "%.6g", value);
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }

    private static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.3g s", duration.toNanos() / 1e9);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d h", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** The same with a mark for each character that would move the cursor, colour the screen or turn the direction of writing. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (c == '\n') {
                shown.append(' ');
            } else {
                shown.appendCodePoint(hidden ? '\ufffd' : c);
            }
        });
        return shown.toString();
    }
}
