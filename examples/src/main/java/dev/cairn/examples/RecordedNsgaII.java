package dev.cairn.examples;

import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAII;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.operator.selection.impl.BinaryTournamentSelection;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.comparator.RankingAndCrowdingDistanceComparator;
import org.uma.jmetal.util.evaluator.impl.SequentialSolutionListEvaluator;

/**
 * jMetal's NSGA-II, which also remembers the best of every objective after each generation.
 *
 * <p>Searches exactly as {@link NSGAII} does: it only looks on, where jMetal counts its progress.
 */
final class RecordedNsgaII extends NSGAII<DoubleSolution> {
    private static final long serialVersionUID = 1L;

    private final List<Generation> generations = new ArrayList<>();

    RecordedNsgaII(
            DoubleProblem problem,
            int population,
            int evaluations,
            SBXCrossover crossover,
            PolynomialMutation mutation) {
        super(
                problem,
                evaluations,
                population,
                population,
                population,
                crossover,
                mutation,
                new BinaryTournamentSelection<>(new RankingAndCrowdingDistanceComparator<>()),
                new SequentialSolutionListEvaluator<>());
    }

    /** What was true after a generation. */
    private record Generation(long evaluations, List<Double> best) {}

    @Override
    protected void initProgress() {
        super.initProgress();
        remember();
    }

    @Override
    protected void updateProgress() {
        super.updateProgress();
        remember();
    }

    private void remember() {
        List<Double> best = IntStream.range(0, getProblem().numberOfObjectives())
                .mapToObj(this::best)
                .toList();
        generations.add(new Generation(evaluations, best));
    }

    private double best(int objective) {
        return getPopulation().stream()
                .mapToDouble(solution -> solution.objectives()[objective])
                .min()
                .orElseThrow();
    }

    /** How many solutions were evaluated. */
    long evaluations() {
        return evaluations;
    }

    /** A row for each generation: {@code evaluations}, and for each objective that {@code problem} names {@code best <name>}. */
    History history(Problem problem) {
        History.Builder history = History.builder();
        history.column(
                "evaluations",
                LongColumn.of(
                        generations.stream().mapToLong(Generation::evaluations).toArray()));
        for (int i = 0; i < problem.objectives().size(); i++) {
            int objective = i;
            history.column(
                    "best " + problem.objectives().get(i).name(),
                    generations.stream()
                            .mapToDouble(one -> one.best().get(objective))
                            .toArray());
        }
        return history.build();
    }
}
