package dev.cairn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.cairn.model.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Indicators against implementations that are slow and plain. */
class FrontQualityProperties {
    @Property(tries = 400)
    void hypervolumeIsTheVolumeOfAUnionOfBoxes(
            @ForAll @IntRange(min = 2, max = 6) int dimensions,
            @ForAll @IntRange(min = 1, max = 9) int count,
            @ForAll long seed) {
        double[][] front = NonDominated.of(points(count, dimensions, seed));
        double[] point = new double[dimensions];
        Arrays.fill(point, 1.1);
        double measured =
                new FrontQuality(frame(front, point)).hypervolume(front).orElseThrow();
        assertThat(measured).isEqualTo(unionOfBoxes(front, point), offset(1e-9));
    }

    @Property(tries = 200)
    void distancesAreThoseOfTheirDefinitions(
            @ForAll @IntRange(min = 2, max = 6) int dimensions,
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll long seed) {
        double[][] reference = NonDominated.of(points(10, dimensions, seed + 1));
        double[][] front = NonDominated.of(points(count, dimensions, seed));
        double[] point = new double[dimensions];
        Arrays.fill(point, 1.1);
        FrontQuality quality = new FrontQuality(frame(reference, point));
        double distances = 0;
        double epsilon = Double.NEGATIVE_INFINITY;
        for (double[] wanted : reference) {
            double nearest = Double.POSITIVE_INFINITY;
            double least = Double.POSITIVE_INFINITY;
            for (double[] one : front) {
                double sum = 0;
                double worst = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < dimensions; k++) {
                    sum += Math.pow(Math.max(0, one[k] - wanted[k]), 2);
                    worst = Math.max(worst, one[k] - wanted[k]);
                }
                nearest = Math.min(nearest, Math.sqrt(sum));
                least = Math.min(least, worst);
            }
            distances += nearest;
            epsilon = Math.max(epsilon, least);
        }
        assertThat(quality.igdPlus(front)).isEqualTo(distances / reference.length, offset(1e-12));
        assertThat(quality.epsilon(front)).isEqualTo(epsilon, offset(1e-12));
    }

    private static ReferenceFrame frame(double[][] front, double[] point) {
        List<Objective> objectives = Collections.nCopies(point.length, Objective.minimize("f"));
        List<Double> given = Arrays.stream(point).boxed().toList();
        return ReferenceFrame.around(objectives, "test", front, given, false);
    }

    /** Some of a few values, so that points tie, some beyond the reference point. */
    private static List<double[]> points(int count, int dimensions, long seed) {
        Random random = new Random(seed);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = new double[dimensions];
            Arrays.setAll(
                    point, k -> random.nextInt(3) == 0 ? random.nextInt(5) / 4.0 : random.nextDouble() * 1.3 - 0.1);
            points.add(point);
        }
        return points;
    }

    /** By inclusion and exclusion over all subsets of points. */
    private static double unionOfBoxes(double[][] front, double[] point) {
        double volume = 0;
        for (int subset = 1; subset < 1 << front.length; subset++) {
            double box = 1;
            for (int k = 0; k < point.length; k++) {
                double corner = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < front.length; i++) {
                    corner = (subset >> i & 1) == 1 ? Math.max(corner, front[i][k]) : corner;
                }
                box *= Math.max(0, point[k] - corner);
            }
            volume += Integer.bitCount(subset) % 2 == 1 ? box : -box;
        }
        return volume;
    }
}
