package dev.cairn.examples;

import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.model.Variable;
import java.util.List;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.bounds.Bounds;

/**
 * Turns what jMetal finds on a problem with real variables into what Cairn stores.
 *
 * <p>Every solution becomes a row and every value keeps its bits. jMetal makes all objectives small, and knows variables and
 * objectives by number only, so they are called {@code x1}, {@code x2}, ... and {@code f1}, {@code f2}, ...; whoever knows
 * better names and units declares the {@link Problem} by hand, in the same order. Problems with constraints are refused:
 * jMetal leaves to each problem which sign means satisfied.
 */
final class JMetalResults {
    private JMetalResults() {}

    /** The problem as jMetal declares it: its name, its bounds and the number of its objectives. */
    static Problem describe(DoubleProblem problem) {
        if (problem.numberOfConstraints() > 0) {
            throw new IllegalArgumentException("The problem " + problem.name() + " has " + problem.numberOfConstraints()
                    + " constraints; declare it by hand, with the sign rule of each.");
        }
        Problem.Builder described = Problem.builder(problem.name());
        int number = 1;
        for (Bounds<Double> bounds : problem.variableBounds()) {
            described.variable(Variable.real("x" + number++, bounds.getLowerBound(), bounds.getUpperBound()));
        }
        for (int objective = 1; objective <= problem.numberOfObjectives(); objective++) {
            described.objective(Objective.minimize("f" + objective));
        }
        return described.build();
    }

    /**
     * A population as a result, its Pareto front marked as the result set {@code pareto_front}.
     *
     * @throws IllegalArgumentException if the solutions do not have the variables and objectives that the problem declares
     */
    static OptimizationResult from(
            List<? extends DoubleSolution> population, Problem problem, Solver solver, RunInfo run) {
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .solver(solver)
                .run(run)
                .variables(population.stream().map(JMetalResults::variables).toArray(double[][]::new))
                .objectives(population.stream().map(DoubleSolution::objectives).toArray(double[][]::new))
                .build();
        return result.withResultSet(result.paretoFront());
    }

    private static double[] variables(DoubleSolution solution) {
        return solution.variables().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
