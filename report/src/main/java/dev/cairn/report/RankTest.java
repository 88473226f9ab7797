package dev.cairn.report;

import java.util.List;

/**
 * Whether the values of groups differ, by their ranks alone.
 *
 * @param name Mann-Whitney U, or Kruskal-Wallis H
 * @param statistic U of the first of two groups, or H
 * @param p how probable so much difference is where there is none
 * @param method how {@code p} was computed
 * @param pairs each group against each other one
 * @param leftOut the groups with fewer than two values, which took no part
 */
public record RankTest(
        String name, double statistic, double p, String method, List<PairTest> pairs, List<String> leftOut) {
    public RankTest {
        pairs = List.copyOf(pairs);
        leftOut = List.copyOf(leftOut);
    }
}
