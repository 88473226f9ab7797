package dev.cairn.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Leaves out what would be drawn where something is drawn already, so that a drawing stays small however many points there are. It looks first
 * for points in the same pixel, and where still too many are left, in larger squares.
 */
final class Thinning {
    private final int most;
    private long given;
    private long drawn;
    private double coarsest;

    /** Draws at most about so many things in all. */
    Thinning(int most) {
        this.most = most;
    }

    /**
     * The points to be drawn, in the order in which they came.
     *
     * @param points in pixels, all of one length
     * @param share which part of all that may be drawn these may be, 0 to 1
     * @return their positions
     */
    List<Integer> of(List<double[]> points, double share) {
        int room = (int) Math.max(50, most * share);
        double square = 1;
        List<Integer> kept = inSquares(points, square);
        while (kept.size() > room) {
            square *= 1.5;
            kept = inSquares(points, square);
        }
        given += points.size();
        drawn += kept.size();
        coarsest = kept.size() < points.size() ? Math.max(coarsest, square) : coarsest;
        return kept;
    }

    private static List<Integer> inSquares(List<double[]> points, double square) {
        Set<List<Long>> taken = new LinkedHashSet<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            List<Long> place = Arrays.stream(points.get(i))
                    .mapToObj(at -> Math.round(at / square))
                    .toList();
            if (taken.add(place)) {
                kept.add(i);
            }
        }
        return kept;
    }

    /** What was left out, in a sentence for the reader; empty if nothing was. */
    List<String> notes(String things) {
        if (drawn == given) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "%,d of %,d %s are drawn: the others lie within %.0f px of one of these",
                drawn,
                given,
                things,
                Math.ceil(coarsest)));
    }
}
