package dev.cairn.tensor;

/**
 * The values of the floating-point types of 8 bits. All are exact in a float.
 *
 * <p>E5M2 and E4M3 are those of the OCP 8-bit floating point specification, E8M0 that of its microscaling formats, and the
 * FNUZ types ("finite, no negative zero") have one NaN, where the others have -0.0.
 */
final class EightBitFloats {
    private static final byte FNUZ_NAN = (byte) 0x80;

    private EightBitFloats() {}

    /** The upper byte of an F16. */
    static float e5m2(byte bits) {
        return HalfFloats.f16ToFloat((short) (bits << 8));
    }

    /** No infinities; all ones are NaN. */
    static float e4m3(byte bits) {
        return (bits & 0x7f) == 0x7f ? Float.NaN : value(bits, 3, 7);
    }

    static float e4m3fnuz(byte bits) {
        return bits == FNUZ_NAN ? Float.NaN : value(bits, 3, 8);
    }

    static float e5m2fnuz(byte bits) {
        return bits == FNUZ_NAN ? Float.NaN : value(bits, 2, 16);
    }

    /** A power of two from 2^-127 to 2^127, without sign. */
    static float e8m0(byte bits) {
        return bits == -1 ? Float.NaN : Math.scalb(1f, (bits & 0xff) - 127);
    }

    private static float value(byte bits, int fractionBits, int bias) {
        int one = 1 << fractionBits;
        int exponent = (bits & 0x7f) >>> fractionBits;
        int fraction = bits & (one - 1);
        float significand = exponent == 0 ? fraction : fraction + one;
        float magnitude = Math.scalb(significand, Math.max(exponent, 1) - bias - fractionBits);
        return bits < 0 ? -magnitude : magnitude;
    }
}
