package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ResultInfo;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the quickstart and holds what it printed against what the stores hold afterwards. */
class QuickstartTest {
    private static final int SAVED = 2;
    private static final int ARCHIVE = 5;
    private static final int LEFT = 7;

    @TempDir
    private static Path folder;

    private static String first = "";
    private static String second = "";

    @BeforeAll
    static void runTwice() {
        first = run();
        second = run();
    }

    @Test
    void everyClaimHolds() {
        assertThat(first + second).doesNotContain("DOES NOT HOLD").contains("to what was saved, bit for bit");
    }

    @Test
    void theLastTableIsWhatTheStoreLists() {
        try (StorageManager manager = open()) {
            assertThat(keysIn(section(second, LEFT))).isEqualTo(manager.listResults());
            assertThat(keysIn(section(second, SAVED))).hasSize(5).contains(Quickstart.DELETED);
        }
    }

    @Test
    void theArchivedOneIsInTheSecondStoreAndLoads() {
        try (StorageManager manager = open()) {
            ResultInfo info = manager.resultInfo(Quickstart.ARCHIVED);
            assertThat(info.tier()).isEqualTo(Tier.SECONDARY);
            assertThat(section(second, LEFT)).containsPattern(Quickstart.ARCHIVED + " .* secondary\\b");
            assertThat(section(second, ARCHIVE)).contains("Loaded from: secondary");
            assertThat(manager.loadResult(Quickstart.ARCHIVED).rows()).isEqualTo(info.rows());
        }
    }

    @Test
    void theDeletedOneIsInNeitherStore() {
        try (StorageManager manager = open();
                StorageManager archive = open(folder.resolve("archive"))) {
            assertThat(manager.contains(Quickstart.DELETED)).isFalse();
            assertThat(archive.contains(Quickstart.DELETED)).isFalse();
            assertThat(archive.listResults()).isEqualTo(manager.listResults());
        }
    }

    @Test
    void theRefusedSaveLeftWhatWasThere() {
        try (StorageManager manager = open()) {
            assertThat(manager.loadResult(Quickstart.PROTECTED).solver().seed()).isEqualTo(3);
            assertThat(second).contains("Refused: There is a result '" + Quickstart.PROTECTED + "' already");
        }
    }

    @Test
    void theDigestsOfTheReceiptsAreThoseOfTheStore() {
        try (StorageManager manager = open()) {
            for (String key : manager.listResults()) {
                String digest = manager.resultInfo(key).digest();
                assertThat(section(second, SAVED)).containsPattern(key + " .* " + digest.substring(0, 12));
            }
        }
    }

    @Test
    void theCommandsNameFilesThatExist() {
        StoredFiles files = new StoredFiles(folder.resolve("results"), folder.resolve("archive"));
        for (Path file : List.of(files.document(Quickstart.LOADED), files.columns(Quickstart.LOADED))) {
            assertThat(file).isNotEmptyFile();
            assertThat(second).contains(" " + Report.path(file));
        }
    }

    @Test
    void aSecondRunSaysWhatItReplaces() {
        assertThat(first).doesNotContain("earlier run");
        assertThat(second).contains("There are 4 results of an earlier run; new ones replace them.");
    }

    private static String run() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new Quickstart(folder.resolve("results").toString(), folder.resolve("archive"), new Report(out)).run();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static StorageManager open() {
        return StorageManagers.builder()
                .primary(
                        "filesystem",
                        Map.of("base_path", folder.resolve("results").toString()))
                .secondary(
                        "filesystem",
                        Map.of("base_path", folder.resolve("archive").toString()))
                .build();
    }

    private static StorageManager open(Path store) {
        return StorageManagers.create("filesystem", Map.of("base_path", store.toString()));
    }

    /** What was printed below the headline of a section, up to the next. */
    private static String section(String printed, int number) {
        return printed.substring(printed.indexOf("\n" + number + ". "), printed.indexOf("\n" + (number + 1) + ". "));
    }

    private static List<String> keysIn(String section) {
        return Pattern.compile("^ +(truss-seed-\\d) ", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
