package dev.cairn.formats.jmetal;

import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import java.util.List;
import java.util.Optional;
import org.uma.jmetal.algorithm.Algorithm;
import org.uma.jmetal.solution.Solution;

/**
 * What an algorithm of jMetal found, as a result:
 *
 * <pre>{@code
 * algorithm.run();
 * manager.saveResult("nsgaii_zdt1", JMetalResults.from(algorithm));
 * }</pre>
 *
 * <p>The solutions are those that the algorithm returns, double, integer, binary or permutation ones, with variables, objectives and
 * constraints; the problem is described by {@link JMetalProblems#describe}, with its sign of constraints. Attributes of solutions and the seed are not in
 * it, and the evaluations only where the algorithm tells them, which those of {@code jmetal-component} do. What is known besides is added with
 * {@link OptimizationResult#toBuilder()}.
 */
public final class JMetalResults {
    private JMetalResults() {}

    /**
     * The result of an algorithm that was run. Its problem is asked of the algorithm, which those of {@code jmetal-component} and all of
     * {@code AbstractEvolutionaryAlgorithm} tell.
     *
     * @throws IllegalArgumentException if the algorithm does not tell its problem, has not run, or has solutions that cannot be expressed
     */
    public static OptimizationResult from(Algorithm<?> algorithm) {
        AlgorithmFacts facts = AlgorithmFacts.of(algorithm);
        org.uma.jmetal.problem.Problem<?> problem = facts.problem();
        if (problem == null) {
            throw new IllegalArgumentException("The algorithm " + algorithm.name() + " ("
                    + algorithm.getClass().getName()
                    + ") does not tell which problem it solves; give it: JMetalResults.from(algorithm, problem).");
        }
        return from(algorithm, problem);
    }

    /** The same of an algorithm that solves this problem. */
    public static OptimizationResult from(Algorithm<?> algorithm, org.uma.jmetal.problem.Problem<?> problem) {
        return from(algorithm, JMetalProblems.describe(problem));
    }

    /** The same with a description by hand, which has names and units that jMetal does not know, in the order of jMetal. */
    public static OptimizationResult from(Algorithm<?> algorithm, Problem description) {
        OptimizationResult result = from(solutions(algorithm), description);
        Long evaluations = AlgorithmFacts.of(algorithm).evaluations();
        return result.toBuilder()
                .solver(Solver.of(Optional.ofNullable(algorithm.name())
                        .filter(name -> !name.isBlank())
                        .orElse(algorithm.getClass().getSimpleName())))
                .run(new RunInfo(null, null, evaluations, null))
                .build();
    }

    /**
     * Solutions as a result; nothing is known of what found them.
     *
     * @throws IllegalArgumentException if a solution does not fit the description
     */
    public static OptimizationResult from(List<? extends Solution<?>> solutions, Problem description) {
        var result = OptimizationResult.builder().problem(description);
        new JMetalPopulation(description).columns(solutions).forEach(result::column);
        return result.build();
    }

    /** Many solutions or one, whatever the algorithm returns. */
    private static List<? extends Solution<?>> solutions(Algorithm<?> algorithm) {
        Object found = algorithm.result();
        if (found == null) {
            throw new IllegalArgumentException(
                    "The algorithm " + algorithm.name() + " has no result yet; run it first.");
        }
        List<?> all = found instanceof List<?> list ? list : List.of(found);
        return all.stream().map(each -> solution(algorithm, each)).toList();
    }

    private static Solution<?> solution(Algorithm<?> algorithm, Object found) {
        if (found instanceof Solution<?> solution) {
            return solution;
        }
        throw new IllegalArgumentException("The algorithm " + algorithm.name() + " returns a "
                + found.getClass().getName() + ", which is no solution and no list of them; give its solutions: "
                + "JMetalResults.from(solutions, JMetalProblems.describe(problem)).");
    }
}
