package dev.cairn.formats.moea;

import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import java.util.List;
import java.util.stream.StreamSupport;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.core.Solution;
import org.moeaframework.core.population.Population;
import org.moeaframework.problem.Problem;

/**
 * What an algorithm of the MOEA Framework found, as a result:
 *
 * <pre>{@code
 * algorithm.run(10_000);
 * manager.saveResult("nsgaii_zdt1", MoeaResults.from(algorithm));
 * }</pre>
 *
 * <p>The problem is described by {@link MoeaProblems#describe}, with its meaning of constraints; real, integer, binary and permutation variables are
 * taken. Attributes of solutions and the seed are not in it. What is known besides is added with {@link OptimizationResult#toBuilder()}.
 */
public final class MoeaResults {
    private MoeaResults() {}

    /**
     * The nondominated solutions of an algorithm that was run, with its name and its evaluations.
     *
     * @throws IllegalArgumentException if it has not run, or its problem has other variables
     */
    public static OptimizationResult from(Algorithm algorithm) {
        if (!algorithm.isInitialized()) {
            throw new IllegalArgumentException(
                    "The algorithm " + algorithm.getName() + " has no result yet; run it first.");
        }
        return from(algorithm.getResult(), algorithm.getProblem()).toBuilder()
                .solver(Solver.of(algorithm.getName()))
                .run(new RunInfo(null, null, (long) algorithm.getNumberOfEvaluations(), null))
                .build();
    }

    /**
     * All solutions of a population, such as a {@link org.moeaframework.core.population.NondominatedPopulation}; nothing is known of what
     * found them.
     *
     * @throws IllegalArgumentException if the problem has other variables, or if a solution does not fit it
     */
    public static OptimizationResult from(Population population, Problem problem) {
        dev.cairn.model.Problem description = MoeaProblems.describe(problem);
        List<Solution> solutions =
                StreamSupport.stream(population.spliterator(), false).toList();
        var result = OptimizationResult.builder().problem(description);
        new MoeaPopulation(description).columns(solutions).forEach(result::column);
        return result.build();
    }
}
