package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores are found by type and by URI, and what is wrong is said before anything is touched. */
class DiscoveryTest {
    @TempDir
    Path folder;

    private void refused(String type, Map<String, ?> config, String... said) throws IOException {
        assertThatThrownBy(() -> StorageManagers.create(type, config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(said);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUnknownTypeListsTheKnownOnes() throws IOException {
        refused("filesytem", Map.of(), "Did you mean 'filesystem'?", "database, filesystem, indexed, memory");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        refused(
                "filesystem",
                Map.of("basepath", folder.resolve("s"), "cache_size_mb", "big"),
                "Did you mean 'base_path'?",
                "needs 'base_path'",
                "'cache_size_mb' takes a whole number");
    }

    @Test
    void aMistakeInTheSecondaryIsFoundBeforeThePrimaryIsMade() throws IOException {
        refused(
                "filesystem",
                Map.of(
                        "base_path",
                        folder.resolve("s"),
                        "secondary_type",
                        "memory",
                        "secondary_config",
                        Map.of("x", 1)),
                "The memory backend knows no key 'x'");
        refused(
                "filesystem",
                Map.of("base_path", folder.resolve("s"), "secondary_config", Map.of("x", 1)),
                "'secondary_type'");
    }

    @Test
    void aTierThatCannotBeOpenedLeavesTheOtherClosed() throws IOException {
        Path file = Files.createTempFile(folder, "a", "file");
        for (String bad : List.of("base_path", "secondary")) {
            Map<String, Object> config = new HashMap<>();
            config.put("base_path", bad.equals("base_path") ? file : folder.resolve("s"));
            config.put("secondary_type", "filesystem");
            config.put("secondary_config", Map.of("base_path", bad.equals("secondary") ? file : folder.resolve("t")));

            assertThatThrownBy(() -> StorageManagers.create("filesystem", config))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(file.toString());
        }
        assertThat(folder.resolve("s")).doesNotExist();
        try (Stream<Path> writers = Files.list(folder.resolve("t/_writers"))) {
            assertThat(writers).isEmpty();
        }
    }

    @Test
    void aUriAndItsOverridesOpenAStore() {
        String uri = "file://" + folder.resolve("a%20b") + "?durability=none&experiment_id=e%3A1";
        try (StorageManager manager = StorageManagers.open(uri, Map.of("experiment_id", "e:2"))) {
            manager.saveResult("k", SampleResults.numbered(1, 1));
        }
        assertThat(folder.resolve("a b/_meta.json")).exists();
        try (StorageManager manager = StorageManagers.create(
                "filesystem", Map.of("base_path", folder.resolve("a b"), "experiment_id", "e:2"))) {
            assertThat(manager.listResults()).containsExactly("k");
        }
    }

    @Test
    void memoryHasAUriToo() {
        try (StorageManager manager = StorageManagers.open("memory:?max_memory_mb=5")) {
            assertThat(manager.listResults()).isEmpty();
        }
    }

    @Test
    void sqliteIsRefusedAndItsEquivalentNamed() {
        assertThatThrownBy(() -> StorageManagers.open("sqlite:///data/results.db"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'h2:/data/results'");
    }

    @Test
    void anUnknownSchemeListsTheKnownOnes() {
        assertThatThrownBy(() -> StorageManagers.open("s3://bucket"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("file:, h2:, jdbc:, memory:, postgres:, postgresql:");
    }

    @Test
    void aValueThatIsTooLargeOrNoNameIsAnErrorOfTheConfiguration() {
        assertThatThrownBy(() -> StorageManagers.create("memory", Map.of("cache_size_mb", Long.MAX_VALUE / 10)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cache_size_mb");
        assertThatThrownBy(() -> StorageManagers.create("memory", Map.of("experiment_id", "a\nb")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("experiment id");
    }

    @Test
    void aSecondaryConfigurationThatIsNoMapIsNotShown() {
        assertThatThrownBy(() -> StorageManagers.create(
                        "memory", Map.of("secondary_type", "memory", "secondary_config", "password=hunter2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("secondary_config")
                .hasMessageNotContaining("hunter2");
    }
}
