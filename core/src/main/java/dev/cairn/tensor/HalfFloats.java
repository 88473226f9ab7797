package dev.cairn.tensor;

/**
 * The two floating-point types of 16 bits that Java has no type for: F16 (IEEE 754 binary16) and BF16 (the upper half of a
 * float).
 *
 * <p>Towards float every pattern is exact. From float, a value is rounded to the nearest that the type has, and to the even
 * one of two that are equally near; what is too large becomes an infinity, what is too small a zero with its sign.
 *
 * <p>A NaN stays a NaN with its sign and the upper bits of its payload, in both directions, and is not made quiet. Only if
 * the bits that fit are all 0, which would be an infinity, the quiet bit is set. So every one of the 65,536 patterns of
 * either type comes back from float as it was.
 */
public final class HalfFloats {
    private static final int FLOAT_INFINITY = 0x7f80_0000;
    private static final int F16_INFINITY = 0x7c00;
    private static final int F16_QUIET = 0x0200;
    private static final int BF16_QUIET = 0x0040;

    /** Bits of a float's fraction that F16 lacks. */
    private static final int F16_SHIFT = 13;

    /** Half of the last bit of an F16, in the bits of a float. */
    private static final int F16_HALF = 1 << (F16_SHIFT - 1);

    /** The difference of the exponents' biases, 127 - 15. */
    private static final int F16_REBIAS = 112;

    /** The float 65,520, halfway from the largest F16 to the next power of two. */
    private static final int F16_OVERFLOW = 0x477f_f000;

    /** The float 2^-14, the smallest normal F16. */
    private static final int F16_NORMAL = 0x3880_0000;

    /** The reciprocal of the smallest F16 above 0. */
    private static final float F16_UNITS = 0x1p24f;

    private HalfFloats() {}

    /** The value of an F16. */
    public static float f16ToFloat(short f16) {
        int sign = (f16 & 0x8000) << 16;
        int exponent = (f16 >>> 10) & 0x1f;
        int fraction = f16 & 0x3ff;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction / F16_UNITS));
        }
        int wide = exponent == 0x1f ? FLOAT_INFINITY : (exponent + F16_REBIAS) << 23;
        return Float.intBitsToFloat(sign | wide | (fraction << F16_SHIFT));
    }

    /** The F16 nearest to the value. */
    public static short floatToF16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) (((bits >>> 16) & 0x8000) | f16Magnitude(bits & Integer.MAX_VALUE));
    }

    private static int f16Magnitude(int magnitude) {
        if (magnitude > FLOAT_INFINITY) {
            int payload = (magnitude >>> F16_SHIFT) & 0x3ff;
            return F16_INFINITY | (payload == 0 ? F16_QUIET : payload);
        }
        if (magnitude >= F16_OVERFLOW) {
            return F16_INFINITY;
        }
        if (magnitude < F16_NORMAL) {
            return (int) Math.rint(Float.intBitsToFloat(magnitude) * F16_UNITS);
        }
        int rounded = magnitude + F16_HALF - 1 + ((magnitude >>> F16_SHIFT) & 1);
        return (rounded >>> F16_SHIFT) - (F16_REBIAS << 10);
    }

    /** The value of a BF16. */
    public static float bf16ToFloat(short bf16) {
        return Float.intBitsToFloat(bf16 << 16);
    }

    /** The BF16 nearest to the value. */
    public static short floatToBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & Integer.MAX_VALUE) > FLOAT_INFINITY) {
            int upper = bits >>> 16;
            return (short) ((upper & 0x7f) == 0 ? upper | BF16_QUIET : upper);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
