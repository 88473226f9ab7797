package dev.cairn.model;

/** The arithmetic of columns that keep several cells per row in one array. */
final class Rows {
    private Rows() {}

    static int width(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("The width of a column is " + width + "; give at least 1");
        }
        return width;
    }

    static int count(int cells, int cellsPerRow) {
        if (cells % cellsPerRow != 0) {
            throw new IllegalArgumentException("An array of length " + cells + " does not hold whole rows of length "
                    + cellsPerRow + "; it was probably made for another width");
        }
        return cells / cellsPerRow;
    }

    static int item(int item, int width) {
        if (item < 0 || item >= width) {
            throw new IllegalArgumentException(
                    "Position " + item + " does not exist: a row has " + width + " of them, counted from 0");
        }
        return item;
    }

    static byte[] allocateBytes(int rows, int perRow) {
        return new byte[length(rows, perRow)];
    }

    static long[] allocateLongs(int rows, int perRow) {
        return new long[length(rows, perRow)];
    }

    private static int length(int rows, int perRow) {
        long length = (long) rows * perRow;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(rows + " rows of length " + perRow
                    + " are more than one column can hold in memory; split the result");
        }
        return (int) length;
    }
}
