package dev.cairn.backend.database;

import dev.cairn.query.Criterion;
import dev.cairn.query.FieldValue;
import java.util.Arrays;

/** The rows of the index at one path, from some bytes on up to before others. Immutable. */
final class FieldRange {
    /** Types differ in the upper half of the first byte of a value. */
    private static final int TYPE = 0xf0;

    private static final byte[] LEAST = {0};
    private static final byte[] NAN = FieldValue.of(Double.NaN).bytes();
    private static final byte[] BEHIND_ALL = {0x7f};

    private final long path;
    private final byte[] from;
    private final byte[] to;

    private FieldRange(long path, byte[] from, byte[] to) {
        this.path = path;
        this.from = from;
        this.to = to;
    }

    /** All rows of the path with this number. */
    static FieldRange all(long path) {
        return new FieldRange(path, LEAST, BEHIND_ALL);
    }

    /** The rows that mark the documents with several values at the path with this number. */
    static FieldRange several(long path) {
        return all(FieldKey.several(path).path());
    }

    /** The rows of all values but NaN. */
    static FieldRange ordered(long path) {
        return new FieldRange(path, LEAST, NAN);
    }

    /** The rows of NaN. */
    static FieldRange nan(long path) {
        return new FieldRange(path, NAN, BEHIND_ALL);
    }

    /** The rows of values of one type. */
    static FieldRange ofType(long path, FieldValue.Type type) {
        byte first = switch (type) {
            case BOOLEAN -> 0x10;
            case NUMBER -> 0x20;
            case TIME -> 0x30;
            case TEXT -> 0x40;
            case NAN -> 0x70;
        };
        return ofType(path, first);
    }

    private static FieldRange ofType(long path, byte first) {
        return new FieldRange(path, new byte[] {(byte) (first & TYPE)}, new byte[] {(byte) (first | ~TYPE)});
    }

    /** The rows of one value. */
    static FieldRange equal(long path, FieldValue value) {
        return new FieldRange(path, value.bytes(), behind(value));
    }

    /** The rows of the values for which a comparison may hold: with a value that is cut, those with the same bytes among them. */
    static FieldRange of(long path, Criterion.Operator operator, FieldValue value) {
        byte[] bytes = value.bytes();
        FieldRange type = ofType(path, bytes[0]);
        return switch (operator) {
            case EQ -> equal(path, value);
            case LT -> new FieldRange(path, type.from, value.isCut() ? behind(value) : bytes);
            case LE -> new FieldRange(path, type.from, behind(value));
            case GT -> new FieldRange(path, value.isCut() ? bytes : behind(value), type.to);
            case GE -> new FieldRange(path, bytes, type.to);
        };
    }

    /** The bytes that come next behind those of a value. */
    private static byte[] behind(FieldValue value) {
        byte[] bytes = value.bytes();
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** The same, but not beyond where {@code other} ends. */
    FieldRange endingWith(FieldRange other) {
        return new FieldRange(path, from, Arrays.compareUnsigned(to, other.to) <= 0 ? to : other.to);
    }

    /** The same, but not before where {@code other} begins. */
    FieldRange beginningWith(FieldRange other) {
        return new FieldRange(path, Arrays.compareUnsigned(from, other.from) >= 0 ? from : other.from, to);
    }

    /** What of it comes before {@code other}. */
    FieldRange before(FieldRange other) {
        return new FieldRange(path, from, other.from);
    }

    /** What of it comes behind {@code other}. */
    FieldRange behind(FieldRange other) {
        return new FieldRange(path, other.to, to);
    }

    /** Whether NaN is in it. */
    boolean holdsNan() {
        return holds(FieldValue.of(Double.NaN));
    }

    /** Whether the rows of {@code value} are in it. */
    boolean holds(FieldValue value) {
        byte[] bytes = value.bytes();
        return Arrays.compareUnsigned(from, bytes) <= 0 && Arrays.compareUnsigned(bytes, to) < 0;
    }

    /** Whether {@code value} comes before all that is in it. */
    boolean beginsBehind(FieldValue value) {
        return Arrays.compareUnsigned(value.bytes(), from) < 0;
    }

    long path() {
        return path;
    }

    byte[] from() {
        return from.clone();
    }

    byte[] to() {
        return to.clone();
    }
}
