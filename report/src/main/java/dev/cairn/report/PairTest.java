package dev.cairn.report;

/**
 * Whether the values of two groups differ: the test of Mann and Whitney, two-sided.
 *
 * @param first a group
 * @param second another group
 * @param u how often a value of the first is above one of the second, ties counting half
 * @param superiority the share of pairs in which the first has the better value, ties counting half (Vargha and Delaney's A): 0.5
 *     where neither is better
 * @param p how probable so much difference is where there is none
 * @param adjustedP the same by Holm's method, where several pairs were tested; else {@code p}
 * @param method how {@code p} was computed: exact, or by the normal approximation
 */
public record PairTest(
        String first, String second, double u, double superiority, double p, double adjustedP, String method) {}
