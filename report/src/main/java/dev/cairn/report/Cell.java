package dev.cairn.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one place of a table.
 *
 * @param text for people
 * @param sort by what rows are sorted; null for the text
 * @param number whether it stands to the right
 */
record Cell(String text, @Nullable String sort, boolean number) {
    private static final int LONGEST = 300;
    private static final long KILO = 1000;

    static Cell of(@Nullable Object value) {
        if (value == null) {
            return new Cell("", "", false);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return new Cell(Digits.of(number), String.valueOf(number), true);
        }
        if (value instanceof Number) {
            return new Cell(value.toString(), value.toString(), true);
        }
        if (value instanceof Instant time) {
            return new Cell(time(time), time.toString(), false);
        }
        return new Cell(AxisNames.shortened(value.toString(), LONGEST), null, false);
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    /** A number of bytes in the unit in which it is easily read. */
    static Cell bytes(long bytes) {
        return new Cell(size(bytes), String.valueOf(bytes), true);
    }

    static String size(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= KILO && unit < 4) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGTP".charAt(unit));
    }

    static Cell duration(@Nullable Duration duration) {
        return duration == null ? of(null) : new Cell(length(duration), String.valueOf(duration.toNanos() / 1e9), true);
    }

    /** A time in the unit in which it is easily read. */
    static String length(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 60) {
            return seconds < 1
                    ? String.format(Locale.ROOT, "%.0f ms", seconds * 1e3)
                    : String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
