package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT_NEWER;
import static dev.cairn.testkit.faults.Operation.HOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.CollectOptions;
import dev.cairn.NotFoundException;
import dev.cairn.ReconcileOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two managers of one pair, one is slow on its way to the secondary: what arrives late does no harm there. */
@SuppressWarnings("NullAway.Init")
class LateReplicaTest {
    @TempDir
    private Path folder;

    private final Faults wayOfTheSlow = new Faults();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private StorageManager slow;
    private StorageManager quick;

    @BeforeEach
    void open() {
        slow = open(wayOfTheSlow);
        quick = open(new Faults());
        // So that no collection takes the blob from under way: that alone would keep a late replica out.
        quick.saveResult("twin", numbered(1, 10));
    }

    @AfterEach
    void close() {
        wayOfTheSlow.endAll();
        thread.shutdown();
        slow.close();
        quick.close();
    }

    private StorageManager open(Faults secondary) {
        return StorageManagers.builder()
                .primary(Stores.unforced(folder.resolve("primary")))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("secondary")), secondary))
                .tiers(TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground())
                .build();
    }

    /** Begins what the slow manager does, as far as its first such step in the secondary. */
    private Slow begin(Operation step, Runnable what) {
        Fault pause = wayOfTheSlow.on(step).pauseBefore();
        Slow begun = new Slow(pause, thread.submit(what));
        pause.awaitStruck();
        return begun;
    }

    private record Slow(Fault pause, Future<?> done) {
        void arrive() throws Exception {
            pause.end();
            done.get();
        }
    }

    private StorageManager secondaryAlone() {
        return StorageManagers.builder()
                .primary(quick.secondary().orElseThrow())
                .build();
    }

    private void assertBothAgree() {
        assertThat(quick.tiers().reconcile(ReconcileOptions.defaults()))
                .satisfies(report -> assertThat(report.problems()).isEmpty())
                .satisfies(report -> assertThat(report.replicated() + report.restored() + report.onlyInSecondary())
                        .isZero());
    }

    @Test
    @DisplayName("6: an older replica that arrives after a newer one does not replace it")
    void anOlderReplica() throws Exception {
        Slow older = begin(DOCUMENT_PUT_NEWER, () -> slow.saveResult("k", numbered(1, 10)));
        long newer = quick.saveResult("k", numbered(2, 10)).revision();
        older.arrive();

        assertThat(secondaryAlone().resultInfo("k").revision()).isEqualTo(newer);
        assertThat(secondaryAlone().loadResult("k")).isEqualTo(numbered(2, 10));
        assertBothAgree();
    }

    @Test
    @DisplayName("6: an older replica that arrives after a deletion does not undo it")
    void anOlderReplicaAfterADeletion() throws Exception {
        Slow older = begin(DOCUMENT_PUT_NEWER, () -> slow.saveResult("k", numbered(1, 10)));
        quick.deleteResult("k");
        older.arrive();

        assertThat(secondaryAlone().contains("k")).isFalse();
        assertThat(quick.contains("k")).isFalse();
        assertBothAgree();
    }

    @Test
    @DisplayName("6: an older deletion that arrives after a newer save does not delete it")
    void anOlderDeletion() throws Exception {
        quick.saveResult("k", numbered(1, 10));
        Slow older = begin(DOCUMENT_PUT_NEWER, () -> slow.deleteResult("k"));
        quick.saveResult("k", numbered(2, 10));
        older.arrive();

        assertThat(secondaryAlone().loadResult("k")).isEqualTo(numbered(2, 10));
        assertBothAgree();
    }

    @Test
    @DisplayName("2: a replica that arrives when even the tombstone was collected does not bring the result back")
    void aReplicaAfterTheTombstoneWentIsNotMade() throws Exception {
        Slow older = begin(HOLD, () -> slow.saveResult("k", numbered(1, 10)));
        quick.deleteResult("k");
        assertThat(quick.collectGarbage(CollectOptions.exclusively()).tombstones())
                .isOne();
        older.arrive();

        assertThat(secondaryAlone().contains("k")).isFalse();
        assertThat(quick.contains("k")).isFalse();
    }

    @Test
    @DisplayName("2: a tombstone is not collected while a replica of what it deleted is under way")
    void aTombstoneWaitsForTheReplica() throws Exception {
        Slow older = begin(DOCUMENT_PUT_NEWER, () -> slow.saveResult("k", numbered(1, 10)));
        quick.deleteResult("k");
        ExecutorService collector = Executors.newSingleThreadExecutor();
        Future<?> collected = collector.submit(() -> quick.collectGarbage(CollectOptions.exclusively()));
        older.arrive();
        collected.get();
        collector.shutdown();

        assertThat(secondaryAlone().contains("k")).isFalse();
        assertThat(quick.contains("k")).isFalse();
    }

    @Test
    @DisplayName("2: a migration that was under way when the result was deleted does not bring it back")
    void aMigrationAfterTheTombstoneWentCopiesNothing() throws Exception {
        quick.saveResult("k", numbered(1, 10));
        Slow migration = begin(HOLD, () -> slow.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY));
        quick.deleteResult("k");
        quick.collectGarbage(CollectOptions.exclusively());

        assertThat(catchThrowable(migration::arrive))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NotFoundException.class);
        assertThat(quick.contains("k")).isFalse();
        assertThat(secondaryAlone().contains("k")).isFalse();
    }
}
