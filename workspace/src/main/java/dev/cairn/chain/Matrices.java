package dev.cairn.chain;

import java.util.List;

/** Rows of features: copied, checked and joined. */
final class Matrices {
    private Matrices() {}

    /** A copy of rows of one length. */
    static double[][] copy(String what, double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            copy[row] = rows[row].clone();
        }
        return requireRectangle(what, copy);
    }

    static double[][] requireRectangle(String what, double[][] rows) {
        for (int row = 1; row < rows.length; row++) {
            if (rows[row].length != rows[0].length) {
                throw new IllegalArgumentException("The rows of " + what + " are not of one length: row 0 has "
                        + rows[0].length + " features, row " + row + " has " + rows[row].length + ".");
            }
        }
        return rows;
    }

    /** These matrices side by side, all of as many rows as the first. */
    static double[][] joined(List<double[][]> matrices) {
        double[][] first = matrices.get(0);
        if (matrices.size() == 1) {
            return first;
        }
        double[][] joined = new double[first.length][];
        for (int row = 0; row < first.length; row++) {
            int at = row;
            joined[row] = new double
                    [matrices.stream().mapToInt(matrix -> matrix[at].length).sum()];
            int column = 0;
            for (double[][] matrix : matrices) {
                System.arraycopy(matrix[row], 0, joined[row], column, matrix[row].length);
                column += matrix[row].length;
            }
        }
        return joined;
    }
}
