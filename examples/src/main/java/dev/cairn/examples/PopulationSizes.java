package dev.cairn.examples;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.formats.jmetal.JMetalProblems;
import dev.cairn.formats.jmetal.JMetalRecorder;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import java.io.PrintStream;
import java.time.Instant;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.multiobjective.NSGAIIBuilder;
import org.uma.jmetal.component.catalogue.common.termination.impl.TerminationByEvaluations;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.multiobjective.zdt.ZDT1;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * Runs NSGA-II with a small and a large population from several seeds each, and records every run, to be compared afterwards: {@code cairn
 * compare --where all --group solver.parameters.populationSize}.
 *
 * <p>Read it from {@link #run} on.
 */
public final class PopulationSizes {
    private final String store;
    private final int seeds;
    private final int evaluations;
    private final PrintStream out;

    /** Records into {@code store}, a folder or the URI of a database. */
    PopulationSizes(String store, int seeds, int evaluations, PrintStream out) {
        this.store = store;
        this.seeds = seeds;
        this.evaluations = evaluations;
        this.out = out;
    }

    /** Runs both from seven seeds with 8,000 evaluations, in the folder that is the first argument, or in {@code target/populations}. */
    public static void main(String... args) {
        new PopulationSizes(args.length > 0 ? args[0] : "target/populations", 7, 8_000, System.out).run();
    }

    /** Each population from each seed. */
    void run() {
        try (StorageManager manager = StorageManagers.open(store)) {
            for (int seed = 1; seed <= seeds; seed++) {
                record(manager, 20, seed);
                record(manager, 100, seed);
            }
        }
    }

    private void record(StorageManager manager, int population, long seed) {
        DoubleProblem problem = new ZDT1();
        JMetalRandom.getInstance().setSeed(seed);
        OptimizationResult description = OptimizationResult.builder()
                .problem(JMetalProblems.describe(problem))
                .solver(Solver.of("NSGA-II").withSeed(seed).withParameter("populationSize", population))
                .run(new RunInfo(Instant.now(), null, null, null))
                .build();
        String key = "population-" + population + "/" + seed;
        try (JMetalRecorder<DoubleSolution> recorder =
                new JMetalRecorder<>(manager.record(key, description), problem)) {
            EvolutionaryAlgorithm<DoubleSolution> algorithm = algorithm(population, problem);
            algorithm.observable().register(recorder);
            algorithm.run();
            out.println("Saved " + recorder.finish().key() + ", " + algorithm.numberOfEvaluations() + " evaluations.");
        }
    }

    private EvolutionaryAlgorithm<DoubleSolution> algorithm(int population, DoubleProblem problem) {
        return new NSGAIIBuilder<>(
                        problem,
                        population,
                        population,
                        new SBXCrossover(0.9, 20),
                        new PolynomialMutation(1.0 / problem.numberOfVariables(), 20))
                .setTermination(new TerminationByEvaluations(evaluations))
                .build();
    }
}
