package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that format 1 wrote stays readable, file by file. The store under {@code stores/format-1} was written by {@link Writer};
 * it is never written again once that format was released: a new format gets a folder beside it.
 */
class StoredFormatTest {
    private static final Path WRITTEN = Path.of("src/test/resources/stores/format-1");
    private static final JournalKey JOURNAL = new JournalKey(new DocumentKey("My exp:1.0", "run", "Run 1"), "log");

    @TempDir
    Path folder;

    /** Writes the store; its argument is the folder. */
    static final class Writer {
        public static void main(String[] args) {
            try (StorageManager manager = open(Path.of(args[0]), "default")) {
                manager.saveResult("everything", SampleResults.withEverything());
                manager.saveResult("A/../b", SampleResults.numbered(1, 3));
                manager.saveResult("deleted", SampleResults.numbered(2, 3));
                manager.deleteResult("deleted");
                manager.collectGarbage(CollectOptions.exclusively());
                manager.saveResult("deleted", SampleResults.numbered(2, 3));
                manager.deleteResult("deleted");
            }
            try (StorageManager manager = open(Path.of(args[0]), "My exp:1.0")) {
                manager.saveResult("everything", SampleResults.numbered(3, 3));
                manager.primary().journals().append(JOURNAL, List.of("{\"step\":1}", "{\"text\":\"\u00fc\"}"));
                manager.primary().journals().append(JOURNAL, List.of("{\"step\":2}"));
            }
        }
    }

    private static StorageManager open(Path store, String experiment) {
        return StorageManagers.create("filesystem", Map.of("base_path", store, "experiment_id", experiment));
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(WRITTEN)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(WRITTEN.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void resultsComeBackBitForBit() throws IOException {
        try (StorageManager manager = open(folder, "default")) {
            OptimizationResult everything = manager.loadResult("everything");

            assertThat(everything).isEqualTo(SampleResults.withEverything());
            assertThat(everything.attachment("log.txt").open().readAllBytes())
                    .asString()
                    .isEqualTo("started");
            assertThat(manager.loadResult("A/../b")).isEqualTo(SampleResults.numbered(1, 3));
            assertThat(manager.listResults()).containsExactly("A/../b", "everything");
        }
    }

    @Test
    void tombstonesScopesAndJournalsAreThereToo() {
        try (StorageManager manager = open(folder, "My exp:1.0")) {
            assertThat(manager.primary().documents().scopes()).containsExactlyInAnyOrder("default", "My exp:1.0");
            assertThat(manager.primary()
                            .documents()
                            .get(new DocumentKey("default", "result", "deleted"))
                            .find())
                    .hasValueSatisfying(
                            tombstone -> assertThat(tombstone.state().visible()).isFalse());
            assertThat(manager.primary().journals().read(JOURNAL, 0, 10).entries())
                    .extracting(entry -> entry.json())
                    .containsExactly("{\"step\":1}", "{\"text\":\"\u00fc\"}", "{\"step\":2}");
        }
    }

    @Test
    void theSameContentWouldBeWrittenToday() {
        try (StorageManager manager = open(folder, "default")) {
            String digest = manager.resultInfo("everything").digest();

            assertThat(manager.saveResult("again", SampleResults.withEverything())
                            .digest())
                    .isEqualTo(digest);
        }
    }
}
