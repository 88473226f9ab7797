package dev.cairn.operator;

import java.util.Arrays;
import java.util.List;

/** The numbers of built-in operators and the rows they are given: refused where they do not fit, with what was found where. */
final class OperatorNumbers {
    private OperatorNumbers() {}

    /** A copy of these numbers, at least one and all finite. */
    static double[] finite(String what, double[] numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("There is no number in " + what + "; give one for each feature.");
        }
        double[] copy = numbers.clone();
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                throw new IllegalArgumentException(what + "[" + i + "] is " + copy[i] + "; it must be finite.");
            }
        }
        return copy;
    }

    static double finite(String what, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " is " + number + "; it must be finite.");
        }
        return number;
    }

    /** A copy of these scales, with one in the place of zero. */
    static double[] scales(String what, double[] numbers) {
        double[] copy = finite(what, numbers);
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < 0) {
                throw new IllegalArgumentException(what + "[" + i + "] is " + copy[i] + "; it cannot be negative.");
            }
            copy[i] = copy[i] == 0 ? 1 : copy[i];
        }
        return copy;
    }

    static void requireSame(String what, int length, String other, int otherLength) {
        if (length != otherLength) {
            throw new IllegalArgumentException("There are " + length + " numbers in " + what + " and " + otherLength
                    + " in " + other + "; there must be as many.");
        }
    }

    /** These rows, if each has as many features as the operator was fitted on. */
    static double[][] rows(String operator, double[][] rows, int features) {
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != features) {
                throw new IllegalArgumentException(operator + " was fitted on " + features + " features; row " + row
                        + " has " + rows[row].length + ".");
            }
        }
        return rows;
    }

    /** How many features there are in rows to fit on, of which there is at least one. */
    static int features(String operator, double[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(operator + " cannot be fitted on no rows.");
        }
        rows(operator, rows, rows[0].length);
        return rows[0].length;
    }

    static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
