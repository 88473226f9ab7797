package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT_NEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.MigrateOptions;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.query.Criterion;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the index of a store of files, nothing is lost and no answer is wrong. */
@SuppressWarnings("NullAway.Init")
class IndexedFilesTest {
    @TempDir
    private Path folder;

    private final Faults faults = new Faults();
    private StorageManager manager;

    @BeforeEach
    void open() {
        manager = open("index");
    }

    @AfterEach
    void close() {
        faults.endAll();
        manager.close();
    }

    private StorageManager open(String index) {
        return open(index, faults);
    }

    private StorageManager open(String index, Faults script) {
        StorageBackend store = Stores.h2(folder.resolve(index).toString(), Clock.systemUTC());
        return StorageManagers.builder()
                .primary(new IndexedBackend(
                        Stores.unforced(folder.resolve("files")),
                        new FaultyBackend(store, script),
                        TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground(),
                        System::nanoTime))
                .build();
    }

    private StorageManager plain() {
        return StorageManagers.builder()
                .primary(Stores.unforced(folder.resolve("files")))
                .build();
    }

    private void reopen(String index) {
        manager.close();
        manager = open(index);
    }

    private static void save(StorageManager to, String key, double quality) {
        to.saveResult(key, numbered(1, 1), SaveOptions.defaults().withMetadata("quality", quality));
    }

    private List<String> best(int limit) {
        return keys(Query.all().orderBy(Order.ascending("saved.quality")).limit(limit));
    }

    private List<String> keys(Query query) {
        return manager.queryResults(query).items().stream().map(ResultInfo::key).toList();
    }

    private long count() {
        return manager.results().count(Criterion.gt("saved.quality", 0));
    }

    private Path file(String key) {
        return folder.resolve("files/default/result/" + key + ".json");
    }

    private void assertByIndex(boolean byIndex) {
        long before = manager.index().status().answeredByIndex();
        assertThat(count()).isNotNegative();
        assertThat(manager.index().status().answeredByIndex() > before).isEqualTo(byIndex);
    }

    @Test
    void aNewStoreIsAnsweredByItsIndexFromTheBeginning() {
        save(manager, "b", 2);
        save(manager, "a", 1);
        save(manager, "c", 3);
        manager.deleteResult("c");
        assertThat(best(5)).containsExactly("a", "b");
        assertThat(count()).isEqualTo(2);
        assertThat(manager.index().status().complete()).isTrue();
        assertByIndex(true);
        reopen("index");
        assertThat(best(5)).containsExactly("a", "b");
        assertByIndex(true);
    }

    @Test
    void anExistingStoreIsReadUntilItsIndexIsRebuilt() throws IOException {
        manager.close();
        try (StorageManager files = plain()) {
            for (int i = 0; i < 20; i++) {
                save(files, "k" + i, i);
            }
            files.deleteResult("k3");
        }
        Files.writeString(file("k5"), "{ damaged");
        manager = open("other");
        assertThat(best(2)).containsExactly("k0", "k1");
        assertByIndex(false);

        List<Progress> told = new ArrayList<>();
        TransferReport report =
                manager.index().rebuild(MigrateOptions.defaults().withListener(told::add));

        assertThat(report.ended()).isEqualTo(TransferReport.Ended.COMPLETED);
        assertThat(report.counts().copied()).isEqualTo(19);
        assertThat(report.failures()).singleElement().asString().contains("k5");
        assertThat(told.get(told.size() - 1).done()).isEqualTo(20);
        assertByIndex(true);
        assertThat(best(5)).containsExactly("k0", "k1", "k2", "k4", "k6");
        assertThat(count()).isEqualTo(17);
        assertThat(manager.results().fields())
                .filteredOn(field -> field.path().toString().equals("saved.quality"))
                .singleElement()
                .satisfies(field -> assertThat(field.documents()).isEqualTo(18));
        assertThat(manager.index().rebuild(MigrateOptions.defaults()).counts().copied())
                .isZero();
    }

    @Test
    void anIndexThatIsDownCostsNothingButTime() {
        save(manager, "a", 1);
        Fault outage = faults.outage();
        save(manager, "b", 2);
        manager.deleteResult("a");
        assertThat(best(5)).containsExactly("b");
        assertThat(count()).isEqualTo(1);
        assertThat(manager.index().status().pending()).isEqualTo(2);
        outage.end();
        Stores.await("the index answers again", () -> {
            manager.index().synchronize();
            return manager.index().status().pending() == 0;
        });
        assertThat(best(5)).containsExactly("b");
        assertByIndex(true);
    }

    @Test
    void whatTheIndexDidNotTakeIsReadFromTheFilesAndMerged() {
        for (int i = 0; i < 10; i++) {
            save(manager, "k" + i, i);
        }
        Fault refusals = faults.on(DOCUMENT_PUT_NEWER)
                .failBefore(step -> new UnsupportedException("The index takes nothing, as the test asked."));
        save(manager, "k3", 100);
        save(manager, "new", 0.5);
        manager.deleteResult("k1");

        assertThat(best(4)).containsExactly("k0", "new", "k2", "k4");
        assertThat(keys(Query.all()
                        .orderBy(Order.ascending("saved.quality"))
                        .limit(3)
                        .offset(2)))
                .containsExactly("k2", "k4", "k5");
        assertThat(count()).isEqualTo(9);
        assertThat(manager.results().best(1, "problem.name", Query.all().orderBy(Order.descending("saved.quality"))))
                .singleElement()
                .satisfies(group ->
                        assertThat(group.items()).extracting(ResultInfo::key).containsExactly("k3"));
        assertByIndex(true);
        assertThat(manager.results().fields())
                .filteredOn(field -> field.path().toString().equals("saved.quality"))
                .singleElement()
                .satisfies(field -> assertThat(field.greatest()).isEqualTo(100L));
        refusals.end();
        manager.index().synchronize();
        assertThat(manager.index().status().pending()).isZero();
        assertThat(best(4)).containsExactly("k0", "new", "k2", "k4");
    }

