package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT_NEWER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ReconcileOptions;
import dev.cairn.ReplicaState;
import dev.cairn.Replication;
import dev.cairn.ResultInfo;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.SimulatedCrash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listings, journals and heartbeats are the primary's alone. */
@SuppressWarnings("NullAway.Init")
class PrimaryAloneTest {
    private static final DocumentKey RUN = new DocumentKey(DocumentKey.DEFAULT_SCOPE, "run", "r");
    private static final DocumentKey BEAT = new DocumentKey(DocumentKey.DEFAULT_SCOPE, DocumentKey.HEARTBEAT, "r");

    @TempDir
    private Path folder;

    private final Faults secondary = new Faults();
    private TieredBackend tiers;
    private StorageManager manager;

    @BeforeEach
    void open() {
        tiers = new TieredBackend(
                Stores.unforced(folder.resolve("primary")),
                new FaultyBackend(Stores.unforced(folder.resolve("secondary")), secondary),
                TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground(),
                false,
                System::nanoTime);
        manager = StorageManagers.builder().primary(tiers).build();
    }

    @AfterEach
    void close() {
        secondary.endAll();
        manager.close();
    }

    private StorageBackend second() {
        return tiers.secondary().orElseThrow();
    }

    @Test
    @DisplayName("14: a listing shows each result once, as the primary has it, and asks the secondary for nothing")
    void listings() {
        manager.saveResult("archived", numbered(1, 10));
        manager.migrateResult("archived", Tier.PRIMARY, Tier.SECONDARY);
        manager.saveResult("changed", numbered(2, 10));
        manager.saveResult("deleted", numbered(3, 10));
        secondary.outage();
        long newest = manager.saveResult("changed", numbered(4, 20)).revision();
        manager.deleteResult("deleted");
        secondary.forget();

        assertThat(manager.listResults()).containsExactly("archived", "changed");
        assertThat(manager.queryResults("order by id").items())
                .extracting(ResultInfo::key)
                .containsExactlyInAnyOrder("archived", "changed");
        assertThat(manager.resultInfo("changed").revision()).isEqualTo(newest);
        assertThat(manager.resultInfo("archived").tier()).isEqualTo(Tier.SECONDARY);
        assertThat(secondary.steps()).isEmpty();
    }

    @Test
    @DisplayName(
            "15: a journal stays in the primary until it is sealed; then its bytes travel with the document that names them")
    void journals() {
        JournalKey log = new JournalKey(RUN, "log");
        tiers.journals().append(log, List.of("{\"n\":1}", "{\"n\":2}"));
        tiers.documents().put(Put.live(RUN, content("{}"), Expectation.any()));
        assertThat(second().documents().get(RUN).findVisible()).isPresent();
        assertThat(second().journals().names(RUN)).isEmpty();

        BlobRef sealed = tiers.journals().seal(log);
        tiers.documents()
                .put(Put.live(RUN, Content.of("{}".getBytes(UTF_8), Map.of("log", sealed)), Expectation.any()));
        tiers.journals().delete(log);

        assertThat(second().journals().names(RUN)).isEmpty();
        assertThat(second().blobs().touch(DocumentKey.DEFAULT_SCOPE, List.of(sealed.digest())))
                .isEmpty();
        assertThat(manager.tiers().reconcile(ReconcileOptions.defaults()).problems())
                .isEmpty();
    }

    @Test
    @DisplayName("16: a heartbeat is never replicated, neither at once nor later nor by a comparison")
    void heartbeats() {
        secondary.forget();
        assertThat(tiers.put(beat(1), Replication.BEST_EFFORT).state()).isEqualTo(ReplicaState.NOT_WANTED);
        assertThat(secondary.steps()).isEmpty();
        assertThat(tiers.replication().isComplete()).isTrue();

        saveInAProcessThatIsKilled(RUN);
        tiers.replicate();
        assertThat(second().documents().get(RUN).find()).isPresent();
        manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(second().documents().get(BEAT).find()).isEmpty();
    }

    /** So that the next to replicate compares all that was modified since. */
    private void saveInAProcessThatIsKilled(DocumentKey key) {
        Faults killed = new Faults();
        TieredBackend process = new TieredBackend(
                new FaultyBackend(Stores.unforced(folder.resolve("primary")), killed),
                new FaultyBackend(Stores.unforced(folder.resolve("secondary")), killed),
                TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground(),
                false,
                System::nanoTime);
        killed.on(DOCUMENT_PUT_NEWER).crashBefore();
        Put put = Put.live(key, content("{}"), Expectation.any());
        assertThatThrownBy(() -> process.put(put, Replication.BEST_EFFORT)).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(process::close).isInstanceOf(SimulatedCrash.class);
    }

    @Test
    @DisplayName("16: a heartbeat whose replica is required is refused, and nothing is saved")
    void aHeartbeatThatIsToBeReplicated() {
        assertThatThrownBy(() -> tiers.put(beat(1), Replication.REQUIRED)).isInstanceOf(UnsupportedException.class);
        assertThat(tiers.documents().get(BEAT).find()).isEmpty();
    }

    @Test
    @DisplayName("16: a secondary's heartbeat of old is left as it is, and is no problem")
    void aHeartbeatInTheSecondary() {
        Document old = second().documents().put(beat(1));
        tiers.documents().put(beat(2));

        assertThat(manager.tiers().reconcile(ReconcileOptions.defaults().adopting()))
                .satisfies(report -> assertThat(report.problems()).isEmpty())
                .satisfies(report ->
                        assertThat(report.compared() + report.adopted()).isZero());
        assertThat(second().documents().get(BEAT).find()).contains(old);
    }

    private static Content content(String json) {
        return Content.of(json.getBytes(UTF_8));
    }

    private static Put beat(int number) {
        return Put.live(BEAT, content("{\"beat\":" + number + "}"), Expectation.any());
    }
}
