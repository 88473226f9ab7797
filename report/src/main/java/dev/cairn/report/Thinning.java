package dev.cairn.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Leaves out what would be drawn where something is drawn already, so that a drawing stays small however many points there are: first points in
 * the same pixel, then those in squares of a few pixels. Where still too many are left, it chooses evenly among them, and takes those that
 * are outermost in any direction.
 */
final class Thinning {
    private static final double LARGEST = 3;

    private final int most;
    private long given;
    private long drawn;
    private double coarsest;
    private boolean sampled;

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
        while (kept.size() > room && square < LARGEST) {
            square++;
            kept = inSquares(points, square);
        }
        if (kept.size() > room) {
            kept = evenly(points, kept, room);
            sampled = true;
        }
        given += points.size();
        drawn += kept.size();
        coarsest = kept.size() < points.size() ? Math.max(coarsest, square) : coarsest;
        return kept;
    }

    private static List<Integer> evenly(List<double[]> points, List<Integer> from, int room) {
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int i = 0; i < room; i++) {
            chosen.add(from.get((int) ((long) i * from.size() / room)));
        }
        for (int k = 0; k < points.get(0).length; k++) {
            int axis = k;
            Comparator<Integer> along = Comparator.comparingDouble(i -> points.get(i)[axis]);
            chosen.add(Collections.min(from, along));
            chosen.add(Collections.max(from, along));
        }
        return new ArrayList<>(chosen);
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
        String which = sampled
                ? "chosen evenly"
                : String.format(Locale.ROOT, "the others lie within %.0f px of one of these", coarsest);
        return List.of(String.format(Locale.ROOT, "%,d of %,d %s are drawn: %s", drawn, given, things, which));
    }
}
