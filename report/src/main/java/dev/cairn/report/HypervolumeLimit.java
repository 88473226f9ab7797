package dev.cairn.report;

/**
 * How many points a front may have for its hypervolume to be computed: the effort grows with the points, and with the objectives
 * exponentially. Each of these takes at most about five seconds on one core.
 */
final class HypervolumeLimit {
    private static final int[] MOST = {100_000, 8_000, 5_000, 5_000, 3_000, 1_000, 300, 150, 80};

    private HypervolumeLimit() {}

    /** The most points of so many objectives, 2 or more; 0 where there are too many objectives for any front. */
    static int points(int objectives) {
        return objectives - 2 < MOST.length ? MOST[objectives - 2] : 0;
    }
}
