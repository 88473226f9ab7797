package dev.cairn.formats.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.formats.read.ReadOptions;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class CsvExporterTest {
    @TempDir
    Path folder;

    @Test
    void aTableOfEveryTypeReadsAsItIsWritten() throws IOException {
        ExportedResult written = ResultExporters.write(Samples.everyType(), folder.resolve("all.csv"));

        assertThat(written.rows()).isEqualTo(4);
        assertThat(written.files()).containsExactly(folder.resolve("all.csv"));
        assertThat(Files.readString(folder.resolve("all.csv"))).isEqualTo("""
                        "width","count","steel, ""kind""\","flag","mask","order","objectives/cost","gain","stress","observables/cost","status"
                        0.1,1,"S235","1","1000000001","2 0 1",Infinity,3.0,-1.0,"=1+1","ok"
                        -0.0,9007199254740993,,"0","0000000000","0 1 2",2.0,-Infinity,0.0,"",
                        NaN,-5,"S355","1","0001000000","1 2 0",3.0,0.3333333333333333,2.0,"a\r
                        b ""c"", \u00fc\ud83d\ude00","ok"
                        ,,"S235",,,,4.9E-324,2.0,-1.0,"x","failed"
                        """);
    }

    @Test
    void theReaderOfTablesGivesTheSameValuesBack() {
        OptimizationResult result = Samples.everyType();
        Path file =
                ResultExporters.write(result, folder.resolve("all.csv")).files().get(0);

        OptimizationResult read = ResultReaders.read(
                        file,
                        ReadOptions.none()
                                .withVariables("width", "count", "steel, \"kind\"")
                                .minimizing("objectives/cost")
                                .maximizing("gain"))
                .result();

        for (String name : List.of("width", "count", "steel, \"kind\"")) {
            assertThat(read.variable(name)).isEqualTo(result.variable(name));
        }
        assertThat(read.objective("objectives/cost")).isEqualTo(result.objective("cost"));
        assertThat(read.objective("gain")).isEqualTo(result.objective("gain"));
        assertThat(read.observable("observables/cost")).isEqualTo(result.observable("cost"));
        assertThat(read.observable("stress")).isEqualTo(result.constraint("stress"));
        assertThat(read.observable("status")).isEqualTo(result.status().orElseThrow());
    }

    @Test
    void doublesHaveTheShortestTextThatGivesThemBack() throws IOException {
        OptimizationResult result = Samples.plain().toBuilder()
                .objective("f1", 2.0E-3, Double.parseDouble("1e23"), Math.scalb(1.0, -44))
                .build();
        List<String> lines = Files.readAllLines(
                ResultExporters.write(result, folder.resolve("a.csv")).files().get(0));
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[2]))
                .containsExactly("0.002", "1.0E23", "5.684341886080802E-14");
    }

    @Test
    void theHistoryAndAnySetCanBeWrittenInstead() throws IOException {
        OptimizationResult result = Samples.everyType();
        Path history = folder.resolve("history.csv");
        ResultExporters.write(result, history, ExportOptions.history());
        assertThat(Files.readString(history)).isEqualTo("\"generation\",\"best f1\"\n0,0.5\n1,NaN\n");

        Path best = folder.resolve("best.csv");
        assertThat(ResultExporters.write(result, best, ExportOptions.set("best"))
                        .rows())
                .isEqualTo(2);
        assertThat(Files.readString(best)).contains("-0.0,9007199254740993,,").contains("\"failed\"");
        assertThat(ResultExporters.write(Samples.plain(), best, ExportOptions.set("pareto_front"))
                        .rows())
                .isEqualTo(2);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.write(result, best, ExportOptions.set("none")))
                .withMessageContainingAll("'none'", "best", "pareto_front", "feasible");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.write(Samples.plain(), best, ExportOptions.history()))
                .withMessageContaining("no columns of a history");
    }

    @Test
    void manyResultsBecomeOneTable() throws IOException {
        Path file = folder.resolve("many.csv");
        ExportedResult written = ResultExporters.writeAll(
                Stream.of(Map.entry("a", Samples.plain()), Map.entry("b, c", Samples.plain())), file);

        assertThat(written.rows()).isEqualTo(6);
        assertThat(Files.readAllLines(file))
                .hasSize(7)
                .startsWith("\"result\",\"x1\",\"x2\",\"f1\",\"f2\"", "\"a\",0.1,1.0E-300,1.0,3.0")
                .endsWith("\"b, c\",1.0,1.23456789125E8,3.0,4.0");
    }

    @Test
    void resultsWithOtherColumnsAreRefusedAndWhatWasThereStays() throws IOException {
        Path file = Files.writeString(folder.resolve("many.csv"), "before");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.writeAll(
                        Stream.of(Map.entry("a", Samples.plain()), Map.entry("b", Samples.everyType())), file))
                .withMessageContainingAll("'a'", "'b'", "x1 (real)", "mask (10 bits)");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.writeAll(Stream.of(), file));
        assertThat(file).hasContent("before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aTableOfOneColumnKeepsItsMissingCells(int missing) {
        Problem problem =
                Problem.builder("p").objective(Objective.minimize("f")).build();
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .objective("f", RealColumn.of(1, 2, 3).withMissing(missing))
                .build();
        Path file =
                ResultExporters.write(result, folder.resolve("one.csv")).files().get(0);
        assertThat(ResultReaders.read(file, ReadOptions.none().minimizing("f"))
                        .result()
                        .objective("f"))
                .isEqualTo(result.objective("f"));
    }

    @Test
    void aColumnThatIsCalledAsTheKeysAreHasItsFullName() throws IOException {
        Problem problem =
                Problem.builder("p").objective(Objective.minimize("result")).build();
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .objective("result", 1)
                .build();
        Path file = folder.resolve("many.csv");
        ResultExporters.writeAll(Stream.of(Map.entry("key", result)), file);
        assertThat(Files.readAllLines(file)).containsExactly("\"result\",\"objectives/result\"", "\"key\",1.0");
    }
}
