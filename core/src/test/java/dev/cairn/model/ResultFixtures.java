package dev.cairn.model;

import java.time.Instant;
import java.util.BitSet;

/** Results for tests: a truss with a variable of every type, and three solutions of it. */
final class ResultFixtures {
    static final Problem TRUSS = Problem.builder("truss")
            .variable(Variable.real("area", 0, 10).withUnit("cm2"))
            .variable(Variable.integer("bars", 1, 9))
            .variable(Variable.binary("joints", 3))
            .variable(Variable.categorical("material", "steel", "wood"))
            .variable(Variable.permutation("order", 2))
            .objective(Objective.minimize("mass").withUnit("kg"))
            .objective(Objective.maximize("load"))
            .constraint(Constraint.inequality("stress"))
            .observable(Observable.of("time").withUnit("s"))
            .build();

    /** A problem with two real variables and two objectives to minimize. */
    static final Problem PLAIN = Problem.builder("plain")
            .variable(Variable.real("x1"))
            .variable(Variable.real("x2"))
            .objective(Objective.minimize("f1"))
            .objective(Objective.minimize("f2"))
            .build();

    private ResultFixtures() {}

    /** A builder that began with three solutions, whose parts can be replaced: the last is infeasible, the first two do not dominate each other. */
    static OptimizationResultBuilder truss() {
        return OptimizationResult.builder()
                .problem(TRUSS)
                .solver(Solver.of("NSGA-II").withSeed(42).withParameter("populationSize", 100))
                .run(RunInfo.between(Instant.EPOCH, Instant.ofEpochSecond(5, 1)).withEvaluations(300))
                .variable("area", 1.5, 2.5, 3.5)
                .variable("bars", LongColumn.of(1, 2, 3))
                .variable("joints", BitsColumn.of(3, bits(0), bits(1, 2), bits()))
                .variable("material", TextColumn.of("steel", "wood", "steel"))
                .variable("order", IntegerMatrixColumn.of(2, new long[] {0, 1}, new long[] {1, 0}, new long[] {0, 1}))
                .objective("mass", 1, 2, 0)
                .objective("load", 10, 20, 30)
                .constraint("stress", -1, 0, 1)
                .observable("time", 0.1, 0.2, 0.3)
                .status("OK", null, "FAILED")
                .environment("jvm", "17")
                .metadata("note", "first try")
                .tag("nightly")
                .madeFrom("run_000")
                .resultSet(ResultSet.of("chosen", 1))
                .history(History.builder().column("best", 3, 2, 1).build())
                .attachment(Attachment.ofBytes("log.txt", "text/plain", new byte[] {1, 2, 3}))
                .build()
                .toBuilder();
    }

    /** A result of {@link #PLAIN} with these values of the objectives. */
    static OptimizationResult plain(double[] f1, double[] f2) {
        return OptimizationResult.builder()
                .problem(PLAIN)
                .objective("f1", f1)
                .objective("f2", f2)
                .build();
    }

    static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
