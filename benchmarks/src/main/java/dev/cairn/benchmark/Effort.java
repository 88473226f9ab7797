package dev.cairn.benchmark;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often each side has its turn
 * @param millis how long a turn takes, unless the work of a turn is counted
 * @param share what part of the full amount of data is used, above 0, at most 1
 * @param peers whether those are measured too that have no target
 */
public record Effort(int rounds, int millis, double share, boolean peers) {
    /** Shows that the benchmarks work; its figures mean nothing. */
    public static final Effort SMOKE = new Effort(1, 20, 0.002, true);

    /** What the documentation tells. */
    public static final Effort FULL = new Effort(9, 1000, 1, true);

    /** {@code full}, or as much less as this effort is, but at least 2. */
    public int of(int full) {
        return (int) Math.max(2, Math.round(full * share));
    }

    /** The same without peers that have no target. */
    public Effort withoutPeers() {
        return new Effort(rounds, millis, share, false);
    }

    /** {@code names}, or none if peers are left out. */
    public List<String> peers(List<String> names) {
        return peers ? names : List.of();
    }

    /** The same, but never more than {@code most} rounds, for work that takes long. */
    public Effort atMost(int most) {
        return new Effort(Math.min(rounds, most), millis, share, peers);
    }
}
