package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.operator.PlsModel;
import dev.cairn.operator.StandardScaling;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Holds the trainer against models that are found in other ways. */
class PlsTrainerTest {
    private static final Offset<Double> ROUNDING = within(1e-9);

    private final Random random = new Random(3);

    private double[][] gaussian(int rows, int columns) {
        return IntStream.range(0, rows)
                .mapToObj(row -> random.doubles(columns)
                        .map(any -> random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] times(double[][] rows, double... vector) {
        return Arrays.stream(rows)
                .mapToDouble(row -> IntStream.range(0, vector.length)
                        .mapToDouble(i -> row[i] * vector[i])
                        .sum())
                .toArray();
    }

    private static double[][] times(double[][] rows, double[][] matrix) {
        double[][] turned = transposed(matrix);
        return Arrays.stream(rows).map(row -> times(turned, row)).toArray(double[][]::new);
    }

    private static double[][] transposed(double[][] matrix) {
        return IntStream.range(0, matrix[0].length)
                .mapToObj(column ->
                        Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] withOne(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> IntStream.rangeClosed(0, row.length)
                        .mapToDouble(i -> i < row.length ? row[i] : 1)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The coefficients of least squares, by the normal equations and Gauss-Jordan. */
    private static double[] leastSquares(double[][] rows, double[] targets) {
        double[][] turned = transposed(rows);
        double[][] left = times(turned, rows);
        double[] right = times(turned, targets);
        for (int pivot = 0; pivot < right.length; pivot++) {
            for (int row = 0; row < right.length; row++) {
                double factor = row == pivot ? 0 : left[row][pivot] / left[pivot][pivot];
                for (int column = 0; column < right.length; column++) {
                    left[row][column] -= factor * left[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        return IntStream.range(0, right.length)
                .mapToDouble(i -> right[i] / left[i][i])
                .toArray();
    }

    @Test
    void whatIsLinearIsPredictedExactly() {
        double[] slopes = {1, -2, 3, 0, 0.5, 40};
        double[][] rows = gaussian(20, 6);
        double[] targets =
                Arrays.stream(times(rows, slopes)).map(value -> value + 100).toArray();
        PlsModel model = PlsTrainer.fit(rows, targets, 6);
        double[][] others = gaussian(10, 6);
        double[] expected =
                Arrays.stream(times(others, slopes)).map(value -> value + 100).toArray();
        assertThat(model.predict(others)).containsExactly(expected, ROUNDING);
    }

    @Test
    void moreComponentsThanThereAreFactorsChangeNothing() {
        double[][] factors = gaussian(30, 2);
        double[][] rows = times(factors, gaussian(2, 12));
        double[] targets = times(factors, 5, -3);
        assertThat(PlsTrainer.fit(rows, targets, 9).predict(rows)).containsExactly(targets, ROUNDING);
    }

    @Test
    void allComponentsAreLeastSquares() {
        double[][] rows = gaussian(30, 5);
        double[] noise = times(gaussian(30, 1), 1);
        double[][] others = gaussian(10, 5);
        double[] expected = times(withOne(others), leastSquares(withOne(rows), noise));
        assertThat(PlsTrainer.fit(rows, noise, 5).predict(others)).containsExactly(expected, ROUNDING);
    }

    /** I. S. Helland, Communications in Statistics 17 (1988), 581-607: they are least squares on {@code X's}, {@code X'X X's} and so on. */
    @Test
    void someComponentsAreLeastSquaresOnTheKrylovSpace() {
        double[][] rows = gaussian(30, 8);
        double[] targets = times(rows, 1, 2, 3, 4, -4, -3, -2, 0);
        double mean = Arrays.stream(targets).average().orElseThrow();
        double[] centred = Arrays.stream(targets).map(value -> value - mean).toArray();
        double[][] scaled = StandardScaling.fit(rows).transform(rows);
        double[][] space = new double[3][];
        space[0] = times(transposed(scaled), centred);
        space[1] = times(transposed(scaled), times(scaled, space[0]));
        space[2] = times(transposed(scaled), times(scaled, space[1]));
        double[][] projected = times(scaled, transposed(space));
        double[] expected = Arrays.stream(times(projected, leastSquares(projected, centred)))
                .map(value -> value + mean)
                .toArray();
        assertThat(PlsTrainer.fit(rows, targets, 3).predict(rows)).containsExactly(expected, ROUNDING);
    }

    @Test
    void moreComponentsThanSamplesOrBandsAllowAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlsTrainer.fit(gaussian(4, 9), new double[4], 4))
                .withMessageContaining("there are 4 of 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlsTrainer.fit(gaussian(9, 3), new double[9], 4))
                .withMessageContaining("there are 9 of 3");
    }
}
