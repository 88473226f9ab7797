package dev.cairn.formats.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.dflib.Exp.$double;

import dev.cairn.model.Attachment;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Constraint;
import dev.cairn.model.History;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Solver;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.BooleanSeries;
import org.dflib.DataFrame;
import org.dflib.DoubleSeries;
import org.dflib.LongSeries;
import org.dflib.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFramesTest {
    private static final Problem PROBLEM = Problem.builder("p")
            .variable(Variable.real("x"))
            .variable(Variable.integer("n"))
            .variable(Variable.categorical("kind", "a", "b"))
            .variable(Variable.binary("flag", 1))
            .variable(Variable.binary("mask", 9))
            .variable(Variable.permutation("order", 2))
            .objective(Objective.minimize("x"))
            .constraint(Constraint.inequality("g"))
            .observable(Observable.of("t"))
            .observable(Observable.of("count"))
            .build();

    private static OptimizationResult result(boolean missing) {
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        columns.put(ColumnName.variable("x"), RealColumn.of(-0.0, Double.longBitsToDouble(0x7ff8000000000123L), 0.1));
        columns.put(ColumnName.variable("n"), LongColumn.of(Long.MAX_VALUE, -1, 0));
        columns.put(ColumnName.variable("kind"), TextColumn.of("a", "b", "a"));
        columns.put(ColumnName.variable("flag"), BitsColumn.of(1, bits(0), bits(), bits(0)));
        columns.put(ColumnName.variable("mask"), BitsColumn.of(9, bits(8), bits(), bits(1, 2)));
        columns.put(
                ColumnName.variable("order"),
                IntegerMatrixColumn.of(2, new long[] {0, 1}, new long[] {1, 0}, new long[] {0, 1}));
        columns.put(ColumnName.objective("x"), RealColumn.of(1, Double.NEGATIVE_INFINITY, 3));
        columns.put(ColumnName.constraint("g"), RealColumn.of(0, 0, 1));
        columns.put(ColumnName.observable("t"), TextColumn.of("", "x", "y"));
        columns.put(ColumnName.observable("count"), LongColumn.of(1, 2, 3));
        columns.put(ColumnName.STATUS, TextColumn.of("ok", "ok", "failed"));
        var result = OptimizationResult.builder()
                .problem(PROBLEM)
                .solver(Solver.of("NSGA-II"))
                .tag("tag")
                .attachment(Attachment.ofBytes("a", new byte[] {1}))
                .history(History.builder().column("best", 1, 2).build());
        columns.forEach((name, column) -> result.column(name, missing ? column.withMissing(1) : column));
        return result.build();
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFrameBecomesTheSameResultAgain(boolean missing) {
        OptimizationResult result = result(missing);

        DataFrame frame = ResultFrames.from(result);

        assertThat(ResultFrames.toResult(frame, result)).isEqualTo(result);
        assertThat(frame.getColumnsIndex())
                .containsExactly(
                        "variables/x",
                        "n",
                        "kind",
                        "flag",
                        "mask",
                        "order",
                        "objectives/x",
                        "g",
                        "t",
                        "count",
                        "status");
    }

    @Test
    void numbersArePrimitiveWhereNoneIsMissing() {
        DataFrame whole = ResultFrames.from(result(false));
        assertThat((Series<?>) whole.getColumn("variables/x")).isInstanceOf(DoubleSeries.class);
        assertThat((Series<?>) whole.getColumn("n")).isInstanceOf(LongSeries.class);
        assertThat((Series<?>) whole.getColumn("flag")).isInstanceOf(BooleanSeries.class);

        DataFrame gaps = ResultFrames.from(result(true));
        assertThat(gaps.get("n", 0)).isEqualTo(Long.MAX_VALUE);
        for (String column : gaps.getColumnsIndex()) {
            assertThat(gaps.get(column, 1)).as(column).isNull();
        }
    }

    @Test
    void rowsCanBeChosenWithTheLibrary() {
        OptimizationResult result = result(true);
        DataFrame some =
                ResultFrames.from(result).rows($double("objectives/x").gt(1)).select();
        OptimizationResult chosen = ResultFrames.toResult(some, result);
        assertThat(chosen.rows()).isEqualTo(1);
        assertThat(chosen.variable("mask").value(0)).isEqualTo("011000000");
        assertThat(chosen.solver()).isEqualTo(result.solver());
        assertThat(chosen.history()).isEqualTo(result.history());
        assertThat(chosen.attachments()).isEqualTo(result.attachments());
    }

    @Test
    void otherTypesOfNumbersAreTakenWhereTheyLoseNothing() {
        DataFrame frame = DataFrame.byColumn("n", "objectives/x", "count", "t")
                .of(Series.ofInt(1, 2), Series.of(1L, 2.5f), Series.of(1, null), Series.of(new Double[] {null, null}));
        OptimizationResult result = ResultFrames.toResult(frame, result(false));
        assertThat(result.variable("n")).isEqualTo(LongColumn.of(1, 2));
        assertThat(result.objective("x")).isEqualTo(RealColumn.of(1, 2.5));
        assertThat(result.observable("count")).isEqualTo(LongColumn.of(1, 0).withMissing(1));
        assertThat(result.observable("t")).isEqualTo(RealColumn.of(0, 0).withMissing(0, 1));
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        refuses("n", Series.of(1L, 0.5), "'n'", "row 1", "'0.5'", "whole number");
        refuses("objectives/x", Series.of("1"), "'objectives/x'", "row 0", "String");
        refuses("g", Series.of(1.0, (1L << 53) + 1), "row 1", "exactly");
        refuses("mask", Series.of("01"), "row 0", "9 times");
        refuses("order", Series.of(List.of(1L)), "row 0", "list of 2");
        refuses("status", Series.of(1), "row 0", "text");
        refuses("y", Series.of(1), "'p'", "y", "observables");
    }

    private static void refuses(String column, Series<?> values, String... words) {
        DataFrame frame = DataFrame.byColumn(column).of(values);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultFrames.toResult(frame, result(false)))
                .withMessageContainingAll(words);
    }

    @Test
    void theHistoryIsAFrameOfItsOwn() {
        DataFrame history = ResultFrames.history(result(false));
        assertThat(history.getColumnsIndex()).containsExactly("best");
        assertThat(history.get("best", 1)).isEqualTo(2.0);
    }
}
