package dev.cairn.report;

import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Points of which smaller is better in every coordinate, without those that another one dominates. */
final class NonDominated {
    private NonDominated() {}

    /** The points that no other one dominates, each once, in lexicographic order. They are finite, and at least one objective long. */
    static double[][] of(List<double[]> points) {
        TreeSet<double[]> different = new TreeSet<>(Arrays::compare);
        different.addAll(points);
        if (different.size() <= 1) {
            return different.toArray(double[][]::new);
        }
        double[][] all = different.toArray(double[][]::new);
        Problem.Builder problem = Problem.builder("points");
        for (int k = 0; k < all[0].length; k++) {
            problem.objective(Objective.minimize("f" + k));
        }
        return OptimizationResult.builder()
                .problem(problem.build())
                .objectives(all)
                .build()
                .paretoFront()
                .rows()
                .mapToObj(row -> all[row])
                .toArray(double[][]::new);
    }
}
