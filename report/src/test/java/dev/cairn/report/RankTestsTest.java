package dev.cairn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.cairn.model.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankTestsTest {
    private static RankTest test(double[]... groups) {
        List<GroupQuality> all = new ArrayList<>();
        for (double[] values : groups) {
            all.add(GroupQuality.of(
                    "group " + all.size(), Arrays.stream(values).boxed().toList()));
        }
        return Objects.requireNonNull(RankTests.of(all, Direction.MINIMIZE));
    }

    /** Hollander and Wolfe 1973, p. 69: permeability constants of the human chorioamnion, an example of R's wilcox.test. */
    @Test
    void mannWhitneyOfAPublishedExampleIsExact() {
        RankTest test = test(
                new double[] {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46},
                new double[] {1.15, 0.88, 0.90, 0.74, 1.21});
        assertThat(test.statistic()).isEqualTo(35);
        assertThat(test.p()).isEqualTo(0.2544122544122544, offset(1e-12));
        assertThat(test.method()).isEqualTo("exact");
        assertThat(test.pairs().get(0).superiority()).isEqualTo(0.3, offset(1e-12));
    }

    /** Against all ways to deal the values out. */
    @Test
    void exactPIsTheShareOfPermutations() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            double[] first = random.doubles(3 + round % 3).toArray();
            double[] second = random.doubles(4).map(value -> value + 0.2).toArray();
            assertThat(test(first, second).p()).isEqualTo(byPermutations(first, second), offset(1e-12));
        }
    }

    private static double byPermutations(double[] first, double[] second) {
        double[] all = new double[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        double middle = first.length * second.length / 2.0;
        double observed = Math.abs(u(all, (1 << first.length) - 1) - middle);
        int extreme = 0;
        int ways = 0;
        for (int chosen = 0; chosen < 1 << all.length; chosen++) {
            if (Integer.bitCount(chosen) == first.length) {
                ways++;
                extreme += Math.abs(u(all, chosen) - middle) >= observed - 1e-9 ? 1 : 0;
            }
        }
        return (double) extreme / ways;
    }

    private static double u(double[] all, int chosen) {
        double u = 0;
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                boolean pair = (chosen >> i & 1) == 1 && (chosen >> j & 1) == 0;
                u += pair && all[i] > all[j] ? 1 : 0;
            }
        }
        return u;
    }

    /** The p-value is that of scipy.stats.mannwhitneyu, asymptotic. */
    @Test
    void tiesTakeTheNormalApproximation() {
        RankTest test = test(new double[] {1, 2, 2, 3, 5, 7}, new double[] {2, 4, 5, 5, 8, 9, 9});
        assertThat(test.statistic()).isEqualTo(9);
        assertThat(test.p()).isEqualTo(0.0962020408864322, offset(1e-9));
        assertThat(test.method()).isEqualTo("normal approximation with continuity correction, corrected for ties");
    }

    /** Hollander and Wolfe 1973, p. 116: mucociliary efficiency, an example of R's kruskal.test. */
    @Test
    void kruskalWallisOfAPublishedExample() {
        RankTest test = test(new double[] {2.9, 3.0, 2.5, 2.6, 3.2}, new double[] {3.8, 2.7, 4.0, 2.4}, new double[] {
            2.8, 3.4, 3.7, 2.2, 2.0
        });
        assertThat(test.name()).isEqualTo("Kruskal-Wallis H");
        assertThat(test.statistic()).isEqualTo(0.7714285714285722, offset(1e-12));
        assertThat(test.p()).isEqualTo(0.6799647735788936, offset(1e-12));
    }

    /** The values are those of scipy.stats.kruskal. */
    @Test
    void kruskalWallisIsCorrectedForTies() {
        RankTest test =
                test(new double[] {1, 2, 2, 3, 5, 7}, new double[] {2, 4, 5, 5, 8, 9, 9}, new double[] {1, 1, 2, 3, 9});
        assertThat(test.statistic()).isEqualTo(4.148809523809523, offset(1e-12));
        assertThat(test.p()).isEqualTo(0.125631185709205, offset(1e-12));
    }

    @Test
    void pairsOfManyGroupsAreAdjustedByHolm() {
        double[] low = {1, 2, 3, 4, 5};
        double[] middle = {3.5, 4.5, 5.5, 6.5, 7.5};
        double[] high = {11, 12, 13, 14, 15};
        List<PairTest> pairs = test(low, middle, high).pairs();
        double least = 2.0 / 252;
        assertThat(pairs).extracting(PairTest::p).element(1).isEqualTo(least);
        double between = pairs.get(0).p();
        assertThat(pairs)
                .extracting(PairTest::adjustedP)
                .containsExactly(Math.max(3 * least, between), 3 * least, 3 * least);
    }

    @Test
    void equalValuesDoNotDiffer() {
        double[] ones = {1, 1, 1};
        assertThat(test(ones, ones).p()).isEqualTo(1);
        RankTest three = test(ones, ones, new double[] {1, -0.0 + 1});
        assertThat(three.statistic()).isZero();
        assertThat(three.p()).isEqualTo(1);
    }

    @Test
    void groupsWithFewerThanTwoValuesTakeNoPart() {
        assertThat(test(new double[] {1, 2}, new double[] {3}, new double[] {4, 5})
                        .leftOut())
                .containsExactly("group 1");
        List<GroupQuality> single =
                List.of(GroupQuality.of("a", List.of(1.0)), GroupQuality.of("b", List.of(2.0, 3.0)));
        assertThat(RankTests.of(single, Direction.MINIMIZE)).isNull();
    }

    /** The quartiles are those of numpy.quantile and of R. */
    @Test
    void quartilesLieBetweenValues() {
        GroupQuality group = GroupQuality.of("g", List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0));
        assertThat(group.lowerQuartile()).isEqualTo(2.5);
        assertThat(group.median()).isEqualTo(6);
        assertThat(group.upperQuartile()).isEqualTo(14);
    }
}
