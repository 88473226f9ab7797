package dev.cairn.examples;

import dev.cairn.Recording;
import dev.cairn.ResultRecorder;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.formats.jmetal.JMetalRecorder;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import java.io.PrintStream;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.multiobjective.NSGAIIBuilder;
import org.uma.jmetal.component.catalogue.common.evaluation.impl.SequentialEvaluation;
import org.uma.jmetal.component.catalogue.common.termination.impl.TerminationByEvaluations;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.multiobjective.re.RE31;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * Optimizes a truss with NSGA-II and may be ended at any moment, by Ctrl-C, by {@code kill -9} or by a power cut: started again, it
 * goes on from the last generation with the rest of its evaluations.
 *
 * <p>Read it from {@link #run} on.
 */
public final class ResumeNsgaII {
    static final String KEY = "truss";

    private static final int POPULATION = 100;
    private static final long SEED = 42;

    private final String store;
    private final int evaluations;
    private final PrintStream out;

    /** Records into {@code store}, a folder or the URI of a database. */
    ResumeNsgaII(String store, int evaluations, PrintStream out) {
        this.store = store;
        this.evaluations = evaluations;
        this.out = out;
    }

    /**
     * Runs it with 25,000 evaluations in the folder that is the first argument, or in {@code target/resume}. With the system property
     * {@code interrupt.at} it ends after so many evaluations as if it had been killed.
     */
    public static void main(String... args) {
        String folder = args.length > 0 ? args[0] : "target/resume";
        int interruptAt = Integer.getInteger("interrupt.at", Integer.MAX_VALUE);
        new ResumeNsgaII(folder, 25_000, System.out).run(done -> {
            if (done >= interruptAt) {
                System.out.println("Killed after " + done + " evaluations.");
                Runtime.getRuntime().halt(137);
            }
        });
    }

    /** Tells {@code progress} after each generation how many evaluations were done since this began. */
    void run(IntConsumer progress) {
        try (StorageManager manager = StorageManagers.open(store)) {
            try (JMetalRecorder<DoubleSolution> recorder = new JMetalRecorder<>(begin(manager), new RE31())) {
                EvolutionaryAlgorithm<DoubleSolution> nsga2 = nsga2(new RE31(), recorder);
                nsga2.observable().register((source, data) -> {
                    recorder.update(source, data);
                    progress.accept(nsga2.numberOfEvaluations());
                });
                nsga2.run();
                SaveReceipt receipt = recorder.finish();
                out.println("Saved " + receipt.key() + ", " + receipt.bytes() + " bytes.");
            }
            show(manager);
        }
    }

    /** Takes up the recording that a killed run left, or begins one. */
    private ResultRecorder begin(StorageManager manager) {
        if (!manager.unfinishedRecordings().contains(KEY)) {
            JMetalRandom.getInstance().setSeed(SEED);
            out.println("Begin with seed " + SEED + ".");
            return manager.record(KEY, description());
        }
        ResultRecorder recorder = manager.resumeRecording(KEY);
        // Another seed: the same one would give the numbers again that made the generations before.
        JMetalRandom.getInstance().setSeed(SEED + recorder.nextNumber());
        out.println("Go on behind generation " + (recorder.nextNumber() - 1) + ".");
        return recorder;
    }

    private static OptimizationResult description() {
        return OptimizationResult.builder()
                .problem(EngineeringRun.problem())
                .solver(Solver.of("NSGA-II").withSeed(SEED).withParameter("populationSize", POPULATION))
                .run(new RunInfo(Instant.now(), null, null, null))
                .build();
    }

    private EvolutionaryAlgorithm<DoubleSolution> nsga2(
            DoubleProblem problem, JMetalRecorder<DoubleSolution> recorder) {
        return new NSGAIIBuilder<>(
                        problem,
                        POPULATION,
                        POPULATION,
                        new SBXCrossover(0.9, 20),
                        new PolynomialMutation(1.0 / problem.numberOfVariables(), 20))
                .setEvaluation(recorder.evaluation(new SequentialEvaluation<>(problem)))
                .setTermination(new TerminationByEvaluations(recorder.remaining(evaluations)))
                .build();
    }

    private void show(StorageManager manager) {
        OptimizationResult result = manager.loadResult(KEY);
        Recording recording = manager.recording(KEY).orElseThrow();
        out.println(result.rows() + " solutions after " + result.run().evaluations() + " evaluations.");
        out.println(recording.size() + " generations are in the result, "
                + recording.damages().size() + " damaged.");
    }
}
