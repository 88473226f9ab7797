package dev.cairn.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A value of a field in the one form in which values are compared: bytes whose unsigned order is the order of the values.
 *
 * <p>False, then true; then numbers by their value, whatever their type, so that 1 is 1.0, -0.0 is 0.0 and no two longs are
 * one; then times; then texts by their code points; then NaN, of whatever payload. What is missing has no value and comes
 * behind all. The bytes are stored, and described in {@code docs/format.md}. Immutable.
 *
 * <p>A text longer than {@value #TEXT_BYTES} bytes of UTF-8, and a number that needs more digits than there is room for, is
 * {@linkplain #isCut() cut}: several such may have the same bytes, so whoever finds a cut value equal to another one asks the
 * document. It is still not below what is less and not above what is more.
 */
public final class FieldValue implements Comparable<FieldValue> {
    /** The most bytes of a text that count. */
    public static final int TEXT_BYTES = 64;

    /** The most bytes of a value. */
    public static final int MAX_BYTES = TEXT_BYTES + 2;

    /** What a value is, in the order of the types. */
    public enum Type {
        BOOLEAN,
        NUMBER,
        TIME,
        TEXT,
        NAN
    }

    private static final byte FALSE = 0x10;
    private static final byte TRUE = 0x11;
    private static final byte NUMBER = 0x20;
    private static final byte TIME = 0x30;
    private static final byte TEXT = 0x40;
    private static final byte NAN = 0x70;

    private final byte[] bytes;

    private FieldValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The form of {@code value}: a Boolean, a Byte, Short, Integer, Long, BigInteger, Float, Double or BigDecimal, an Instant or a
     * String, which may hold anything, halves of surrogate pairs included.
     *
     * @throws IllegalArgumentException if it is of another type
     */
    public static FieldValue of(Object value) {
        if (value instanceof Boolean truth) {
            return new FieldValue(new byte[] {truth ? TRUE : FALSE});
        }
        if ((value instanceof Double || value instanceof Float) && Double.isNaN(((Number) value).doubleValue())) {
            return new FieldValue(new byte[] {NAN});
        }
        if (value instanceof Number number) {
            return new FieldValue(NumberBytes.encode(NUMBER, number));
        }
        if (value instanceof Instant time) {
            return new FieldValue(TimeBytes.encode(TIME, time));
        }
        if (value instanceof String text) {
            return new FieldValue(TextBytes.encode(TEXT, text, TEXT_BYTES));
        }
        throw new IllegalArgumentException(
                "A value of the type " + value.getClass().getName()
                        + " cannot be compared; give a Boolean, a number, an Instant or a String.");
    }

    /**
     * The value with these {@link #bytes()}.
     *
     * @throws IllegalArgumentException if no value has them
     */
    public static FieldValue ofBytes(byte[] bytes) {
        FieldValue value = new FieldValue(bytes.clone());
        try {
            if (bytes.length <= MAX_BYTES && (value.isCut() || of(value.value()).equals(value))) {
                return value;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(value + " are not the bytes of a value.", e);
        }
        throw new IllegalArgumentException(value + " are not the bytes of a value.");
    }

    /** The bytes, at most {@value #MAX_BYTES}; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What this is. */
    public Type type() {
        return switch (bytes.length == 0 ? 0 : bytes[0]) {
            case FALSE, TRUE -> Type.BOOLEAN;
            case NUMBER -> Type.NUMBER;
            case TIME -> Type.TIME;
            case TEXT -> Type.TEXT;
            case NAN -> Type.NAN;
            default -> throw new IllegalArgumentException(this + " are not the bytes of a value.");
        };
    }

    /** Whether other values may have the same bytes. */
    public boolean isCut() {
        return switch (type()) {
            case NUMBER -> NumberBytes.isCut(bytes);
            case TEXT -> TextBytes.isCut(bytes);
            default -> false;
        };
    }

    /**
     * The value: a Boolean, an Instant, a String, a Double, or for a number that no double holds a Long or a {@link BigDecimal}
     * (whole numbers that a long holds are Longs, for 1 and 1.0 are one value). Of a cut value what is left: a text is the
     * beginning of the true one, a number is not above it.
     */
    public Object value() {
        return switch (type()) {
            case BOOLEAN -> bytes[0] == TRUE;
            case NUMBER -> NumberBytes.decode(bytes);
            case TIME -> TimeBytes.decode(bytes);
            case TEXT -> TextBytes.decode(bytes);
            case NAN -> Double.NaN;
        };
    }

    @Override
    public int compareTo(FieldValue other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
