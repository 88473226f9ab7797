package dev.cairn.formats.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.model.LongColumn;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.spi.Json;
import dev.cairn.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SafetensorsExporterTest {
    @TempDir
    Path folder;

    private SafetensorsFile write(OptimizationResult result, ExportOptions options) throws IOException {
        Path file = folder.resolve("all.safetensors");
        ResultExporters.write(result, file, options);
        return SafetensorsFile.open(file);
    }

    @Test
    void eachColumnIsATensorOfItsFullName() throws IOException {
        OptimizationResult result = Samples.everyType();
        try (SafetensorsFile file = write(result, ExportOptions.solutions())) {
            assertThat(file.header().names())
                    .containsExactlyInAnyOrder(
                            "variables/width",
                            "valid/variables/width",
                            "variables/count",
                            "valid/variables/count",
                            "variables/steel, \"kind\"",
                            "offsets/variables/steel, \"kind\"",
                            "valid/variables/steel, \"kind\"",
                            "variables/flag",
                            "valid/variables/flag",
                            "variables/mask",
                            "valid/variables/mask",
                            "variables/order",
                            "valid/variables/order",
                            "objectives/cost",
                            "objectives/gain",
                            "constraints/stress",
                            "observables/cost",
                            "offsets/observables/cost",
                            "status",
                            "offsets/status",
                            "valid/status");
            assertThat(file.reader().doubles("variables/width"))
                    .usingComparator(SafetensorsExporterTest::sameBits)
                    .isEqualTo(new double[] {0.1, -0.0, Double.NaN, 0});
            assertThat(file.reader().bytes("valid/variables/width")).containsExactly(1, 1, 1, 0);
            assertThat(file.reader().longs("variables/count")).containsExactly(1, 9_007_199_254_740_993L, -5, 0);
            assertThat(file.reader().tensor("variables/order").shape()).containsExactly(4L, 3L);
            assertThat(file.reader().longs("variables/order")).containsExactly(2, 0, 1, 0, 1, 2, 1, 2, 0, 0, 0, 0);
            assertThat(file.reader().tensor("variables/mask").shape()).containsExactly(4L, 2L);
            assertThat(file.reader().bytes("variables/mask")).containsExactly(1, 2, 0, 0, 8, 0, 0, 0);
            long[] places = file.reader().longs("offsets/observables/cost");
            byte[] texts = file.reader().bytes("observables/cost");
            for (int row = 0; row < 4; row++) {
                assertThat(new String(texts, (int) places[row], (int) (places[row + 1] - places[row]), UTF_8))
                        .isEqualTo(result.observable("cost").value(row));
            }
            String problem = Objects.requireNonNull(file.header().metadata().get("cairn.problem"));
            assertThat(Json.read(problem.getBytes(UTF_8), Problem.class)).isEqualTo(result.problem());
        }
    }

    private static int sameBits(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                        .allMatch(i -> Double.doubleToRawLongBits(one[i]) == Double.doubleToRawLongBits(other[i]))
                ? 0
                : 1;
    }

    @Test
    void longColumnsAreWrittenBlockByBlock() throws IOException {
        double[] reals = IntStream.range(0, 20_001).mapToDouble(i -> i / 3.0).toArray();
        long[] longs = LongStream.range(0, 20_001).toArray();
        OptimizationResult result = OptimizationResult.builder()
                .problem(Problem.builder("p")
                        .observable(Observable.of("r"))
                        .observable(Observable.of("l"))
                        .build())
                .observable("r", RealColumn.of(reals).withMissing(20_000))
                .observable("l", LongColumn.of(longs))
                .build();
        try (SafetensorsFile file = write(result, ExportOptions.solutions())) {
            reals[20_000] = 0;
            assertThat(file.reader().doubles("observables/r")).isEqualTo(reals);
            assertThat(file.reader().longs("observables/l")).isEqualTo(longs);
            byte[] valid = file.reader().bytes("valid/observables/r");
            assertThat(valid).hasSize(20_001).endsWith(1, 0);
        }
    }

    @Test
    void theHistoryAndASetCanBeWrittenInstead() throws IOException {
        try (SafetensorsFile file = write(Samples.everyType(), ExportOptions.history())) {
            assertThat(file.header().names()).containsExactlyInAnyOrder("history/generation", "history/best f1");
            assertThat(file.reader().longs("history/generation")).containsExactly(0, 1);
        }
        try (SafetensorsFile file = write(Samples.everyType(), ExportOptions.set("best"))) {
            assertThat(file.reader().doubles("objectives/gain")).containsExactly(Double.NEGATIVE_INFINITY, 2);
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> write(Samples.plain(), ExportOptions.history()));
    }
}
