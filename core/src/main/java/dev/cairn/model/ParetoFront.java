package dev.cairn.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the rows that no other row dominates: none is at least as good in every objective and better in one.
 *
 * <p>Rows are visited in lexicographic order of their objectives, so that a row can only be dominated by one visited before it.
 * With one or two objectives, that is the row found last or none, which leaves the cost of sorting; with more, each row is
 * compared with those found so far.
 */
final class ParetoFront {
    private final double[][] points;
    private final int[] found;
    private int count;

    private ParetoFront(double[][] points) {
        this.points = points;
        this.found = new int[points.length];
    }

    /** The non-dominated ones of these rows; a row with a missing or NaN objective is left out and dominates nothing. */
    static int[] among(int[] rows, List<RealColumn> columns, List<Direction> directions) {
        int[] whole = Arrays.stream(rows)
                .filter(row ->
                        columns.stream().noneMatch(column -> column.isMissing(row) || Double.isNaN(column.get(row))))
                .toArray();
        double[][] points = new double[whole.length][columns.size()];
        for (int i = 0; i < whole.length; i++) {
            for (int k = 0; k < columns.size(); k++) {
                double value = columns.get(k).get(whole[i]);
                double smallIsGood = directions.get(k) == Direction.MINIMIZE ? value : -value;
                points[i][k] = smallIsGood + 0.0; // -0.0 becomes 0.0, so that sorting and comparing agree
            }
        }
        return new ParetoFront(points).find().map(i -> whole[i]).toArray();
    }

    private IntStream find() {
        IntStream.range(0, points.length)
                .boxed()
                .sorted(Comparator.comparing(i -> points[i], Arrays::compare))
                .forEach(i -> {
                    if (!dominated(points[i])) {
                        found[count++] = i;
                    }
                });
        return Arrays.stream(found, 0, count);
    }

    private boolean dominated(double[] point) {
        int oldest = point.length <= 2 ? Math.max(0, count - 1) : 0;
        for (int i = count - 1; i >= oldest; i--) {
            if (dominates(points[found[i]], point)) {
                return true;
            }
        }
        return false;
    }

    private static boolean dominates(double[] one, double[] other) {
        boolean better = false;
        for (int k = 0; k < one.length; k++) {
            if (one[k] > other[k]) {
                return false;
            }
            better |= one[k] < other[k];
        }
        return better;
    }
}
