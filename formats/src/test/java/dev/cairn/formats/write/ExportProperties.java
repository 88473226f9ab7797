package dev.cairn.formats.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.formats.read.ReadOptions;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was written reads back: all of it as JSON, all values of a table as CSV. */
class ExportProperties {
    @Property(tries = 80)
    void jsonGivesAnEqualResult(@ForAll("results") OptimizationResult result) throws IOException {
        Path file = Files.createTempFile("result", ".json");
        try {
            ResultExporters.write(result, file);
            assertThat(ResultReaders.read(file).result()).isEqualTo(result);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 80)
    void csvGivesTheSameValues(@ForAll("results") OptimizationResult result) throws IOException {
        Path file = Files.createTempFile("result", ".csv");
        try {
            ResultExporters.write(result, file);
            String objective = result.objectiveNames().get(0);
            String variable = result.variableNames().get(0);
            String text = result.problem().observables().get(0).name();
            OptimizationResult read = ResultReaders.named("csv")
                    .read(file, ReadOptions.none().minimizing(objective).withVariables(variable))
                    .result();
            assertThat(read.objective(objective)).isEqualTo(canonical(result.objective(objective)));
            assertThat(read.rows()).isEqualTo(result.rows());
            if (result.rows() > 0) {
                assertThat(read.observable(text)).isEqualTo(result.observable(text));
            }
            for (int row = 0; row < result.rows(); row++) {
                assertThat(read.variable(variable).value(row))
                        .isEqualTo(result.variable(variable).value(row));
            }
        } finally {
            Files.delete(file);
        }
    }

    /** A text says that a number is none, but not by which bits. */
    private static RealColumn canonical(RealColumn column) {
        double[] values = column.toArray();
        for (int row = 0; row < values.length; row++) {
            values[row] = Double.isNaN(values[row]) ? Double.NaN : values[row];
        }
        return RealColumn.adopt(values, column.missing());
    }

    @Provide
    Arbitrary<OptimizationResult> results() {
        Arbitrary<List<String>> names = name().list().ofSize(3).uniqueElements();
        Arbitrary<Double> real = Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.of(0.0, -0.0, 1.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY));
        Arbitrary<String> text = Arbitraries.strings()
                .withChars('a', '"', ',', ';', '\n', '\r', '\t', ' ', '\'', '\\', '\u00fc', '\u2028', '=', '#')
                .ofMaxLength(8);
        return Combinators.combine(
                        names,
                        real.array(double[].class).ofSize(6),
                        Arbitraries.longs().array(long[].class).ofSize(6),
                        text.array(String[].class).ofSize(6),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 63))
                .as(ExportProperties::result);
    }

    private static Arbitrary<String> name() {
        return Arbitraries.strings()
                .withChars('x', 'f', '1', '"', ',', ';', '#', '/', ' ', '\u00fc', '-')
                .ofMinLength(1)
                .ofMaxLength(6)
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /** The text of the first row says that the column is none of numbers. */
    private static OptimizationResult result(
            List<String> names, double[] reals, long[] longs, String[] texts, int rows, int missing) {
        BitSet none = BitSet.valueOf(new long[] {missing});
        none.clear(rows, Integer.MAX_VALUE);
        String[] kept = IntStream.range(0, rows).mapToObj(row -> texts[row]).toArray(String[]::new);
        if (rows > 0) {
            kept[0] = "a" + kept[0];
        }
        Problem problem = Problem.builder("p")
                .variable(Variable.integer(names.get(0)))
                .objective(Objective.minimize(names.get(1)))
                .observable(Observable.of(names.get(2)))
                .build();
        BitSet later = (BitSet) none.clone();
        later.clear(0);
        return OptimizationResult.builder()
                .problem(problem)
                .variable(
                        names.get(0), LongColumn.of(Arrays.copyOf(longs, rows)).withMissing(none))
                .objective(
                        names.get(1), RealColumn.of(Arrays.copyOf(reals, rows)).withMissing(none))
                .observable(
                        names.get(2),
                        rows == 0
                                ? TextColumn.of(List.of())
                                : TextColumn.of(kept).withMissing(later))
                .build();
    }
}
