package dev.cairn.query;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A number as bytes: the largest double that is not above it, its bits turned so that they sort; then, if that is not all, how
 * far it is on the way to the next double, as a binary fraction of up to {@value #DIGITS} bytes without zeros at the end; then
 * {@value #CUT} if there is more.
 *
 * <p>A number that is beyond all finite doubles has all bits of the fraction set and is cut.
 */
final class NumberBytes {
    private static final int DIGITS = 32;
    private static final int CUT = 1;
    private static final int HEAD = 1 + Double.BYTES;
    private static final long SAFE = 1L << 53;
    private static final BigDecimal MAX = new BigDecimal(Double.MAX_VALUE);
    private static final BigDecimal SCALE = new BigDecimal(BigInteger.ONE.shiftLeft(8 * DIGITS));

    /** Below ten to the power of this a number is so near to zero that its fraction has no bit among those that are kept. */
    private static final int TINY = -410;

    /** Above ten to the power of this there is no double. */
    private static final int HUGE = 310;

    private NumberBytes() {}

    static byte[] encode(byte type, Number number) {
        if (number instanceof Double || number instanceof Float) {
            return head(type, number.doubleValue()).toByteArray();
        }
        boolean small = number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte;
        if (small && Math.abs(number.longValue()) <= SAFE && number.longValue() != Long.MIN_VALUE) {
            return head(type, (double) number.longValue()).toByteArray();
        }
        if (small || number instanceof BigInteger || number instanceof BigDecimal) {
            return exact(type, asDecimal(number));
        }
        throw new IllegalArgumentException("A number of the type "
                + number.getClass().getName() + " cannot be compared; give one of those of java.lang or java.math.");
    }

    private static byte[] exact(byte type, BigDecimal value) {
        long magnitude = (long) value.precision() - value.scale();
        if (value.signum() == 0) {
            return head(type, 0).toByteArray();
        }
        if (magnitude > HUGE || (magnitude >= 0 && value.abs().compareTo(MAX) > 0)) {
            return cut(head(type, value.signum() > 0 ? Double.MAX_VALUE : Double.NEGATIVE_INFINITY), 0xff);
        }
        if (magnitude < TINY) {
            return value.signum() > 0 ? cut(head(type, 0), 0) : cut(head(type, -Double.MIN_VALUE), 0xff);
        }
        double nearest = value.doubleValue();
        double floor = Double.isInfinite(nearest) || new BigDecimal(nearest).compareTo(value) > 0
                ? Math.nextDown(nearest)
                : nearest;
        BigDecimal rest = value.subtract(new BigDecimal(floor));
        ByteArrayOutputStream bytes = head(type, floor);
        if (rest.signum() > 0) {
            fraction(rest, step(floor), bytes);
        }
        return bytes.toByteArray();
    }

    private static void fraction(BigDecimal rest, BigDecimal step, ByteArrayOutputStream target) {
        BigDecimal[] parts = rest.multiply(SCALE).divideAndRemainder(step);
        byte[] whole = parts[0].toBigIntegerExact().toByteArray();
        byte[] digits = new byte[DIGITS];
        int taken = Math.min(whole.length, DIGITS);
        System.arraycopy(whole, whole.length - taken, digits, DIGITS - taken, taken);
        boolean cut = parts[1].signum() != 0;
        int length = DIGITS;
        while (!cut && digits[length - 1] == 0) {
            length--;
        }
        target.write(digits, 0, length);
        if (cut) {
            target.write(CUT);
        }
    }

    private static byte[] cut(ByteArrayOutputStream head, int digit) {
        byte[] digits = new byte[DIGITS];
        Arrays.fill(digits, (byte) digit);
        head.writeBytes(digits);
        head.write(CUT);
        return head.toByteArray();
    }

    private static ByteArrayOutputStream head(byte type, double value) {
        long bits = Double.doubleToLongBits(value + 0.0); // makes -0.0 one with 0.0
        long sorted = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD);
        bytes.write(type);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(sorted).array());
        return bytes;
    }

    static boolean isCut(byte[] bytes) {
        return bytes.length == HEAD + DIGITS + 1;
    }

    static Number decode(byte[] bytes) {
        long sorted = ByteBuffer.wrap(bytes).getLong(1);
        double floor = Double.longBitsToDouble(sorted < 0 ? sorted ^ Long.MIN_VALUE : ~sorted);
        int digits = Math.min(bytes.length - HEAD, DIGITS);
        if (Double.isInfinite(floor) || Double.isNaN(floor)) {
            return floor;
        }
        BigDecimal value = new BigDecimal(floor);
        if (digits > 0) {
            BigDecimal numerator = new BigDecimal(new BigInteger(1, Arrays.copyOfRange(bytes, HEAD, HEAD + digits)));
            BigDecimal denominator = new BigDecimal(BigInteger.ONE.shiftLeft(8 * digits));
            value = value.add(numerator.multiply(step(floor)).divide(denominator));
        }
        if (isLong(value)) {
            return value.longValueExact();
        }
        return digits > 0 ? value : (Number) floor;
    }

    private static BigDecimal asDecimal(Number number) {
        return number instanceof BigDecimal decimal
                ? decimal
                : number instanceof BigInteger whole ? new BigDecimal(whole) : BigDecimal.valueOf(number.longValue());
    }

    private static boolean isLong(BigDecimal value) {
        return value.precision() - value.scale() <= 20
                && value.stripTrailingZeros().scale() <= 0
                && value.toBigInteger().bitLength() <= Long.SIZE - 1;
    }

    /** How far the next double is. */
    private static BigDecimal step(double floor) {
        return floor == Double.MAX_VALUE
                ? MAX.subtract(new BigDecimal(Math.nextDown(floor)))
                : new BigDecimal(Math.nextUp(floor)).subtract(new BigDecimal(floor));
    }
}
