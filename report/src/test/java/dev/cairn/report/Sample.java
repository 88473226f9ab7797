package dev.cairn.report;

import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.Solver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small results for tests. */
final class Sample {
    private Sample() {}

    /** A result of minimized objectives f1, f2, ... */
    static NamedResult minimized(String name, double[]... points) {
        int count = points.length == 0 ? 2 : points[0].length;
        Objective[] objectives = new Objective[count];
        Arrays.setAll(objectives, k -> Objective.minimize("f" + (k + 1)));
        return of(name, List.of(objectives), points);
    }

    static NamedResult of(String name, List<Objective> objectives, double[]... points) {
        Problem.Builder problem = Problem.builder("sample");
        objectives.forEach(problem::objective);
        return new NamedResult(
                name,
                OptimizationResult.builder()
                        .problem(problem.build())
                        .solver(Solver.of("solver of " + name))
                        .objectives(points)
                        .build());
    }

    /** Points near the part of a sphere where all coordinates are positive, in so many dimensions. */
    static double[][] sphere(int count, int dimensions, double away, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[count][dimensions];
        for (double[] point : points) {
            double length = 0;
            for (int k = 0; k < dimensions; k++) {
                point[k] = Math.abs(random.nextGaussian());
                length += point[k] * point[k];
            }
            double scale = (1 + away * random.nextDouble()) / Math.sqrt(length);
            Arrays.setAll(point, k -> point[k] * scale);
        }
        return points;
    }

    /** So many results, each farther away from the sphere. */
    static List<NamedResult> spheres(int results, int count, int dimensions) {
        List<NamedResult> all = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            all.add(minimized("variant " + i, sphere(count, dimensions, 0.1 * (i + 1), i)));
        }
        return all;
    }
}
