package dev.cairn.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileReplacementTest {
    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> all = Files.list(of)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"m, m.json", "m.v1, m.v1", ".m, .m.json", "m.json, m.json"})
    void onlyANameWithoutExtensionGetsOne(String given, String expected) {
        assertThat(FileReplacement.export(folder.resolve(given), ".json", bytes("1")))
                .hasFileName(expected)
                .hasContent("1");
    }

    @Test
    void foldersThatAreMissingAreMade() throws IOException {
        FileReplacement.export(folder.resolve("a/b/c"), ".json", bytes("1"));
        assertThat(names(folder.resolve("a/b"))).containsExactly("c.json");
    }

    @Test
    void whoFailsLeavesWhatWasThereAndNothingElse() throws IOException {
        Path file = FileReplacement.export(folder.resolve("m"), ".json", bytes("before"));

        assertThatThrownBy(() -> FileReplacement.export(file, ".json", channel -> {
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("m.json")
                .hasMessageContaining("the disk is full");
        assertThatThrownBy(() -> FileReplacement.export(file, ".json", channel -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names(folder)).containsExactly("m.json");
        assertThat(file).hasContent("before");
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        Files.createDirectories(folder.resolve("m.d/below"));
        assertThatThrownBy(() -> FileReplacement.export(folder.resolve("m.d"), ".json", bytes("1")))
                .isInstanceOf(UnavailableException.class);
        assertThat(names(folder)).containsExactly("m.d");
    }

    @Test
    void aPathWithoutANameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileReplacement.export(Path.of("/"), ".json", bytes("1")));
    }
}
