package dev.cairn.formats.read;

import dev.cairn.model.Column;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of a type that its values decide: all of them are looked at first, and then added to an array that is as long as needed. Whole
 * numbers where all are, real ones where all are numbers and none loses a digit by that, texts otherwise.
 */
final class TypedCells {
    private static final long EXACT = 1L << 53;
    private static final int SHARED_TEXTS = 10_000;

    private boolean whole = true;
    private boolean real = true;
    private boolean exact = true;
    private boolean decimalComma;
    private boolean otherText;
    private boolean present;
    private long firstText;
    private @Nullable String text;
    private boolean forcedReal;

    private final BitSet missing = new BitSet();
    private final Map<String, String> shared = new HashMap<>();
    private long[] longs = {};
    private double[] doubles = {};
    private @Nullable String[] texts = {};
    private int count;

    /** Looks at a value, null where it is missing. */
    void look(@Nullable String value, long line) {
        if (value == null) {
            return;
        }
        present = true;
        boolean isWhole = Numbers.isWhole(value);
        whole &= isWhole;
        if (isWhole && (Long.parseLong(value) > EXACT || Long.parseLong(value) < -EXACT)) {
            exact = false;
        }
        if (!isWhole && (!Numbers.isReal(value) || leadingZero(value))) {
            real = false;
            boolean comma = Numbers.hasDecimalComma(value);
            decimalComma |= comma;
            otherText |= !comma;
            if (text == null) {
                text = value;
                firstText = line;
            }
        }
    }

    /** Zeros before a whole number are of a name more often than of a number. */
    private static boolean leadingZero(String value) {
        return value.length() > 1 && value.chars().allMatch(Character::isDigit);
    }

    /** Whether all that are no numbers would be with a decimal point instead of a comma. */
    boolean hasDecimalCommas() {
        return decimalComma && !otherText;
    }

    /** Whether the values are numbers that a double holds exactly. */
    boolean isReal() {
        return real && exact;
    }

    boolean isText() {
        return !forcedReal && !isWhole() && !isReal();
    }

    boolean isWhole() {
        return !forcedReal && present && whole;
    }

    /** The line of the first value that is no number, for a column without any that is too large. */
    long firstText() {
        return firstText;
    }

    @Nullable
    String text() {
        return text;
    }

    /** Real numbers whatever the values; they must be {@link #isReal()}. */
    void forceReal() {
        forcedReal = true;
    }

    /** Goes over from looking to adding this many rows. */
    void fill(int rows) {
        if (isWhole()) {
            longs = new long[rows];
        } else if (isText()) {
            texts = new String[rows];
        } else {
            doubles = new double[rows];
        }
    }

    void add(@Nullable String value) {
        if (value == null) {
            missing.set(count);
        } else if (isWhole()) {
            longs[count] = Long.parseLong(value);
        } else if (isText()) {
            String known = shared.get(value);
            if (known == null && shared.size() < SHARED_TEXTS) {
                shared.put(value, value);
            }
            texts[count] = known == null ? value : known;
        } else {
            doubles[count] = Numbers.real(value);
        }
        count++;
    }

    Column column() {
        if (isWhole()) {
            return LongColumn.adopt(longs, missing);
        }
        return isText() ? TextColumn.adopt(texts, missing) : RealColumn.adopt(doubles, missing);
    }
}
