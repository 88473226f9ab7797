package dev.cairn.formats.write;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Constraint;
import dev.cairn.model.History;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.ResultSet;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.util.BitSet;

/** Results that are written. */
final class Samples {
    private Samples() {}

    /** Two objectives and two real variables, all finite, three rows. */
    static OptimizationResult plain() {
        Problem problem = Problem.builder("ZDT1")
                .variable(Variable.real("x1", 0, 1))
                .variable(Variable.real("x2", 0, 1))
                .objective(Objective.minimize("f1"))
                .objective(Objective.minimize("f2"))
                .build();
        return OptimizationResult.builder()
                .problem(problem)
                .variable("x1", 0.1, 0.25, 1.0)
                .variable("x2", 1e-300, -0.0, 123456789.125)
                .objective("f1", 1, 2, 3)
                .objective("f2", 3, 2.5, 4)
                .build();
    }

    /** Every type of column, missing cells, numbers that are not finite, a history and a set; four rows. */
    static OptimizationResult everyType() {
        return everyTypeBuilder().build();
    }

    static OptimizationResultBuilder everyTypeBuilder() {
        Problem problem = Problem.builder("bridge")
                .variable(Variable.real("width", 0.5, 10).withUnit("mm"))
                .variable(Variable.integer("count", -5, 9_007_199_254_740_993L))
                .variable(Variable.categorical("steel, \"kind\"", "S235", "S355"))
                .variable(Variable.binary("flag", 1))
                .variable(Variable.binary("mask", 10))
                .variable(Variable.permutation("order", 3))
                .objective(Objective.minimize("cost"))
                .objective(Objective.maximize("gain"))
                .constraint(Constraint.inequality("stress"))
                .observable(new Observable("cost", "EUR"))
                .build();
        return OptimizationResult.builder()
                .problem(problem)
                .variable("width", RealColumn.of(0.1, -0.0, Double.NaN, 5).withMissing(3))
                .variable(
                        "count", LongColumn.of(1, 9_007_199_254_740_993L, -5, 0).withMissing(3))
                .variable("steel, \"kind\"", TextColumn.of("S235", null, "S355", "S235"))
                .variable(
                        "flag",
                        BitsColumn.of(1, bits(0), bits(), bits(0), bits()).withMissing(3))
                .variable(
                        "mask",
                        BitsColumn.of(10, bits(0, 9), bits(), bits(3), bits()).withMissing(3))
                .variable(
                        "order",
                        IntegerMatrixColumn.of(
                                        3,
                                        new long[] {2, 0, 1},
                                        new long[] {0, 1, 2},
                                        new long[] {1, 2, 0},
                                        new long[] {0, 0, 0})
                                .withMissing(3))
                .objective("cost", Double.POSITIVE_INFINITY, 2, 3, Double.MIN_VALUE)
                .objective("gain", 3, Double.NEGATIVE_INFINITY, 1.0 / 3, 2)
                .constraint("stress", -1, 0, 2, -1)
                .observable("cost", TextColumn.of("=1+1", "", "a\r\nb \"c\", \u00fc\ud83d\ude00", "x"))
                .status("ok", null, "ok", "failed")
                .resultSet(ResultSet.of("best", 1, 3).withMadeBy("test"))
                .history(History.builder()
                        .column("generation", LongColumn.of(0, 1))
                        .column("best f1", 0.5, Double.NaN)
                        .build());
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
