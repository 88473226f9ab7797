package dev.cairn.benchmark.peer;

import dev.cairn.model.Attributes;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.Solver;
import dev.cairn.model.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What a program has in its hands when an optimizer is done: arrays, and a few words about them. */
public final class Sample {
    private static final int OBJECTIVES = 2;
    private static final Map<String, Object> PARAMETERS =
            Map.of("population", 100, "crossover", 0.9, "mutation", 1.0 / 30);

    private final Map<String, double[]> columns;
    private final long seed;

    private Sample(Map<String, double[]> columns, long seed) {
        this.columns = columns;
        this.seed = seed;
    }

    /** One with so many columns and rows; of 8 columns and 150 rows its arrays have 9,600 bytes. */
    public static Sample of(int width, int rows, long seed) {
        Random random = new Random(seed);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < width; i++) {
            String name = i < width - OBJECTIVES ? "x" + i : "f" + (i - width + OBJECTIVES);
            columns.put(name, random.doubles(rows).toArray());
        }
        return new Sample(columns, seed);
    }

    /** Another one that differs in the seed and the first value of each column, so no two have the same bytes. */
    public Sample another(long newSeed) {
        Map<String, double[]> others = new LinkedHashMap<>();
        columns.forEach((name, values) -> {
            double[] copy = values.clone();
            copy[0] = newSeed * 1e-9;
            others.put(name, copy);
        });
        return new Sample(others, newSeed);
    }

    /** The arrays by their names, variables before objectives; not to be changed. */
    public Map<String, double[]> columns() {
        return columns;
    }

    public long seed() {
        return seed;
    }

    /** What is said about them, for those who write JSON. */
    public Map<String, Object> description() {
        return Map.of("problem", "ZDT1", "solver", "NSGA-II", "seed", seed, "parameters", PARAMETERS);
    }

    /** The same as a result. */
    public OptimizationResult result() {
        Problem.Builder problem = Problem.builder("ZDT1");
        OptimizationResultBuilder result = OptimizationResult.builder();
        columns.forEach((name, values) -> {
            if (name.startsWith("x")) {
                problem.variable(Variable.real(name, 0, 1));
                result.variable(name, values);
            } else {
                problem.objective(Objective.minimize(name));
                result.objective(name, values);
            }
        });
        return result.problem(problem.build())
                .solver(Solver.of("NSGA-II").withSeed(seed).withParameters(Attributes.of(PARAMETERS)))
                .build();
    }
}
