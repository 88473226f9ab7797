package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Column;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that docs/format.md comes with reads what Java wrote, by that page alone. */
class PythonReaderTest {
    private static final Path SCRIPT = Path.of("..", "docs", "read_result.py");
    private static final String KEY = "../Run \u00fc:1";

    @TempDir
    Path folder;

    @BeforeEach
    void needsPython() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "there is no python3 on this machine");
    }

    private record Run(int exit, String output) {}

    private Run read(String... more) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("python3", SCRIPT.toString(), folder.toString(), KEY, "--scope", "My exp:1.0"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private SaveReceipt save(OptimizationResult result) {
        try (StorageManager manager =
                StorageManagers.create("filesystem", Map.of("base_path", folder, "experiment_id", "My exp:1.0"))) {
            return manager.saveResult(KEY, result);
        }
    }

    @Test
    void everyCellIsReadBitForBit() throws Exception {
        OptimizationResult result = SampleResults.withEverything();
        SaveReceipt receipt = save(result);

        Run run = read();

        assertThat(run.exit()).as(run.output()).isZero();
        JsonNode read = new ObjectMapper().readTree(run.output());
        assertThat(read.path("head").path("sha256").asText()).isEqualTo(receipt.digest());
        assertThat(read.path("head").path("revision").asLong()).isEqualTo(receipt.revision());
        result.columns()
                .forEach((name, column) -> same(column, read.path("columns").path(name.toString())));
        result.history()
                .columns()
                .forEach((name, column) -> same(column, read.path("columns").path("history/" + name)));
        assertThat(read.path("resultSets").path("chosen").toString()).isEqualTo("[0,2,4]");
        assertThat(read.path("body")
                        .path("problem")
                        .path("variables")
                        .get(0)
                        .path("unit")
                        .asText())
                .isEqualTo("mm");
    }

    private static void same(Column column, JsonNode cells) {
        assertThat(cells.size()).isEqualTo(column.rows());
        for (int row = 0; row < column.rows(); row++) {
            assertThat(text(cells.get(row))).isEqualTo(expected(column, row));
        }
    }

    private static String text(JsonNode cell) {
        return cell.has("bits") ? cell.path("bits").asText() : cell.isTextual() ? cell.asText() : cell.toString();
    }

    private static String expected(Column column, int row) {
        if (column instanceof RealColumn real && !real.isMissing(row)) {
            return String.format("%016x", Double.doubleToRawLongBits(real.get(row)));
        }
        return String.valueOf(column.value(row)).replace(", ", ",");
    }

    @Test
    void aFlippedBitIsNoticed() throws Exception {
        save(SampleResults.withEverything());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().contains("_blobs") && Files.isRegularFile(f))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > 0) {
                    bytes[bytes.length / 2] ^= 4;
                    Files.write(file, bytes);
                }
            }
        }

        Run run = read();

        assertThat(run.exit()).isNotZero();
        assertThat(run.output()).contains("damaged");
    }
}
