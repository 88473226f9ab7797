package dev.cairn.report;

import dev.cairn.model.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Tests whether groups differ by ranks: two by Mann and Whitney, more by Kruskal and Wallis and then each pair by Mann and Whitney, with
 * the p-values adjusted by Holm's method.
 */
final class RankTests {
    /** Up to this size of both groups, and without ties, p is exact. */
    private static final int LARGEST_EXACT = 50;

    private static final int FEWEST = 2;

    private RankTests() {}

    /** The test of these groups; null where fewer than two of them have two values. */
    static @Nullable RankTest of(List<GroupQuality> groups, Direction better) {
        List<GroupQuality> tested =
                groups.stream().filter(group -> group.n() >= FEWEST).toList();
        List<String> leftOut = groups.stream()
                .filter(group -> group.n() < FEWEST)
                .map(GroupQuality::group)
                .toList();
        if (tested.size() < 2) {
            return null;
        }
        List<PairTest> pairs = holm(pairs(tested, better));
        if (tested.size() == 2) {
            PairTest only = pairs.get(0);
            return new RankTest("Mann-Whitney U", only.u(), only.p(), only.method(), pairs, leftOut);
        }
        double h = kruskalWallis(tested);
        double p = h == 0 ? 1 : ChiSquaredDistribution.of(tested.size() - 1.0).survivalProbability(h);
        return new RankTest(
                "Kruskal-Wallis H",
                h,
                p,
                "chi-squared approximation with " + (tested.size() - 1) + " degrees of freedom, corrected for ties",
                pairs,
                leftOut);
    }

    private static List<PairTest> pairs(List<GroupQuality> groups, Direction better) {
        List<PairTest> pairs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            for (int j = i + 1; j < groups.size(); j++) {
                pairs.add(mannWhitney(groups.get(i), groups.get(j), better));
            }
        }
        return pairs;
    }

    private static PairTest mannWhitney(GroupQuality one, GroupQuality other, Direction better) {
        double[] first = values(one);
        double[] second = values(other);
        boolean ties = hasTies(DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)));
        boolean exact = !ties && Math.max(first.length, second.length) <= LARGEST_EXACT;
        MannWhitneyUTest test =
                MannWhitneyUTest.withDefaults().with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC);
        double u = test.statistic(first, second);
        double above = u / ((double) first.length * second.length);
        boolean constant = DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second))
                        .distinct()
                        .count()
                == 1;
        double p = constant ? 1 : test.test(first, second).getPValue();
        String method = exact
                ? "exact"
                : "normal approximation with continuity correction" + (ties ? ", corrected for ties" : "");
        return new PairTest(
                one.group(), other.group(), u, better == Direction.MAXIMIZE ? above : 1 - above, p, p, method);
    }

    private static double[] values(GroupQuality group) {
        return group.values().stream().mapToDouble(value -> value + 0.0).toArray();
    }

    private static boolean hasTies(DoubleStream values) {
        double[] all = values.toArray();
        return DoubleStream.of(all).distinct().count() < all.length;
    }

    /** Adjusts by Holm's method: the least p by the number of pairs, the next by one fewer, and none less than the one before. */
    private static List<PairTest> holm(List<PairTest> pairs) {
        int[] byP = IntStream.range(0, pairs.size())
                .boxed()
                .sorted(Comparator.comparing(i -> pairs.get(i).p()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<PairTest> adjusted = new ArrayList<>(pairs);
        double atLeast = 0;
        for (int rank = 0; rank < byP.length; rank++) {
            PairTest pair = pairs.get(byP[rank]);
            atLeast = Math.max(atLeast, Math.min(1, (byP.length - rank) * pair.p()));
            adjusted.set(
                    byP[rank],
                    new PairTest(
                            pair.first(),
                            pair.second(),
                            pair.u(),
                            pair.superiority(),
                            pair.p(),
                            atLeast,
                            pair.method()));
        }
        return adjusted;
    }

    /** H of Kruskal and Wallis 1952, corrected for ties; 0 where all values are equal. */
    private static double kruskalWallis(List<GroupQuality> groups) {
        double[] all = groups.stream()
                .flatMapToDouble(group -> DoubleStream.of(values(group)))
                .toArray();
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).apply(all);
        double n = all.length;
        double sum = 0;
        int from = 0;
        for (GroupQuality group : groups) {
            double ofGroup = IntStream.range(from, from + group.n())
                    .mapToDouble(i -> ranks[i])
                    .sum();
            sum += ofGroup * ofGroup / group.n();
            from += group.n();
        }
        double correction = 1 - tied(all) / (n * n * n - n);
        return correction == 0 ? 0 : Math.max(0, (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / correction);
    }

    /** The sum of t^3 - t over the sizes t of sets of equal values. */
    private static double tied(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double t = i - from;
                sum += t * t * t - t;
                from = i;
            }
        }
        return sum;
    }
}
