package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CorruptException;
import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that real optimizers wrote, where the data set of the project lies beside it, compared with a plain parser. */
class RealFilesTest {
    @Test
    void frontsOfJMetal() throws IOException {
        for (Path file : files("jmetal/referenceFrontsCSV")) {
            ReadResult read = ResultReaders.read(file);
            assertThat(read.reader()).isEqualTo("jmetal");
            assertObjectives(read.result(), plain(file, ","));
        }
    }

    @Test
    void malformedFilesOfJMetal() throws IOException {
        for (Path file : files("jmetal/malformed")) {
            String name = file.getFileName().toString();
            if (name.contains("Point")) {
                assertThat(ResultReaders.read(file).result().rows()).isEqualTo(name.contains("One") ? 1 : 4);
                continue;
            }
            String reason = name.contains("empty") ? "empty" : "line 2";
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> ResultReaders.read(file))
                    .withMessageContainingAll(file.toString(), reason);
        }
    }

    @Test
    void frontsAndTriplesOfPymoo() throws IOException {
        for (Path file : files("pymoo")) {
            ReadResult read = ResultReaders.read(file);
            assertThat(read.reader()).as("%s", file).isEqualTo("pymoo");
            OptimizationResult result = read.result();
            if (file.toString().endsWith(".pf")) {
                assertObjectives(result, plain(file, "\\s+"));
                continue;
            }
            String stem = Origin.stem(file);
            assertThat(read.files()).hasSize(3);
            assertObjectives(result, plain(file.resolveSibling(stem + ".f"), "\\s+"));
            List<String[]> variables = plain(file.resolveSibling(stem + ".x"), "\\s+");
            List<String[]> times = plain(file.resolveSibling(stem + ".t"), "\\s+");
            assertThat(result.variableNames()).hasSize(variables.get(0).length);
            for (int row = 0; row < variables.size(); row++) {
                assertThat(result.variable("x10").value(row))
                        .isEqualTo(Double.valueOf(variables.get(row)[9]));
                assertThat(result.observable("t1").value(row)).isEqualTo(Double.valueOf(times.get(row)[0]));
            }
        }
    }

    @Test
    void frontsOfTheMoeaFramework() throws IOException {
        for (Path file : files("moea")) {
            ReadResult read = ResultReaders.read(file);
            assertThat(read.reader()).isEqualTo("moea");
            assertObjectives(read.result(), plain(file, "\\s+"));
            assertThat(read.result().variableNames()).hasSize(file.toString().contains("ZDT6") ? 10 : 6);
        }
    }

    @Test
    void aTableOfNevergrad() throws IOException {
        for (Path file : files("nevergrad")) {
            OptimizationResult result = ResultReaders.read(file).result();
            List<String[]> rows = plain(file, ",");
            String[] header = rows.remove(0);
            assertThat(result.rows()).isEqualTo(rows.size()).isEqualTo(937);
            assertThat(result.objectiveNames()).containsExactly("loss");
            for (int column = 0; column < header.length; column++) {
                for (int row = 0; row < rows.size(); row++) {
                    Object value = header[column].equals("loss")
                            ? (Object) result.objective("loss").get(row)
                            : result.observable(header[column]).value(row);
                    String text = rows.get(row)[column];
                    Object expected = value instanceof Long
                            ? (Object) Long.valueOf(text)
                            : value instanceof Double ? (Object) Double.valueOf(text) : text;
                    assertThat(value).isEqualTo(expected);
                }
            }
            assertThat(result.observable("optimizer_name").value(0)).isEqualTo("AdamSP");
            assertThat(result.observable("seed").value(0)).isEqualTo(-1L);
        }
    }

    private static void assertObjectives(OptimizationResult result, List<String[]> rows) {
        assertThat(result.rows()).isEqualTo(rows.size()).isPositive();
        assertThat(result.objectiveNames()).hasSize(rows.get(0).length);
        for (int column = 0; column < rows.get(0).length; column++) {
            int index = column;
            double[] expected = rows.stream()
                    .mapToDouble(row -> Double.parseDouble(row[index]))
                    .toArray();
            assertThat(result.objective("f" + (column + 1)).toArray()).containsExactly(expected);
        }
    }

    private static List<String[]> plain(Path file, String separator) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return new ArrayList<>(lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split(separator))
                    .toList());
        }
    }

    private static List<Path> files(String folder) throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data").resolve(folder);
            if (Files.isDirectory(data)) {
                try (Stream<Path> all = Files.walk(data)) {
                    return all.filter(Files::isRegularFile).sorted().toList();
                }
            }
        }
        assumeTrue(false, () -> "no shared/data/" + folder + " beside the project");
        return List.of();
    }
}
