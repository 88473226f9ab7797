package dev.cairn.model;

import dev.cairn.spi.Names;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checks of all arguments of this package, so that the same mistake is told in the same words everywhere. */
final class Checks {
    private static final int SHOWN_NAMES = 20;

    private Checks() {}

    static <T> T notNull(@Nullable T value, String parameter) {
        if (value == null) {
            throw new IllegalArgumentException(parameter + " is null; give a value");
        }
        return value;
    }

    /** A name by the one rule for names. */
    static String name(@Nullable String value, String parameter) {
        return Names.check(parameter, value);
    }

    /** Free text where there is one: anything that UTF-8 can express. */
    static @Nullable String optionalText(@Nullable String value, String parameter) {
        return value == null ? null : wellFormed(value, parameter);
    }

    /** Text that UTF-8 can express. */
    static String wellFormed(String value, String parameter) {
        int at = unpairedSurrogate(value);
        if (at >= 0) {
            throw new IllegalArgumentException(
                    parameter + " " + show(value) + " holds an unpaired surrogate at character " + at
                            + ", which UTF-8 cannot express; it was probably cut in the middle of a character");
        }
        return value;
    }

    /** The index of the first unpaired surrogate, -1 where there is none. */
    static int unpairedSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    static int row(int row, int rows) {
        if (row < 0 || row >= rows) {
            throw new IllegalArgumentException(
                    "Row " + row + " does not exist: there are " + rows + " rows, counted from 0");
        }
        return row;
    }

    /** The rows {@code row} to {@code row + count - 1} exist and fill cells of the target that exist. */
    static void block(int row, int count, int rows, int cellsPerRow, int offset, int targetLength) {
        if (row < 0 || count < 0 || row > rows - count) {
            throw new IllegalArgumentException("Rows " + row + " to " + ((long) row + count - 1)
                    + " do not all exist: there are " + rows + " rows, counted from 0");
        }
        long needed = (long) count * cellsPerRow;
        if (offset < 0 || needed > (long) targetLength - offset) {
            throw new IllegalArgumentException("The target has " + targetLength + " cells, but " + needed
                    + " from offset " + offset + " on are needed; give a longer one or ask for fewer rows");
        }
    }

    /** Throws where there are problems: one alone as it is, several as a list below their number. */
    static void refuse(String subject, List<String> problems) {
        if (problems.size() == 1) {
            throw new IllegalArgumentException(subject + ": " + problems.get(0));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    subject + ": " + problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        }
    }

    /** The value in quotes, shortened, with everything invisible made visible. */
    static String show(String value) {
        return Names.quote(value);
    }

    /** Known names for a message about an unknown one. */
    static String known(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String shown = names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "));
        return names.size() > SHOWN_NAMES ? shown + " and " + (names.size() - SHOWN_NAMES) + " more" : shown;
    }
}
