package dev.cairn.formats.jmetal;

import dev.cairn.ResultRecorder;
import dev.cairn.formats.OptimizerRecorder;
import dev.cairn.model.Attributes;
import dev.cairn.model.Generation;
import java.util.List;
import java.util.Map;
import org.uma.jmetal.component.catalogue.common.evaluation.Evaluation;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.util.observable.Observable;
import org.uma.jmetal.util.observer.Observer;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * Records each generation of an algorithm of jMetal, and lets it go on from the last one that was recorded:
 *
 * <pre>{@code
 * try (var recorder = new JMetalRecorder<>(manager.record("run", description), problem)) {     // or resumeRecording("run")
 *     var nsga2 = new NSGAIIBuilder<>(problem, 100, 100, crossover, mutation)
 *             .setEvaluation(recorder.evaluation(new SequentialEvaluation<>(problem)))
 *             .setTermination(new TerminationByEvaluations(recorder.remaining(25_000)))
 *             .build();
 *     nsga2.observable().register(recorder);
 *     nsga2.run();
 *     recorder.finish();
 * }
 * }</pre>
 *
 * <p>Observes any algorithm that publishes {@code POPULATION} and {@code EVALUATIONS}, with double, integer, binary or permutation
 * solutions that fit the recording's description ({@link JMetalProblems#describe}). The seed of jMetal's random numbers, as it was
 * last set, is kept in the state; their state itself cannot be had from jMetal, so a run that goes on does not repeat what the
 * interrupted one would have done. Set another seed for it.
 */
public final class JMetalRecorder<S extends Solution<?>> extends OptimizerRecorder
        implements Observer<Map<String, Object>> {
    private final Problem<S> problem;
    private final JMetalPopulation population;

    /** Records into {@code recorder}, which is closed with this. */
    public JMetalRecorder(ResultRecorder recorder, Problem<S> problem) {
        super(recorder);
        this.problem = problem;
        this.population = new JMetalPopulation(recorder.description().problem());
    }

    /** The last population that was recorded, with its objectives and constraints; empty if there is none. */
    public List<S> population() {
        return recorder().last().map(this::solutions).orElse(List.of());
    }

    private List<S> solutions(Generation last) {
        return population.solutions(last.columns(), last.rows(), problem::createSolution);
    }

    /**
     * Evaluates as {@code evaluation} does, but the first population of the algorithm: if one was recorded, it takes the place of the
     * random one, as it is, else the random one is evaluated and recorded. So an algorithm needs no other way to begin.
     */
    public Evaluation<S> evaluation(Evaluation<S> evaluation) {
        return new FirstPopulation(evaluation);
    }

    private final class FirstPopulation implements Evaluation<S> {
        private final Evaluation<S> evaluation;
        private boolean begun;

        FirstPopulation(Evaluation<S> evaluation) {
            this.evaluation = evaluation;
        }

        @Override
        public List<S> evaluate(List<S> solutions) {
            if (begun) {
                return evaluation.evaluate(solutions);
            }
            begun = true;
            List<S> recorded = population();
            if (!recorded.isEmpty()) {
                return recorded;
            }
            List<S> evaluated = evaluation.evaluate(solutions);
            record(evaluated, evaluated.size());
            return evaluated;
        }

        @Override
        public int computedEvaluations() {
            return evaluation.computedEvaluations();
        }

        @Override
        public Problem<S> problem() {
            return evaluation.problem();
        }
    }

    /** Records what an algorithm publishes. */
    @Override
    public void update(Observable<Map<String, Object>> observable, Map<String, Object> data) {
        if (!(data.get("POPULATION") instanceof List<?> published)
                || !(data.get("EVALUATIONS") instanceof Integer counted)) {
            throw new IllegalArgumentException(
                    "To be recorded, an algorithm publishes POPULATION and EVALUATIONS; this one has " + data.keySet()
                            + ".");
        }
        record(published.stream().map(JMetalRecorder::solution).toList(), counted);
    }

    private static Solution<?> solution(Object published) {
        if (published instanceof Solution<?> solution) {
            return solution;
        }
        throw new IllegalArgumentException("A POPULATION is a list of solutions, and this one holds a "
                + published.getClass().getName() + ".");
    }

    private void record(List<? extends Solution<?>> solutions, int counted) {
        Attributes state =
                Attributes.empty().with("seed", JMetalRandom.getInstance().getSeed());
        record(evaluations(counted), population.columns(solutions), state);
    }
}
