package dev.cairn.it;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.formats.jmetal.JMetalProblems;
import dev.cairn.formats.jmetal.JMetalRecorder;
import dev.cairn.model.OptimizationResult;
import java.util.function.LongConsumer;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.multiobjective.NSGAIIBuilder;
import org.uma.jmetal.component.catalogue.common.evaluation.impl.SequentialEvaluation;
import org.uma.jmetal.component.catalogue.common.termination.impl.TerminationByEvaluations;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.multiobjective.zdt.ZDT1;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;

/** A process that runs jMetal's NSGA-II and records it, to be killed while it does: {@code uri}. */
final class RecordedOptimizer {
    /** What it says before the first generation. */
    static final String BEGINS = "begins";

    static final int POPULATION = 20;

    private RecordedOptimizer() {}

    public static void main(String[] args) {
        run(args[0], Integer.MAX_VALUE, evaluations -> System.out.println(evaluations));
    }

    /** Begins or goes on until {@code budget} evaluations are done, and tells {@code acknowledged} those of each that was recorded. */
    static void run(String uri, int budget, LongConsumer acknowledged) {
        DoubleProblem problem = new ZDT1(30);
        try (StorageManager manager = StorageManagers.open(uri);
                JMetalRecorder<DoubleSolution> recorder = recorder(manager, problem)) {
            long before = budget - (long) recorder.remaining(budget);
            EvolutionaryAlgorithm<DoubleSolution> algorithm = new NSGAIIBuilder<>(
                            problem,
                            POPULATION,
                            POPULATION,
                            new SBXCrossover(0.9, 20),
                            new PolynomialMutation(1.0 / 30, 20))
                    .setEvaluation(recorder.evaluation(new SequentialEvaluation<>(problem)))
                    .setTermination(new TerminationByEvaluations(recorder.remaining(budget)))
                    .build();
            algorithm.observable().register((source, data) -> {
                recorder.update(source, data);
                if (recorder.missed() > 0) {
                    throw new IllegalStateException("the store did not take a generation");
                }
                acknowledged.accept(before + (int) data.get("EVALUATIONS"));
            });
            System.out.println(BEGINS);
            algorithm.run();
            recorder.finish();
        }
    }

    private static JMetalRecorder<DoubleSolution> recorder(StorageManager manager, DoubleProblem problem) {
        OptimizationResult description = OptimizationResult.builder()
                .problem(JMetalProblems.describe(problem))
                .build();
        return new JMetalRecorder<>(
                manager.unfinishedRecordings().contains("run")
                        ? manager.resumeRecording("run")
                        : manager.record("run", description),
                problem);
    }
}
