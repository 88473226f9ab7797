package dev.cairn.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Scalers against numbers computed by hand. */
class ScalingTest {
    private static final double[][] ROWS = {{1, 5, 10}, {3, 5, 30}};

    @Nested
    class Standard {
        @Test
        void fitsMeansAndDeviationsDividedByTheNumberOfRows() {
            StandardScaling scaling = StandardScaling.fit(ROWS);
            assertThat(scaling.mean()).containsExactly(2, 5, 20);
            assertThat(scaling.scale()).containsExactly(1, 1, 10);
            assertThat(scaling.transform(new double[][] {{4, 6, 0}})).isDeepEqualTo(new double[][] {{2, 1, -2}});
        }

        @Test
        void dividesAFeatureThatIsConstantUpToRoundingByOne() {
            double[][] rows = {{0.1 + 0.2}, {0.3}, {0.3}};
            assertThat(StandardScaling.fit(rows).scale()).containsExactly(1);
            assertThat(StandardScaling.of(new double[] {7}, new double[] {0}).transform(new double[][] {{9}}))
                    .isDeepEqualTo(new double[][] {{2}});
        }

        @Test
        void isTakenBack() {
            StandardScaling scaling = StandardScaling.fit(ROWS);
            assertThat(scaling.inverse(scaling.transform(ROWS))).isDeepEqualTo(ROWS);
        }

        @Test
        void refusesRowsOfAnotherLengthAndNumbersThatDoNotFitTogether() {
            assertThatThrownBy(() -> StandardScaling.fit(ROWS).transform(new double[][] {{1, 2, 3}, {1, 2}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 features")
                    .hasMessageContaining("row 1 has 2");
            assertThatThrownBy(() -> StandardScaling.of(new double[] {1, 2}, new double[] {1}))
                    .hasMessageContaining("2 numbers in mean and 1 in scale");
            assertThatThrownBy(() -> StandardScaling.of(new double[] {Double.NaN}, new double[] {1}))
                    .hasMessageContaining("mean[0] is NaN");
            assertThatThrownBy(() -> StandardScaling.of(new double[] {1}, new double[] {-1}))
                    .hasMessageContaining("scale[0] is -1.0");
            assertThatThrownBy(() -> StandardScaling.fit(new double[0][])).hasMessageContaining("no rows");
        }

        @Test
        void doesNotChangeWhatItIsGiven() {
            double[] mean = {1};
            double[][] rows = {{5}};
            StandardScaling scaling = StandardScaling.of(mean, new double[] {2});
            mean[0] = 100;
            scaling.mean()[0] = 100;
            assertThat(scaling.transform(rows)).isDeepEqualTo(new double[][] {{2}});
            assertThat(rows).isDeepEqualTo(new double[][] {{5}});
        }
    }

    @Nested
    class MinMax {
        @Test
        void bringsTheRangeOfTheDataIntoAnother() {
            MinMaxScaling scaling = MinMaxScaling.fit(ROWS, -1, 1);
            assertThat(scaling.transform(new double[][] {{1, 5, 10}, {3, 5, 30}, {2, 6, 50}}))
                    .isDeepEqualTo(new double[][] {{-1, -1, -1}, {1, -1, 1}, {0, 1, 3}});
        }

        @Test
        void isTakenBack() {
            MinMaxScaling scaling = MinMaxScaling.fit(ROWS);
            double[][] back = scaling.inverse(scaling.transform(ROWS));
            for (int row = 0; row < ROWS.length; row++) {
                assertThat(back[row]).containsExactly(ROWS[row], within(1e-14));
            }
        }

        @Test
        void refusesARangeThatDoesNotGrow() {
            assertThatThrownBy(() -> MinMaxScaling.of(new double[] {2}, new double[] {1}))
                    .hasMessageContaining("min[0] is 2.0 and max[0] is 1.0");
            assertThatThrownBy(() -> MinMaxScaling.of(new double[] {0}, new double[] {1}, 1, 1))
                    .hasMessageContaining("from 1.0 to 1.0");
        }
    }

    @Nested
    class Variate {
        @Test
        void bringsEachSpectrumByItselfToMeanZeroAndDeviationOne() {
            assertThat(StandardNormalVariate.of().transform(new double[][] {{1, 3}, {10, 30}, {4, 4}}))
                    .isDeepEqualTo(new double[][] {{-1, 1}, {-1, 1}, {0, 0}});
        }

        @Test
        void dividesByTheNumberOfFeaturesLessItsDdof() {
            double[] row = StandardNormalVariate.of(1).transform(new double[][] {{1, 3}})[0];
            assertThat(row).containsExactly(new double[] {-Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-15));
            assertThatThrownBy(() -> StandardNormalVariate.of(1).transform(new double[][] {{1}}))
                    .hasMessageContaining("at least 2 features");
        }
    }
}
