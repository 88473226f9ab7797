package dev.cairn.formats.moea;

import dev.cairn.ResultRecorder;
import dev.cairn.formats.OptimizerRecorder;
import dev.cairn.model.Attributes;
import dev.cairn.model.Generation;
import java.util.List;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.algorithm.EvolutionaryAlgorithm;
import org.moeaframework.algorithm.extension.Extension;
import org.moeaframework.core.Solution;
import org.moeaframework.core.initialization.Initialization;
import org.moeaframework.core.initialization.InjectedInitialization;
import org.moeaframework.problem.Problem;
import org.moeaframework.problem.ProblemWrapper;

/**
 * Records each generation of an algorithm of the MOEA Framework, and lets it go on from the last one that was recorded:
 *
 * <pre>{@code
 * try (var recorder = new MoeaRecorder(manager.record("run", description), problem)) {          // or resumeRecording("run")
 *     NSGAII nsga2 = new NSGAII(recorder.problem());
 *     nsga2.setInitialization(recorder.initialization());
 *     nsga2.addExtension(recorder);
 *     nsga2.run(recorder.remaining(25_000));
 *     recorder.finish();
 * }
 * }</pre>
 *
 * <p>Takes any {@link EvolutionaryAlgorithm} with real, integer, binary or permutation variables that fit the recording's description
 * ({@link MoeaProblems#describe}). Its population is recorded, its archive is not.
 */
public final class MoeaRecorder extends OptimizerRecorder implements Extension {
    private static final String RECORDED = "cairn.recorded";

    private final Problem problem;
    private final MoeaPopulation population;
    private final long lastEvaluations;

    /** Records into {@code recorder}, which is closed with this. */
    public MoeaRecorder(ResultRecorder recorder, Problem problem) {
        super(recorder);
        this.problem = problem;
        this.population = new MoeaPopulation(recorder.description().problem());
        this.lastEvaluations = recorder.last().map(Generation::evaluations).orElse(-1L);
    }

    /** The same problem, which does not evaluate again what {@link #initialization} brings along. */
    public Problem problem() {
        return new ProblemWrapper(problem) {
            @Override
            public void evaluate(Solution solution) {
                if (solution.removeAttribute(RECORDED) == null) {
                    super.evaluate(solution);
                }
            }
        };
    }

    /** Begins with the last population that was recorded, and where there is none with a random one. */
    public Initialization initialization() {
        List<Solution> recorded = population();
        recorded.forEach(solution -> solution.setAttribute(RECORDED, true));
        return new InjectedInitialization(problem, recorded);
    }

    /** The last population that was recorded, with its objectives and constraints; empty if there is none. */
    public List<Solution> population() {
        return recorder()
                .last()
                .map(last -> population.solutions(last.columns(), last.rows(), problem::newSolution))
                .orElse(List.of());
    }

    @Override
    public void onRegister(Algorithm algorithm) {
        if (!(algorithm instanceof EvolutionaryAlgorithm)) {
            throw new IllegalArgumentException("The algorithm " + algorithm.getName()
                    + " has no population that could be recorded; it is no EvolutionaryAlgorithm.");
        }
    }

    /** Records the population, unless it is the one that was recorded last. */
    @Override
    public void onStep(Algorithm algorithm) {
        long evaluations = evaluations(algorithm.getNumberOfEvaluations());
        if (evaluations != lastEvaluations && algorithm instanceof EvolutionaryAlgorithm evolutionary) {
            record(evaluations, population.columns(evolutionary.getPopulation().asList()), Attributes.empty());
        }
    }
}
