package com.example.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.LoadOptions;
import dev.cairn.ReplicaState;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.SampleResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backend as its users meet it: found by type and by URI, with nothing but its jar on the class path. */
class MvBackendFactoryTest {
    @TempDir
    Path folder;

    @Test
    void isFoundByItsTypeAndByItsUri() {
        Path file = folder.resolve("new folder/results.mv");
        try (StorageManager manager = StorageManagers.create("mvstore", Map.of("path", file))) {
            manager.saveResult("k", SampleResults.withEverything());
        }
        try (StorageManager manager = StorageManagers.open("mvstore://" + folder + "/new%20folder/results.mv")) {
            assertThat(manager.loadResult("k")).isEqualTo(SampleResults.withEverything());
            assertThat(manager.primary().location()).isEqualTo("mvstore " + file);
        }
    }

    @Test
    void isFoundByAMapThatItsConfigurationWrote() {
        Path file = folder.resolve("results.mv");
        StorageConfig config = StorageConfig.fromMap(Map.of("_type", "mvstore", "path", file.toString()));
        try (StorageManager manager = StorageManagers.create(config)) {
            manager.saveResult("k", SampleResults.withEverything());
        }
        assertThat(config.toMap()).isEqualTo(Map.of("_type", "mvstore", "path", file.toString()));
        try (StorageManager manager = StorageManagers.create(StorageConfig.fromMap(config.toMap()))) {
            assertThat(manager.loadResult("k")).isEqualTo(SampleResults.withEverything());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvstore:some/results.mv",
                "mvstore:./some/x/../results.mv",
                "MVSTORE:some/results.mv",
                "mvstore:some%2Fresults.mv"
            })
    void hasOneConfigurationHoweverItsPathIsWritten(String uri) {
        StorageConfig config = StorageManagers.parse(uri);
        String path = Path.of("some/results.mv").toAbsolutePath().toString();
        assertThat(config).isEqualTo(StorageConfig.of("mvstore", Map.of("path", path)));
        assertThat(config.resolved()).isEqualTo(config);
        assertThat(Path.of("some")).doesNotExist();
    }

    @Test
    void servesAUserWhoWritesOneLine() {
        UserProgram.main(folder.resolve("results.mv").toString());
        try (StorageManager manager = StorageManagers.open("mvstore:" + folder.resolve("results.mv"))) {
            assertThat(manager.listResults()).containsExactly("run_001");
        }
    }

    @Test
    void isBothOfTwoTiers() {
        Map<String, Object> config = Map.of(
                "path",
                folder.resolve("primary.mv"),
                "secondary_type",
                "mvstore",
                "secondary_config",
                Map.of("path", folder.resolve("secondary.mv")));
        try (StorageManager manager = StorageManagers.create("mvstore", config)) {
            assertThat(manager.saveResult("k", SampleResults.numbered(1, 1000)).replica())
                    .isEqualTo(ReplicaState.REPLICATED);
            manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
            assertThat(manager.load("k", LoadOptions.withoutCache()).result())
                    .isEqualTo(SampleResults.numbered(1, 1000));
        }
    }

    @Test
    void refusesAUriWithAHostAndSaysWhatToWrite() {
        assertThatThrownBy(() -> StorageManagers.open("mvstore://host/bucket"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("names a host", "'mvstore:/host/bucket'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvstore://u:hunter2@host/a",
                "mvstore://u:a@hunter2@host/a",
                "mvstore://u:hunter2?a=b@host/a",
                "mvstore://u:hunter2/a@host/a?path=/b",
                "mvstore:/a?path=hunter2",
                "mvstore:/a%00hunter2",
            })
    void showsNoPasswordInARefusal(String uri) {
        assertThatThrownBy(() -> StorageManagers.open(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvstore:", "mvstore:/a?path=/b", "mvstore:/a?file=/b"})
    void refusesAUriThatDoesNotSayOneFile(String uri) {
        assertThatThrownBy(() -> StorageManagers.open(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("path");
    }

    @Test
    void refusesWhatIsNoStoreAndLeavesItAsItWas() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "do not lose this\n".repeat(1000));
        Path other = folder.resolve("other.mv");
        try (MVStore store = MVStore.open(other.toString())) {
            store.openMap("theirs").put("a", "b");
        }
        for (Path file : List.of(text, other, folder)) {
            byte[] before = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> StorageManagers.create("mvstore", Map.of("path", file)))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining(file.toString());
            }
            assertThat(Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file))
                    .isEqualTo(before);
        }
    }

    @Test
    void growsNoMoreThanWhatItHolds() throws Exception {
        Path file = folder.resolve("results.mv");
        for (int opening = 0; opening < 6; opening++) {
            try (StorageManager manager = StorageManagers.create("mvstore", Map.of("path", file))) {
                for (int i = 0; i < 50; i++) {
                    manager.saveResult("k" + i % 10, SampleResults.numbered(i, 10));
                }
            }
        }
        assertThat(Files.size(file)).isLessThan(4 << 20);
    }
}
