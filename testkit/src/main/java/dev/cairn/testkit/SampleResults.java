package dev.cairn.testkit;

import dev.cairn.model.Attachment;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Constraint;
import dev.cairn.model.History;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.ResultSet;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Results for tests: small ones that differ by a number, and one that has everything a result can have. */
public final class SampleResults {
    /** A NaN whose payload says more than that it is one. */
    public static final double NAN_WITH_PAYLOAD = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);

    private static final double[] SPECIAL = {
        Double.NaN, NAN_WITH_PAYLOAD, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
    };

    private SampleResults() {}

    /** A result of {@code rows} solutions with two variables and two objectives; equal for equal numbers. */
    public static OptimizationResult numbered(int number, int rows) {
        Random random = new Random(number);
        return OptimizationResult.builder()
                .problem(Problem.builder("sample")
                        .variable(Variable.real("x1", 0, 1))
                        .variable(Variable.real("x2"))
                        .objective(Objective.minimize("f1"))
                        .objective(Objective.maximize("f2"))
                        .build())
                .solver(Solver.of("random search").withSeed(number))
                .variable("x1", random.doubles(rows).toArray())
                .variable("x2", random.doubles(rows, -5, 5).toArray())
                .objective("f1", random.doubles(rows).toArray())
                .objective("f2", random.doubles(rows).toArray())
                .metadata("number", number)
                .build();
    }

    /** A result with every type of column, missing cells, every special double, history, sets, attachments and metadata. */
    public static OptimizationResult withEverything() {
        int rows = SPECIAL.length;
        return OptimizationResult.builder()
                .problem(problem())
                .solver(Solver.of("NSGA-II")
                        .withVersion("6.6")
                        .withSeed(Long.MIN_VALUE)
                        .withParameter("rate", 0.9))
                .run(new RunInfo(
                        Instant.parse("2026-11-20T10:00:00.000000001Z"),
                        Instant.parse("2026-11-20T10:01:00Z"),
                        25_000L,
                        "done"))
                .environment("jvm", Map.of("version", "17", "heap", 1L << 40))
                .metadata(
                        "$odd",
                        Arrays.asList(
                                1L, 1.0, Double.NaN, NAN_WITH_PAYLOAD, -0.0, null, true, Map.of("$$", (1L << 53) + 1)))
                .tag("first")
                .tag("\u00fcml\u00e4ut \uD83D\uDE00")
                .madeFrom("run/0")
                .variable("real", RealColumn.of(SPECIAL).withMissing(5))
                .variable("whole", LongColumn.of(0, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, 5, 6))
                .variable("bits", bits(rows))
                .variable("category", TextColumn.of("red", "green", null, "red", "blue", "red", "green"))
                .variable("order", order(rows))
                .objective("f 1", RealColumn.of(SPECIAL))
                .objective("f/2", SPECIAL)
                .constraint("g", SPECIAL)
                .observable("seconds", RealColumn.of(new double[rows]))
                .observable("note", TextColumn.of("", "a", "\u00e9", "\uD83D\uDE00", "line\nbreak", null, "\u0000"))
                .status("ok", "ok", "failed", null, "ok", "ok", "ok")
                .resultSet(ResultSet.of("chosen", 0, 2, 4)
                        .withMadeBy("a person")
                        .withMethod("by eye")
                        .withParent("all"))
                .resultSet(ResultSet.of("none"))
                .history(History.builder()
                        .column("generation", LongColumn.of(1, 2, 3))
                        .column("best", Double.NaN, -0.0, 1)
                        .column("event", TextColumn.of("start", null, "end"))
                        .build())
                .attachment(Attachment.ofBytes("log.txt", "text/plain", "started".getBytes(StandardCharsets.UTF_8)))
                .attachment(Attachment.ofBytes("empty", new byte[0]))
                .build();
    }

    private static Problem problem() {
        return Problem.builder("everything")
                .description("one of each")
                .suite("cairn")
                .variable(Variable.real("real", -1.5, 1e300).withUnit("mm"))
                .variable(Variable.integer("whole", Long.MIN_VALUE, Long.MAX_VALUE))
                .variable(Variable.binary("bits", 11))
                .variable(Variable.categorical("category", List.of("red", "green", "blue")))
                .variable(Variable.permutation("order", 3))
                .objective(Objective.minimize("f 1").withUnit("kg"))
                .objective(Objective.maximize("f/2"))
                .constraint(Constraint.equality("g", 1e-6))
                .observable(Observable.of("seconds").withUnit("s"))
                .observable(Observable.of("note"))
                .build();
    }

    private static BitsColumn bits(int rows) {
        BitSet[] bits = new BitSet[rows];
        for (int row = 0; row < rows; row++) {
            bits[row] = BitSet.valueOf(new long[] {(row * 397L) & 0x7ff});
        }
        return BitsColumn.of(11, bits).withMissing(1);
    }

    private static IntegerMatrixColumn order(int rows) {
        long[][] order = new long[rows][];
        for (int row = 0; row < rows; row++) {
            order[row] = new long[] {row % 3, (row + 1) % 3, (row + 2) % 3};
        }
        return IntegerMatrixColumn.of(3, order).withMissing(6);
    }
}
