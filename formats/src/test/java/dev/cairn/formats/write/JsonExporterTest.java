package dev.cairn.formats.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.formats.read.ReadOptions;
import dev.cairn.formats.read.ReadResult;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.model.Attachment;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reader of the same format makes of it is the same result. */
@SuppressWarnings("NullAway.Init")
class JsonExporterTest {
    @TempDir
    Path folder;

    private Path write(OptimizationResult result) {
        return ResultExporters.write(result, folder.resolve("result.json"))
                .files()
                .get(0);
    }

    private static OptimizationResult everything() {
        return Samples.everyTypeBuilder()
                .solver(Solver.of("NSGA-II").withVersion("6.6").withSeed(-7).withParameter("$rate", Double.NaN))
                .run(new RunInfo(Instant.EPOCH, Instant.ofEpochSecond(5, 1), 25_000L, "budget"))
                .environment("host", Map.of("cores", 2L, "load", -0.0))
                .metadata("list", List.of(1L, 2.5, "three", true))
                .tag("b")
                .tag("a")
                .madeFrom("run_000")
                .attachment(Attachment.ofBytes("plot", "image/png", new byte[] {0, -1, 7, 127}))
                .attachment(Attachment.ofBytes("empty", new byte[0]))
                .build();
    }

    @Test
    void everythingComesBackEqual() {
        OptimizationResult result = everything();

        ReadResult read = ResultReaders.read(write(result));

        assertThat(read.reader()).isEqualTo("cairn-json");
        assertThat(read.notCarried()).isEmpty();
        assertThat(read.result()).isEqualTo(result);
        assertThat(List.copyOf(read.result().tags())).containsExactly("b", "a");
        assertThat(read.result().attachment("plot"))
                .satisfies(plot -> assertThat(plot.open().readAllBytes()).containsExactly(0, -1, 7, 127));
    }

    @Test
    void aResultWithoutAnythingIsWrittenToo() {
        OptimizationResult result = OptimizationResult.builder()
                .problem(Problem.builder("p").build())
                .build();
        assertThat(ResultReaders.read(write(result)).result()).isEqualTo(result);
    }

    @Test
    void aSetIsAResultWithItsSolutionsAlone() {
        OptimizationResult result = Samples.everyType();
        Path file = folder.resolve("best.json");
        ExportedResult written = ResultExporters.write(result, file, ExportOptions.set("best"));

        OptimizationResult read = ResultReaders.read(file).result();
        assertThat(read.rows()).isEqualTo(2);
        assertThat(read.objective("gain").toArray()).containsExactly(Double.NEGATIVE_INFINITY, 2);
        assertThat(read.variable("mask").value(0)).isEqualTo("0000000000");
        assertThat(read.variable("order").value(1)).isNull();
        assertThat(read.history()).isEqualTo(result.history());
        assertThat(written.notCarried()).hasSize(2);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.write(result, file, ExportOptions.history()));
    }

    @Test
    void anAttachmentThatChangedIsRefusedAndTheFileStays() throws IOException {
        Path content = Files.writeString(folder.resolve("notes.txt"), "before");
        OptimizationResult result = Samples.plain().toBuilder()
                .attachment(Attachment.ofFile("notes", content))
                .build();
        Path file = Files.writeString(folder.resolve("result.json"), "old");
        Files.writeString(content, "after");

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> ResultExporters.write(result, file))
                .withMessageContaining("'notes' changed");
        assertThat(file).hasContent("old");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "real","values"  | "odd","values"    | 'odd'
                    "$f64":"7ff      | "$f64":"xyz       | are not the bits
                    "history":{      | "history":[{      | Columns are an object
                    "rows":[1,3]     | "rows":7          | rows of a result set
                    [{"name":"plot"  | ["x",{"name":"p"  | An attachment is an object
                    "lineage":       | "linage":         | these fields are missing: lineage
                    "direction":"max | "direction":"odd  | Direction
                    AP8H             | AP8I              | digest
                    "values":[3.0,   | "values":[        | rows
                    "values":[3.0,   | "values":["3",    | line 1
                    """)
    void damageIsNamed(String before, String after, String words) throws IOException {
        Path file = write(Samples.everyTypeBuilder()
                .attachment(Attachment.ofBytes("plot", new byte[] {0, -1, 7, 127, 0}))
                .build());
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));

        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContainingAll(file.toString(), words);
    }

    @Test
    void whatWasCutOffOrIsNewerOrAbsentIsRefused() throws IOException {
        Path file = write(everything());
        String text = Files.readString(file);
        assertThat(text).startsWith("{\"format\":1,\"content\":\"cairn-result\",");

        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> ResultReaders.read(file));
        Files.writeString(file, text + "x");
        assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> ResultReaders.read(file));
        Files.writeString(file, text.replaceFirst("1", "2"));
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContaining("format 2");
        Files.writeString(file, text.replaceFirst("\\{", "{\"more\":[{}],"));
        assertThat(ResultReaders.read(file).result()).isEqualTo(everything());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(
                        () -> ResultReaders.named("cairn-json").read(folder.resolve("none.json"), ReadOptions.none()));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultReaders.read(file, ReadOptions.none().minimizing("cost")));
    }
}
