package dev.cairn.examples;

import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.model.Variable;
import java.time.Instant;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.multiobjective.re.RE31;
import org.uma.jmetal.util.bounds.Bounds;
import org.uma.jmetal.util.pseudorandom.JMetalRandom;

/**
 * Designs a truss of two bars with NSGA-II: light, little strained, and within the limits of the material.
 *
 * <p>The problem is RE31 of Tanabe and Ishibuchi, "An easy-to-use real-world multi-objective optimization problem suite",
 * Applied Soft Computing 89 (2020), 106078, as jMetal computes it. The same seed finds the same solutions. Runs must not
 * overlap: jMetal has one random generator for the whole program.
 *
 * @param population how many solutions a generation has
 * @param evaluations how many solutions are evaluated in a run
 */
record EngineeringRun(int population, int evaluations) {
    private static final DoubleProblem TRUSS = new RE31();

    private static final String JMETAL = "jMetal 6.6";
    private static final double CROSSOVER_PROBABILITY = 0.9;
    private static final double DISTRIBUTION_INDEX = 20;

    /** The problem in words, with the bounds that jMetal uses. */
    static Problem problem() {
        return Problem.builder(TRUSS.name())
                .description("Truss of two bars: small volume, small stress in the first bar, limits kept")
                .suite("RE")
                .variable(variable(0, "area_1").withUnit("m2"))
                .variable(variable(1, "area_2").withUnit("m2"))
                .variable(variable(2, "height").withUnit("m"))
                .objective(Objective.minimize("volume").withUnit("m3"))
                .objective(Objective.minimize("stress").withUnit("kPa"))
                .objective(Objective.minimize("violation"))
                .build();
    }

    private static Variable variable(int index, String name) {
        Bounds<Double> bounds = TRUSS.variableBounds().get(index);
        return Variable.real(name, bounds.getLowerBound(), bounds.getUpperBound());
    }

    /** Runs NSGA-II and returns its last population, and all that is needed to run it again. */
    OptimizationResult withSeed(long seed) {
        JMetalRandom.getInstance().setSeed(seed);
        double mutationProbability = 1.0 / TRUSS.numberOfVariables();
        RecordedNsgaII algorithm = new RecordedNsgaII(
                TRUSS,
                population,
                evaluations,
                new SBXCrossover(CROSSOVER_PROBABILITY, DISTRIBUTION_INDEX),
                new PolynomialMutation(mutationProbability, DISTRIBUTION_INDEX));
        Instant started = Instant.now();
        algorithm.run();
        RunInfo run = RunInfo.between(started, Instant.now())
                .withEvaluations(algorithm.evaluations())
                .withTermination("all evaluations were used");

        Problem problem = problem();
        // All of the last population: algorithm.result() would leave out what the front dominates.
        return JMetalResults.from(algorithm.getPopulation(), problem, solver(seed, mutationProbability), run)
                .toBuilder()
                .history(algorithm.history(problem))
                .environment("java", Runtime.version().toString())
                .environment("os", System.getProperty("os.name", "unknown"))
                .tag("quickstart")
                .tag("truss")
                .build();
    }

    private Solver solver(long seed, double mutationProbability) {
        return Solver.of("NSGA-II")
                .withVersion(JMETAL)
                .withSeed(seed)
                .withParameter("populationSize", population)
                .withParameter("maxEvaluations", evaluations)
                .withParameter("crossover", "SBX")
                .withParameter("crossoverProbability", CROSSOVER_PROBABILITY)
                .withParameter("crossoverDistributionIndex", DISTRIBUTION_INDEX)
                .withParameter("mutation", "polynomial")
                .withParameter("mutationProbability", mutationProbability)
                .withParameter("mutationDistributionIndex", DISTRIBUTION_INDEX)
                .withParameter("selection", "binary tournament");
    }
}
