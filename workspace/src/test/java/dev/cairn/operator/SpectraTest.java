package dev.cairn.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Filters of spectra against published weights and against polynomials, of which the derivatives are known. */
class SpectraTest {
    @Test
    void savitzkyGolayHasThePublishedWeights() {
        assertThat(SpectralMath.savitzkyGolayWeights(2, 2, 0, 0, 1))
                .containsExactly(new double[] {-3 / 35.0, 12 / 35.0, 17 / 35.0, 12 / 35.0, -3 / 35.0}, within(1e-15));
        assertThat(SpectralMath.savitzkyGolayWeights(3, 3, 0, 0, 1))
                .containsExactly(
                        new double[] {-2 / 21.0, 3 / 21.0, 6 / 21.0, 7 / 21.0, 6 / 21.0, 3 / 21.0, -2 / 21.0},
                        within(1e-15));
        assertThat(SpectralMath.savitzkyGolayWeights(2, 2, 1, 0, 1))
                .containsExactly(new double[] {-0.2, -0.1, 0, 0.1, 0.2}, within(1e-15));
        assertThat(SpectralMath.savitzkyGolayWeights(2, 2, 2, 0, 1))
                .containsExactly(new double[] {2 / 7.0, -1 / 7.0, -2 / 7.0, -1 / 7.0, 2 / 7.0}, within(1e-15));
    }

