package dev.cairn.formats.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.UnavailableException;
import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class ResultExportersTest {
    private static final OptimizationResult RESULT = Samples.plain();

    @TempDir
    Path folder;

    @Test
    void theExtensionNamesTheFormatInAnyCase() {
        assertThat(ResultExporters.write(RESULT, folder.resolve("A.CSV")).exporter())
                .isEqualTo("csv");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.write(RESULT, folder.resolve("a.xls")))
                .withMessageContainingAll("a.xls", ".csv", "ResultExporters.named(");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.named("xls"))
                .withMessageContainingAll("'xls'", "csv");
    }

    @Test
    void missingFoldersAreMadeAndANameWithoutExtensionGetsOne() {
        ExportedResult written =
                ResultExporters.named("csv").write(RESULT, folder.resolve("no/such/front"), ExportOptions.solutions());
        assertThat(written.files()).containsExactly(folder.resolve("no/such/front.csv"));
        assertThat(folder.resolve("no/such/front.csv")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet", "safetensors"})
    void aFolderInThePlaceOfTheFileIsRefused(String name) throws IOException {
        Path target = Files.createDirectory(folder.resolve("front." + name));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultExporters.write(RESULT, target))
                .withMessageContainingAll(target.toString(), "folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "parquet", "safetensors"})
    void aFileWhereAFolderIsNeededIsAnError(String name) throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> ResultExporters.write(RESULT, folder.resolve("file/front." + name)))
                .withMessageContaining("front." + name);
        assertThat(folder.resolve("file")).hasContent("x");
    }

    @Test
    void anEarlierFileIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("front.csv"), "before");
        ResultExporters.write(RESULT, file);
        assertThat(file).content().startsWith("\"x1\"");
    }
}
