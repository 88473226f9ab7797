package dev.cairn.tensor;

/** The definition of a binary floating-point type of 16 bits, in doubles, to hold conversions against. */
enum HalfPatterns {
    F16(10, 15),
    BF16(7, 127);

    private final int fractionBits;
    private final int bias;

    HalfPatterns(int fractionBits, int bias) {
        this.fractionBits = fractionBits;
        this.bias = bias;
    }

    /** Two neighbours of positive values, and the float halfway between them. */
    interface Neighbours {
        void see(int low, int high, float middle);
    }

    /** The value of a pattern; what would be an infinity is the power of two that follows the largest value. */
    double value(int pattern) {
        double sign = pattern >= 0x8000 ? -1 : 1;
        int exponent = (pattern & 0x7fff) >> fractionBits;
        double fraction = (pattern & ((1 << fractionBits) - 1)) / Math.pow(2, fractionBits);
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1 - bias)
                : sign * (1 + fraction) * Math.pow(2, exponent - bias);
    }

    /** All neighbours from 0 to infinity, which counts as the power of two that would be there. */
    void neighbours(Neighbours consumer) {
        for (int low = 0; low < infinity(); low++) {
            consumer.see(low, low + 1, (float) ((value(low) + value(low + 1)) / 2));
        }
    }

    /** The pattern of the value nearest to a finite one, found by search; ties to the even pattern. */
    int nearest(float value) {
        double magnitude = Math.abs((double) value);
        int low = 0;
        int high = infinity();
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (value(middle) <= magnitude) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double toLow = magnitude - value(low);
        double toHigh = value(high) - magnitude;
        int nearest = toLow < toHigh || (toLow == toHigh && low % 2 == 0) ? low : high;
        return nearest | (Float.floatToRawIntBits(value) < 0 ? 0x8000 : 0);
    }

    private int infinity() {
        return 0x8000 - (1 << fractionBits);
    }
}
