package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CollectOptions;
import dev.cairn.ConfigurationException;
import dev.cairn.LoadOptions;
import dev.cairn.NotFoundException;
import dev.cairn.ReconcileOptions;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores know that they belong together, and no third one comes between. */
class PairingTest {
    @TempDir
    private Path folder;

    private StorageManager open(String primary, String secondary) {
        return opening(primary, secondary).build();
    }

    private StorageManagers.Builder opening(String primary, String secondary) {
        return StorageManagers.builder()
                .primary(folder.resolve(primary).toString())
                .secondary(folder.resolve(secondary).toString());
    }

    private StorageManager alone(String store) {
        return StorageManagers.open(folder.resolve(store).toString());
    }

    @Test
    @DisplayName("2: what is deleted while the secondary is away does not come back")
    void aDeletionWithoutTheSecondaryIsNotUndoneByIt() {
        try (StorageManager both = open("a", "b")) {
            both.saveResult("k", numbered(1, 10));
        }
        try (StorageManager first = alone("a")) {
            first.deleteResult("k");
            assertThat(first.collectGarbage(CollectOptions.exclusively()).tombstones())
                    .isZero();
            assertThat(first.collectGarbage(CollectOptions.exclusively()).skipped())
                    .singleElement()
                    .asString()
                    .contains("1 tombstones stay");
        }
        try (StorageManager both = open("a", "b")) {
            assertThatThrownBy(() -> both.loadResult("k")).isInstanceOf(NotFoundException.class);
            assertThat(both.listResults()).isEmpty();
            assertThat(both.contains("k")).isFalse();
        }
    }

    @Test
    @DisplayName("2: a tombstone goes when both tiers have it, or the secondary is forgotten")
    void aTombstoneGoesWhenNobodyNeedsItAnyMore() {
        String second;
        try (StorageManager both = open("a", "b")) {
            both.saveResult("k", numbered(1, 10));
            both.deleteResult("k");
            assertThat(both.collectGarbage(CollectOptions.exclusively()).tombstones())
                    .isOne();
            assertThat(both.collectGarbage(CollectOptions.exclusively()).tombstones())
                    .isZero();
            both.saveResult("l", numbered(1, 10), SaveOptions.replicate(false));
            second = both.secondary().orElseThrow().storeId();
        }
        try (StorageManager first = alone("a")) {
            first.deleteResult("l");
            assertThat(first.tiers().forgetSecondary(second)).isTrue();
            assertThat(first.tiers().forgetSecondary(second)).isFalse();
            assertThat(first.collectGarbage(CollectOptions.exclusively()).tombstones())
                    .isOne();
        }
    }

    @Test
    void aSecondaryInMemoryDoesNotBringBackWhatOthersDeletedWithoutIt() {
        try (StorageManager both = StorageManagers.builder()
                .primary(folder.resolve("a").toString())
                .secondary("memory:")
                .build()) {
            both.saveResult("k", numbered(1, 10));
            try (StorageManager first = alone("a")) {
                first.deleteResult("k");
                first.collectGarbage(CollectOptions.exclusively());
            }
            assertThat(both.contains("k")).isFalse();
            assertThatThrownBy(() -> both.load("k", LoadOptions.withoutCache())).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    @DisplayName("3: an empty folder in the primary's place is not taken for the primary")
    void aPrimaryThatIsNotMountedIsRefused() throws IOException {
        try (StorageManager both = open("a", "b")) {
            both.saveResult("k", numbered(1, 10));
        }
        Files.move(folder.resolve("a"), folder.resolve("unmounted"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("a", "b"))
                .withMessageContaining("there is no store")
                .withMessageContaining("mounted");
        assertThat(folder.resolve("a")).doesNotExist();
        Files.createDirectory(folder.resolve("a"));
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> open("a", "b"));
        assertThat(folder.resolve("a")).isEmptyDirectory();
        Files.delete(folder.resolve("a"));
        Files.move(folder.resolve("unmounted"), folder.resolve("a"));
        try (StorageManager both = open("a", "b")) {
            assertThat(both.loadResult("k")).isEqualTo(numbered(1, 10));
        }
    }

    @Test
    @DisplayName("3: an empty store in the primary's place is not taken for the primary")
    void anEmptyPrimaryIsRefused() {
        open("a", "b").close();
        alone("empty").close();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("empty", "b"))
                .withMessageContaining("which is empty");
    }

    @Test
    @DisplayName("4: one store is not both tiers, whatever its path")
    void theSameStoreTwiceIsRefused() throws IOException {
        alone("a").close();
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("a", "link"))
                .withMessageContaining("same store");
        StorageManagers.create("database", Map.of("connection_string", "h2:" + folder.resolve("db")))
                .close();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.builder()
                        .primary("h2:" + folder.resolve("db"))
                        .secondary("database", Map.of("connection_string", "jdbc:h2:file:" + folder.resolve("db")))
                        .build())
                .withMessageContaining("same store");
    }

    @Test
    @DisplayName("5: a secondary belongs to one primary")
    void aSecondPrimaryIsRefusedUnlessItTakesOver() {
        open("a", "archive").close();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open("other", "archive"))
                .withMessageContaining("belongs to the primary")
                .withMessageContaining("adopt");
        alone("third").close();
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> open("third", "archive"));
        opening("other", "archive").adopt(true).build().close();
        open("other", "archive").close();
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> open("a", "archive"));
    }

    @Test
    void thePairingOpensNoExperimentAndIsNoResult() {
        try (StorageManager both = open("a", "b")) {
            both.saveResult("k", numbered(1, 10));
            assertThat(both.listResults()).containsExactly("k");
        }
        assertThatThrownBy(() -> StorageManagers.builder().experiment("_cairn"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondaryThatWasAStoreOfItsOwnKeepsWhatItHas() {
        try (StorageManager second = alone("b")) {
            second.saveResult("old", numbered(2, 10));
        }
        try (StorageManager both = open("a", "b")) {
            assertThat(both.loadResult("old")).isEqualTo(numbered(2, 10));
            assertThat(both.listResults()).isEmpty();
            assertThat(both.tiers().reconcile(ReconcileOptions.defaults()).onlyInSecondary())
                    .isOne();
            assertThat(both.tiers()
                            .reconcile(ReconcileOptions.defaults().adopting())
                            .adopted())
                    .isOne();
            assertThat(both.listResults()).containsExactly("old");
            assertThat(both.resultInfo("old").tier()).isEqualTo(Tier.SECONDARY);
            assertThat(both.loadResult("old")).isEqualTo(numbered(2, 10));
            both.migrateResult("old", Tier.SECONDARY, Tier.PRIMARY);
            assertThat(both.resultInfo("old").tier()).isEqualTo(Tier.PRIMARY);
        }
    }
}
