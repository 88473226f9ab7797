package dev.cairn.tensor;

import java.util.List;

/** Arithmetic on sizes and offsets that refuses what a signed 64-bit number cannot hold, and says which number it was. */
final class CheckedMath {
    private CheckedMath() {}

    static long notNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException("the " + what + " is negative: " + value);
        }
        return value;
    }

    static long multiply(long a, long b, String what) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the " + what + " overflows: " + a + " x " + b, e);
        }
    }

    static long add(long a, long b, String what) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the " + what + " overflows: " + a + " + " + b, e);
        }
    }

    /** The product from left to right, as the reference multiplies: a 0 hides what follows it, not what is before it. */
    static long elements(List<Long> shape) {
        long product = 1;
        for (long dimension : shape) {
            product = multiply(product, notNegative(dimension, "dimension"), "element count");
        }
        return product;
    }
}
