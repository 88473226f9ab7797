package dev.cairn.spi;

/**
 * What appending a given number of zero bytes does to a CRC32C: a linear map over GF(2), kept as a 32 by 32 bit matrix.
 *
 * <p>The sum of A followed by B is the shifted sum of A, by the length of B, exclusive-or the sum of B. The polynomial is
 * Castagnoli's, RFC 3720 appendix B.4, with its bits reversed.
 */
final class Crc32cShift {
    private static final int POLYNOMIAL = 0x82F63B78;

    private final int[] matrix;

    /** The shift by {@code bytes} zero bytes, a power of two. */
    Crc32cShift(long bytes) {
        int[] power = oneBit();
        for (long bits = 1; bits < bytes * 8; bits *= 2) {
            power = square(power);
        }
        this.matrix = power;
    }

    /** The sum after the zero bytes, where {@code sum} was the sum before them. */
    int apply(int sum) {
        return times(matrix, sum);
    }

    private static int[] oneBit() {
        int[] matrix = new int[32];
        matrix[0] = POLYNOMIAL;
        for (int i = 1; i < 32; i++) {
            matrix[i] = 1 << (i - 1);
        }
        return matrix;
    }

    private static int[] square(int[] matrix) {
        int[] result = new int[32];
        for (int i = 0; i < 32; i++) {
            result[i] = times(matrix, matrix[i]);
        }
        return result;
    }

    private static int times(int[] matrix, int vector) {
        int sum = 0;
        for (int i = 0; i < 32; i++) {
            if ((vector >>> i & 1) != 0) {
                sum ^= matrix[i];
            }
        }
        return sum;
    }
}
