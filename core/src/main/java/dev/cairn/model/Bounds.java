package dev.cairn.model;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Brings the bounds of a variable into the one form in which they are kept: Double for REAL, Long for INTEGER. */
final class Bounds {
    private final String variable;
    private final VariableType type;

    Bounds(String variable, VariableType type) {
        this.variable = "variable " + Checks.show(variable);
        this.type = type;
    }

    @Nullable
    Number lower(@Nullable Number given) {
        return bound("lower", given, Double.NEGATIVE_INFINITY);
    }

    @Nullable
    Number upper(@Nullable Number given) {
        return bound("upper", given, Double.POSITIVE_INFINITY);
    }

    void refuseCrossed(@Nullable Number lower, @Nullable Number upper) {
        if (lower == null || upper == null) {
            return;
        }
        boolean crossed = type == VariableType.REAL
                ? lower.doubleValue() > upper.doubleValue()
                : lower.longValue() > upper.longValue();
        if (crossed) {
            throw new IllegalArgumentException("The lower bound " + lower + " of " + variable
                    + " is above its upper bound " + upper + "; give them in the order lower, upper");
        }
    }

    private @Nullable Number bound(String side, @Nullable Number given, double unbounded) {
        if (given == null) {
            return null;
        }
        String what = "The " + side + " bound " + given + " of " + variable;
        if (type != VariableType.REAL && type != VariableType.INTEGER) {
            throw new IllegalArgumentException(what + " has no meaning: it is " + type
                    + ", and only REAL and INTEGER variables have bounds; leave it out");
        }
        double value = given.doubleValue();
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(what + " is not a number; give null where there is no bound");
        }
        if (value == unbounded && !(given instanceof BigInteger)) {
            return null;
        }
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " leaves no value; give a finite one, or null for no bound");
        }
        return type == VariableType.REAL ? (Number) value : (Number) whole(what, given);
    }

    private static Long whole(String what, Number given) {
        if (given instanceof Long || given instanceof Integer || given instanceof Short || given instanceof Byte) {
            return given.longValue();
        }
        if (given instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        double value = given.doubleValue();
        boolean binary = given instanceof Double || given instanceof Float;
        if (binary && value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63) {
            return (long) value;
        }
        throw new IllegalArgumentException(what + " is not a whole number of 64 bits, but the variable is INTEGER;"
                + " give a long, or declare the variable REAL");
    }
}