    @Property(tries = 100)
    void savitzkyGolayReproducesPolynomialsAndTheirDerivativesUpToTheEnds(
            @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = -3, max = 3) Double> coefficients,
            @ForAll @IntRange(min = 2, max = 6) int half,
            @ForAll @IntRange(max = 3) int derivative,
            @ForAll @DoubleRange(min = 0.1, max = 2) double delta) {
        int order = coefficients.size() - 1;
        int features = 2 * half + 9;
        double[] spectrum = new double[features];
        double[] expected = new double[features];
        for (int i = 0; i < features; i++) {
            spectrum[i] = derivative(coefficients, 0, (i - features / 2) * delta);
            expected[i] = derivative(coefficients, derivative, (i - features / 2) * delta);
        }
        double[] found = SavitzkyGolay.of(2 * half + 1, Math.min(order, 2 * half), derivative, delta)
                .transform(new double[][] {spectrum})[0];
        double size = 1;
        for (double value : spectrum) {
            size = Math.max(size, Math.abs(value));
        }
        assertThat(found).containsExactly(expected, within(1e-11 * size / Math.pow(Math.min(delta, 1), derivative)));
    }

    private static double derivative(List<Double> coefficients, int derivative, double x) {
        double sum = 0;
        for (int power = derivative; power < coefficients.size(); power++) {
            double factor = 1;
            for (int i = 0; i < derivative; i++) {
                factor *= power - i;
            }
            sum += coefficients.get(power) * factor * Math.pow(x, power - derivative);
        }
        return sum;
    }

    @Test
    void savitzkyGolayFitsTheFirstAndLastWindowAtTheEnds() {
        // Fitting a line to 0, 0, 3 gives -0.5, 1, 2.5; to 3, 0, 0 it gives 2.5, 1, -0.5.
        assertThat(SavitzkyGolay.smoothing(3, 1).transform(new double[][] {{0, 0, 3, 0, 0}})[0])
                .containsExactly(new double[] {-0.5, 1, 1, 1, -0.5}, within(1e-15));
    }

    /** {@code savgol_filter(y, 7, 3, deriv=1, delta=0.5)}, {@code savgol_filter(y, 5, 2)} and {@code detrend(y)} of scipy 1.17.1. */
    @Test
    void filtersSayWhatThoseOfScipySay() {
        double[][] spectrum = {{0.1, 0.4, 0.35, 0.9, 1.6, 1.1, 0.7, 0.75, 0.2, -0.3, -0.1}};
        double[] derivative = {
            -0.40357142857142675,
            0.4619047619047633,
            0.877380952380953,
            0.8428571428571432,
            0.2170634920634923,
            -0.46785714285714286,
            -0.6960317460317463,
            -0.6777777777777777,
            -0.5587301587301572,
            -0.3730158730158708,
            -0.12063492063491799
        };
        double[] smooth = {
            0.1700000000000005,
            0.22000000000000003,
            0.46999999999999964,
            0.9771428571428566,
            1.3728571428571423,
            1.1814285714285706,
            0.8199999999999995,
            0.6042857142857139,
            0.19999999999999987,
            -0.04000000000000037,
            -0.22999999999999965
        };
        double[] level = {
            -0.6659090909090915,
            -0.31636363636363674,
            -0.3168181818181822,
            0.2827272727272725,
            1.0322727272727272,
            0.5818181818181818,
            0.23136363636363622,
            0.3309090909090909,
            -0.16954545454545444,
            -0.6199999999999999,
            -0.37045454545454526
        };
        assertThat(SavitzkyGolay.of(7, 3, 1, 0.5).transform(spectrum)[0]).containsExactly(derivative, within(1e-14));
        assertThat(SavitzkyGolay.smoothing(5, 2).transform(spectrum)[0]).containsExactly(smooth, within(1e-14));
        assertThat(Detrend.linear().transform(spectrum)[0]).containsExactly(level, within(1e-14));
    }

    @Test
    void savitzkyGolayStaysExactInWideWindowsOfHighOrder() {
        for (int at : new int[] {0, -50, 50}) {
            double[] weights = SpectralMath.savitzkyGolayWeights(50, 9, 1, at, 1);
            for (int power = 0; power <= 9; power++) {
                double found = 0;
                for (int i = -50; i <= 50; i++) {
                    found += weights[i + 50] * Math.pow(i / 50.0, power);
                }
                double expected = power == 0 ? 0 : power * Math.pow(at / 50.0, power - 1) / 50;
                assertThat(found).isEqualTo(expected, within(1e-13));
            }
        }
    }

    @Test
    void savitzkyGolayRefusesWhatHasNoPolynomial() {
        assertThatThrownBy(() -> SavitzkyGolay.smoothing(4, 2)).hasMessageContaining("must be odd");
        assertThatThrownBy(() -> SavitzkyGolay.smoothing(5, 5)).hasMessageContaining("from 0 to 4");
        assertThatThrownBy(() -> SavitzkyGolay.of(5, 2, -1, 1)).hasMessageContaining("derivative is -1");
        assertThatThrownBy(() -> SavitzkyGolay.of(5, 2, 1, 0)).hasMessageContaining("delta is 0.0");
        assertThatThrownBy(() -> SavitzkyGolay.smoothing(5, 2).transform(new double[][] {{1, 2, 3, 4}}))
                .hasMessageContaining("window of 5")
                .hasMessageContaining("there are 4");
    }

    @Test
    void detrendTakesTheMeanOrTheLine() {
        double[][] spectra = {{1, 3, 5, 7}, {0, 0, 0, 4}};
        assertThat(Detrend.constant().transform(spectra))
                .isDeepEqualTo(new double[][] {{-3, -1, 1, 3}, {-1, -1, -1, 3}});
        double[][] linear = Detrend.linear().transform(spectra);
        assertThat(linear[0]).containsExactly(new double[] {0, 0, 0, 0}, within(1e-15));
        assertThat(linear[1]).containsExactly(new double[] {0.8, -0.4, -1.6, 1.2}, within(1e-15));
        assertThat(Detrend.linear().transform(new double[][] {{5}})).isDeepEqualTo(new double[][] {{0}});
    }

    @Test
    void notANumberPassesThrough() {
        assertThat(StandardNormalVariate.of().transform(new double[][] {{1, Double.NaN}})[0])
                .containsExactly(Double.NaN, Double.NaN);
        assertThat(SavitzkyGolay.smoothing(3, 1).transform(new double[][] {{1, 1, 1, 1, Double.NaN}})[0][1])
                .isEqualTo(1, within(1e-15));
    }

    @Property(tries = 100)
    void partialLeastSquaresIsTheLinearModelOfItsRearrangedFormula(
            @ForAll @Size(4) List<@DoubleRange(min = -100, max = 100) Double> coefficients,
            @ForAll @Size(4) List<@DoubleRange(min = -100, max = 100) Double> mean,
            @ForAll @Size(4) List<@DoubleRange(min = 0.5, max = 100) Double> scale,
            @ForAll @Size(4) List<@DoubleRange(min = -100, max = 100) Double> sample) {
        double[] rearranged = new double[4];
        double intercept = 7;
        for (int i = 0; i < 4; i++) {
            rearranged[i] = coefficients.get(i) / scale.get(i);
            intercept -= mean.get(i) * rearranged[i];
        }
        double[][] samples = {array(sample)};
        assertThat(PlsModel.of(array(mean), array(scale), array(coefficients), 7)
                        .predict(samples))
                .containsExactly(LinearModel.of(rearranged, intercept).predict(samples), within(1e-9));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
