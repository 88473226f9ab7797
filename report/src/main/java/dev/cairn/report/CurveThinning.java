package dev.cairn.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of a curve that make a difference on paper: of those that lie in one column of pixels the first, the last, the least and the
 * greatest, so that the line through them looks the same.
 */
final class CurveThinning {
    private final Curve curve;
    private final double column;
    private final List<Integer> kept = new ArrayList<>();

    /** Of a curve, where a column of pixels is so wide. */
    CurveThinning(Curve curve, double column) {
        this.curve = curve;
        this.column = column;
    }

    /** Steps and values of the points that are drawn; what is no finite number is NaN. */
    double[][] points() {
        int from = 0;
        for (int i = 1; i <= curve.size(); i++) {
            if (i == curve.size() || place(i) != place(from)) {
                keep(from, i);
                from = i;
            }
        }
        double[][] points = new double[2][kept.size()];
        for (int i = 0; i < kept.size(); i++) {
            double value = curve.value(kept.get(i));
            points[0][i] = curve.step(kept.get(i));
            points[1][i] = Double.isFinite(value) ? value : Double.NaN;
        }
        return points;
    }

    private long place(int point) {
        return Math.round(curve.step(point) / column);
    }

    private void keep(int from, int to) {
        if (to - from <= 4) {
            for (int i = from; i < to; i++) {
                kept.add(i);
            }
            return;
        }
        int least = from;
        int greatest = from;
        int gap = -1;
        for (int i = from; i < to; i++) {
            least = curve.value(i) < curve.value(least) ? i : least;
            greatest = curve.value(i) > curve.value(greatest) ? i : greatest;
            gap = Double.isFinite(curve.value(i)) ? gap : i;
        }
        java.util.stream.IntStream.of(from, least, greatest, gap, to - 1)
                .filter(i -> i >= 0)
                .sorted()
                .distinct()
                .forEach(kept::add);
    }
}