    @Test
    void anIndexThatWasWipedIsNotBelieved() {
        save(manager, "a", 1);
        reopen("another");
        assertThat(best(5)).containsExactly("a");
        assertThat(manager.index().status().complete()).isFalse();
        assertByIndex(false);
        save(manager, "b", 2);
        assertByIndex(false);
        manager.index().rebuild(MigrateOptions.defaults());
        assertThat(best(5)).containsExactly("a", "b");
        assertByIndex(true);
    }

    @Test
    void anIndexThatWasRestoredFromABackupIsNotBelieved() throws IOException {
        save(manager, "a", 1);
        manager.close();
        Path database = folder.resolve("index.mv.db");
        Files.copy(database, folder.resolve("backup"));
        manager = open("index");
        save(manager, "b", 2);
        manager.deleteResult("a");
        manager.close();
        Files.delete(database);
        Files.copy(folder.resolve("backup"), database);

        manager = open("index");
        assertThat(best(5)).containsExactly("b");
        assertByIndex(false);
        assertThat(count()).isEqualTo(1);
        manager.index().rebuild(MigrateOptions.defaults());
        assertByIndex(true);
        assertThat(best(5)).containsExactly("b");
    }

    @Test
    @DisplayName("45: whoever writes to the files without the index leaves word for it")
    void aPlainWriter() {
        save(manager, "a", 1);
        save(manager, "b", 2);
        try (StorageManager files = plain()) {
            save(files, "c", 0.5);
            files.deleteResult("a");
            assertThat(best(5)).containsExactly("c", "b");
            assertThat(count()).isEqualTo(2);
            assertByIndex(false);
        }
        assertThat(best(5)).containsExactly("c", "b");
        reopen("index");
        manager.index().synchronize();
        assertThat(best(5)).containsExactly("c", "b");
        assertThat(count()).isEqualTo(2);
        assertByIndex(true);
    }

    @Test
    @DisplayName("45: a row whose file is gone or another one is dropped when it is met")
    void changesByHand() throws IOException {
        for (int i = 0; i < 6; i++) {
            save(manager, "k" + i, i);
        }
        byte[] older = Files.readAllBytes(file("k4"));
        save(manager, "k4", 40);
        Files.delete(file("k0"));
        Files.write(file("k4"), older);

        assertThat(best(3)).containsExactly("k1", "k2", "k3");
        assertThat(best(10)).containsExactly("k1", "k2", "k3", "k4", "k5");
        manager.index().synchronize();
        assertThat(count()).isEqualTo(5);
        assertByIndex(true);
    }

    @Test
    void anExperimentIsRebuiltAloneAndTheOthersStay() {
        save(manager, "a", 1);
        StorageManager other = StorageManagers.builder()
                .primary(manager.primary())
                .experiment("my_exp:1.0")
                .build();
        save(other, "b", 2);
        TransferReport report = manager.index().rebuild(MigrateOptions.defaults(), "my_exp:1.0");
        assertThat(report.counts().alreadyThere()).isEqualTo(1);
        assertByIndex(true);
        assertThat(best(5)).containsExactly("a");
        assertThat(other.queryResults("").items()).extracting(ResultInfo::key).containsExactly("b");
    }

    @Test
    void listingsAndQueriesOpenNoPayload() {
        for (int i = 0; i < 10; i++) {
            save(manager, "k" + i, i);
        }
        Faults files = new Faults();
        manager.close();
        manager = StorageManagers.builder()
                .primary(new IndexedBackend(
                        new FaultyBackend(Stores.unforced(folder.resolve("files")), files),
                        Stores.h2(folder.resolve("index").toString(), Clock.systemUTC())))
                .build();
        assertThat(best(3)).hasSize(3);
        assertThat(manager.listResults()).hasSize(10);
        assertThat(count()).isEqualTo(9);
        assertThat(files.count(step -> step.operation().name().startsWith("BLOB_OPEN")))
                .isZero();
    }

    @Test
    void aStoreThatCannotBeAnIndexIsRefused() {
        try (StorageBackend one = Stores.memory(Clock.systemUTC());
                StorageBackend other = Stores.memory(Clock.systemUTC())) {
            assertThatThrownBy(() -> new IndexedBackend(one, other))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("database");
            assertThatThrownBy(() -> IndexedBackend.of(one)).isInstanceOf(UnsupportedException.class);
        }
        StorageBackend index = Stores.h2(folder.resolve("taken").toString(), Clock.systemUTC());
        try (StorageBackend first = new IndexedBackend(Stores.unforced(folder.resolve("one")), index)) {
            assertThat(first.index()).isPresent();
        }
        try (StorageBackend files = Stores.unforced(folder.resolve("two"));
                StorageBackend again = Stores.h2(folder.resolve("taken").toString(), Clock.systemUTC())) {
            assertThatThrownBy(() -> new IndexedBackend(files, again))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("belongs to");
        }
    }
}
