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
