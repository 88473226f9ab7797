package dev.cairn.report;

import static dev.cairn.report.Drawn.curve;
import static dev.cairn.report.Drawn.markers;
import static dev.cairn.report.Drawn.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotLimitsTest {
    @Nested
    class ManyPoints {
        @Test
        void areThinnedOutAndTold() {
            double[][] points = new double[100_000][];
            for (int i = 0; i < points.length; i++) {
                double x = i / (double) points.length;
                points[i] = new double[] {x, 1 - Math.sqrt(x)};
            }
            Plot plot = Plots.front(List.of(Sample.minimized("many", points)));
            assertThat(plot.svg()).hasSizeLessThan(1_000_000);
            assertThat(plot.notes()).singleElement().asString().matches("[\\d,]+ of 100,000 points are drawn: .*");
        }

        @Test
        void ofSpaceAreThinnedOut() {
            Plot plot = Plots.front(List.of(Sample.minimized("many", Sample.sphere(6_000, 3, 0, 1))));
            assertThat(plot.svg()).hasSizeLessThan(1_500_000);
            assertThat(markers(plot)).isLessThan(5_000);
        }

        @Test
        void manyLinesAreThinnedOut() {
            Plot plot = Plots.front(List.of(Sample.minimized("many", Sample.sphere(5_000, 6, 0, 1))));
            assertThat(plot.svg()).hasSizeLessThan(500_000);
            assertThat(plot.notes()).singleElement().asString().contains("of 5,000 solutions are drawn: chosen evenly");
        }

        @Test
        void theOutermostStay() {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                points.add(new double[] {i * 10, (i * 7919L % 5_000) * 10});
            }
            points.add(1_234, new double[] {-1e6, 7});
            List<Integer> kept = new Thinning(100).of(points, 1);
            assertThat(kept).hasSizeLessThan(110).contains(1_234).isSorted();
        }

        @Test
        void ofACurveAreThinnedOutWithoutLosingPeaks() {
            double[] values = new double[200_000];
            Arrays.setAll(values, i -> 1 + (i % 7) * 1e-3);
            values[77_777] = 5;
            Plot plot = Plots.history(List.of(curve("long", values)));
            assertThat(plot.svg()).hasSizeLessThan(200_000);
            double[][] points = new CurveThinning(curve("long", values), 40_000).points();
            assertThat(points[1]).hasSizeLessThan(5_000).contains(5);
        }
    }

    @Nested
    class OddInput {
        @Test
        void nothingToDrawIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Plots.front(List.of()))
                    .withMessageContaining("no result");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Plots.front(List.of(Sample.minimized("none"))))
                    .withMessageContaining("'none' has no feasible solution");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Plots.front(List.of(Sample.minimized("nan", new double[][] {{Double.NaN, Double.NaN}}))))
                    .withMessageContaining("'nan' has no feasible solution");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Plots.history(List.of(curve("nan", Double.NaN, Double.NaN))))
                    .withMessageContaining("no curve has a value");
            assertThatIllegalArgumentException().isThrownBy(() -> Plots.history(List.of()));
        }

        @Test
        void oneObjectiveHasNoFront() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Plots.front(List.of(Sample.minimized("one", new double[][] {{1}}))))
                    .withMessageContaining("history");
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 3, 4})
        void onePointIsAPicture(int objectives) throws Exception {
            double[] point = DoubleStream.generate(() -> 3).limit(objectives).toArray();
            Plot plot = Plots.front(List.of(Sample.minimized("one", new double[][] {point})));
            assertThat(texts(plot)).anyMatch(text -> text.startsWith("3"));
        }

        @Test
        void aConstantObjectiveIsAPicture() throws Exception {
            Plot plot = Plots.front(List.of(Sample.minimized("flat", new double[][] {{1, 0, 3}, {2, 0, 2}})));
            assertThat(texts(plot)).contains("f2 (minimized)", "0");
        }

        @Test
        void hugeAndTinyNumbersAreReadable() throws Exception {
            Plot plot = Plots.front(List.of(Sample.minimized("r", new double[][] {{1e12, 3e-9}, {2e12, 1e-9}})));
            assertThat(texts(plot)).contains("1e12", "2e12", "1e-9", "3e-9");
        }

        @Test
        void valuesTooFarApartAreRefused() {
            NamedResult far = Sample.minimized("far", new double[][] {{-1.7e308, 1}, {1.7e308, 0}});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Plots.front(List.of(far)))
                    .withMessageContaining("too far apart");
        }

        @Test
        void namesWithMarkupStayText() throws Exception {
            NamedResult one = new NamedResult(
                    "<script>alert(\"1\")</script>",
                    Sample.spheres(1, 5, 2).get(0).result());
            Plot plot = Plots.front(List.of(one));
            assertThat(texts(plot)).anyMatch(text -> text.contains("<script>alert("));
            assertThat(plot.svg()).doesNotContain("<script");
        }

        @Test
        void sizesOutOfRangeAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PlotOptions.defaults().withSize(100, 100))
                    .withMessageContaining("300 x 200");
        }
    }
}
