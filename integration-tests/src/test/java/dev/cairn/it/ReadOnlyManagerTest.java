package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CollectOptions;
import dev.cairn.ConfigurationException;
import dev.cairn.LoadOptions;
import dev.cairn.MigrateOptions;
import dev.cairn.ReconcileOptions;
import dev.cairn.ReplicationStatus;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager that only reads changes nothing, whatever is asked of it and in whatever state it finds its stores. */
class ReadOnlyManagerTest {
    private static final OptimizationResult RESULT = numbered(1, 10);

    @TempDir
    private Path folder;

    private StorageManagers.Builder pair() {
        return StorageManagers.builder()
                .primary(folder.resolve("a").toString())
                .secondary(folder.resolve("b").toString());
    }

    private void prepare() {
        try (StorageManager writer = pair().build()) {
            writer.saveResult("k", RESULT);
            writer.saveResult("archived", RESULT);
            writer.migrateResult("archived", Tier.PRIMARY, Tier.SECONDARY);
        }
    }

    @Test
    void readsEverythingAndRefusesEveryChangeOfAPair() throws IOException {
        prepare();
        Map<String, FileTime> before = files();
        try (StorageManager manager = pair().readOnly(true).build()) {
            assertThat(manager.listResults()).containsExactly("archived", "k");
            assertThat(manager.loadResult("k")).isEqualTo(RESULT);
            assertThat(manager.loadResult("archived")).isEqualTo(RESULT);
            assertThat(manager.tiers().replication()).isEqualTo(ReplicationStatus.NOTHING);
            assertRefused("save 'k'", () -> manager.saveResult("k", RESULT));
            assertRefused("save 'k'", () -> manager.saveResultAsync("k", RESULT));
            assertRefused("save 'k'", () -> manager.saveAll(Map.of("k", RESULT)));
            assertRefused("save 'k'", () -> manager.writeResult("k", RESULT, SaveOptions.defaults()));
            assertRefused("delete 'k'", () -> manager.deleteResult("k"));
            assertRefused("migrate", () -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY));
            assertRefused("migrate", () -> manager.migrateResult("archived", Tier.SECONDARY, Tier.PRIMARY));
            assertRefused(
                    "migrate results",
                    () -> manager.migrateResults(
                            info -> true, Tier.PRIMARY, Tier.SECONDARY, MigrateOptions.defaults()));
            assertRefused("collect garbage", () -> manager.collectGarbage(CollectOptions.defaults()));
            assertRefused("reconcile", () -> manager.tiers().reconcile(ReconcileOptions.defaults()));
            assertRefused("replicate", () -> manager.tiers().replicate());
            assertRefused("forget", () -> manager.tiers().forgetSecondary("x"));
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void mayCountWhatItMayNotChangeAndKeepResultsInItsCache() {
        prepare();
        try (StorageManager manager = pair().readOnly(true).build()) {
            assertThat(manager.tiers()
                            .reconcile(ReconcileOptions.defaults().asDryRun())
                            .problems())
                    .isEmpty();
            assertThat(manager.collectGarbage(CollectOptions.defaults().asDryRun())
                            .tombstones())
                    .isZero();
            manager.migrateResult("k", Tier.PRIMARY, Tier.CACHE);
            manager.saveResult("only here", RESULT, SaveOptions.inCacheOnly());
            assertThat(manager.loadResult("only here")).isEqualTo(RESULT);
            assertRefused("save 'only here'", () -> manager.migrateResult("only here", Tier.CACHE, Tier.PRIMARY));
            assertThat(manager.loadResult("only here")).isEqualTo(RESULT);
        }
    }

    @Test
    void takesNothingOverFromAWriterThatLeftSomethingPending() throws IOException {
        prepare();
        AtomicBoolean down = new AtomicBoolean();
        try (StorageManager writer = Stores.manager(
                Stores.files(folder.resolve("a")), Stores.unreliable(Stores.files(folder.resolve("b")), down))) {
            down.set(true);
            writer.saveResult("pending", RESULT);
        }
        Map<String, FileTime> before = files();
        try (StorageManager manager = pair().readOnly(true).build()) {
            assertThat(manager.tiers().replication().elsewhere()).isEqualTo(1);
            assertThat(manager.loadResult("pending")).isEqualTo(RESULT);
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void repairsNothing() throws IOException {
        prepare();
        try (Stream<Path> blobs = Files.walk(folder.resolve("a/default/_blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        Map<String, FileTime> before = files();
        try (StorageManager manager = pair().readOnly(true).build()) {
            assertThat(manager.loadResult("k", LoadOptions.withoutCache())).isEqualTo(RESULT);
            assertThat(manager.tiers().statistics().repairFailures()).isZero();
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void makesNoPairOfTwoStoresThatWereNone() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            StorageManagers.open(folder.resolve(name).toString()).close();
        }
        Map<String, FileTime> before = files();
        pair().readOnly(true).build().close();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void isOpenedByAKeyOfEveryBackendAndMakesNoStoreOfFiles() {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.open("file://" + missing + "?read_only=true"));
        assertThat(missing).doesNotExist();
        prepare();
        try (StorageManager files = StorageManagers.open(folder.resolve("a").toString(), Map.of("read_only", true));
                StorageManager memory = StorageManagers.create("memory", Map.of("read_only", true))) {
            assertRefused("save 'k'", () -> files.saveResult("k", RESULT));
            assertRefused("save 'k'", () -> memory.saveResult("k", RESULT));
        }
    }

    @Test
    void isAlsoOneWhosePrimaryAloneIsReadOnly() throws IOException {
        prepare();
        Map<String, FileTime> before = files();
        try (StorageManager manager = StorageManagers.builder()
                .primary("filesystem", Map.of("base_path", folder.resolve("a").toString(), "read_only", true))
                .secondary(folder.resolve("b").toString())
                .build()) {
            assertRefused("migrate", () -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY));
        }
        before.keySet().removeIf(path -> path.contains("/_"));
        assertThat(files()).containsAllEntriesOf(before);
    }

    private static void assertRefused(String what, ThrowingCallable call) {
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(call)
                .withMessageStartingWith("Cannot " + what)
                .withMessageContaining("opened for reading only");
    }

    /** All files with the times at which they were changed. */
    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(path -> {
                try {
                    times.put(folder.relativize(path).toString(), Files.getLastModifiedTime(path));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return times;
    }
}
