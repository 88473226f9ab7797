package dev.cairn.formats.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.formats.read.ReadOptions;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class JMetalExporterTest {
    @TempDir
    Path folder;

    private static ExportedResult write(OptimizationResult result, Path target) {
        return ResultExporters.named("jmetal").write(result, target, ExportOptions.solutions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FUN.csv", "VAR.csv", "FUN3.tsv", "BEST_HV_FUN.csv"})
    void theReaderGivesTheSameNumbersBack(String name) {
        OptimizationResult result = Samples.plain().toBuilder()
                .objective("f1", Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE)
                .build();
        ExportedResult written = write(result, folder.resolve(name));

        assertThat(written.files()).hasSize(2).allMatch(Files::isRegularFile);
        OptimizationResult read = ResultReaders.named("jmetal")
                .read(written.files().get(0), ReadOptions.none())
                .result();
        assertThat(read.columns()).isEqualTo(result.columns());
    }

    @Test
    void aFolderGetsBothFiles() throws IOException {
        write(Samples.plain(), folder);
        assertThat(folder.resolve("FUN.csv")).hasContent("1.0,3.0\n2.0,2.5\n3.0,4.0");
        assertThat(Files.readString(folder.resolve("VAR.csv")))
                .isEqualTo("0.1,1.0E-300\n0.25,-0.0\n1.0,1.23456789125E8\n");
        assertThat(ResultReaders.read(folder).result().columns())
                .isEqualTo(Samples.plain().columns());
    }

    @Test
    void maximizedObjectivesAreWrittenAsTheyAreAndThatIsSaid() throws IOException {
        Problem problem = Problem.builder("p")
                .variable(Variable.integer("n"))
                .variable(Variable.binary("b", 3))
                .objective(Objective.maximize("gain"))
                .build();
        BitSet first = new BitSet();
        first.set(0);
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .variable("n", LongColumn.of(7))
                .variable("b", BitsColumn.of(3, first))
                .objective("gain", 5)
                .build();
        ExportedResult written = write(result, folder.resolve("FUN"));

        assertThat(folder.resolve("FUN.csv")).hasContent("5.0");
        assertThat(folder.resolve("VAR.csv")).hasContent("7,100");
        assertThat(written.notCarried())
                .anyMatch(lost -> lost.contains("gain") && lost.contains("not negated"))
                .anyMatch(lost -> lost.contains("bits"));
    }

    @Test
    void aPermutationIsAllItsNumbers() throws IOException {
        Problem problem = Problem.builder("tsp")
                .variable(Variable.permutation("order", 3))
                .objective(Objective.minimize("length"))
                .build();
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .variable("order", IntegerMatrixColumn.of(3, new long[] {2, 0, 1}, new long[] {0, 1, 2}))
                .objective("length", 1, 2)
                .build();
        write(result, folder.resolve("FUN.tsv"));
        assertThat(Files.readString(folder.resolve("VAR.tsv"))).isEqualTo("2 0 1\n0 1 2\n");
    }

    @Test
    void whatCannotBeSaidIsRefusedBeforeAnythingIsWritten() throws IOException {
        refused(Samples.everyType(), "variables/width", "row 3");
        refused(
                Samples.plain().toBuilder()
                        .objective("f1", RealColumn.of(1, 2, 3).withMissing(1))
                        .build(),
                "objectives/f1",
                "row 1");
        Problem category = Problem.builder("p")
                .variable(Variable.categorical("kind", "a"))
                .objective(Objective.minimize("f"))
                .build();
        refused(
                OptimizationResult.builder()
                        .problem(category)
                        .variable("kind", TextColumn.of("a"))
                        .objective("f", 1)
                        .build(),
                "variables/kind",
                "texts");
        refused(OptimizationResult.builder().problem(category).build(), "no objectives");
        refused(
                OptimizationResult.builder()
                        .problem(category)
                        .objective("f", new double[0])
                        .build(),
                "no solutions");
        assertThat(folder).isEmptyDirectory();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> write(Samples.plain(), folder.resolve("front.csv")))
                .withMessageContainingAll("FUN", "front.csv");
        Files.writeString(folder.resolve("VAR.csv"), "1\n");
        refused(OptimizationResult.builder().problem(category).objective("f", 1).build(), "VAR.csv", "remove it");
    }

    private void refused(OptimizationResult result, String... words) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> write(result, folder.resolve("FUN.csv")))
                .withMessageContainingAll(words);
    }
}
