package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.BLOB_OPEN;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_GET;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT_NEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CacheOptions;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.ReplicaState;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.UnavailableException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tier that does not answer costs the others nothing for long. */
@SuppressWarnings("NullAway.Init")
class OutageTest {
    private static final LoadOptions ANY = LoadOptions.withoutCache();

    @TempDir
    private Path folder;

    private final Faults primary = new Faults();
    private final Faults secondary = new Faults();
    private final AtomicLong nanoTime = new AtomicLong();
    private StorageManager manager;

    @BeforeEach
    void open() {
        manager = open(TierOptions.defaults().withTimeout(Duration.ZERO));
    }

    @AfterEach
    void close() {
        primary.endAll();
        secondary.endAll();
        manager.close();
    }

    private StorageManager open(TierOptions options) {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.files(folder.resolve("primary")), primary))
                .secondary(new FaultyBackend(Stores.files(folder.resolve("secondary")), secondary))
                .cache(CacheOptions.disabled())
                .tiers(options.withoutBackground())
                .nanoTime(nanoTime::get)
                .build();
    }

    private void passSeconds(long seconds) {
        nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    @DisplayName(
            "9: with the primary down the thousandth read costs what the secondary costs, and says that it is unconfirmed")
    void aPrimaryThatIsDownIsNotAskedForEachRead() {
        manager.saveResult("k", numbered(1, 10));
        primary.outage();
        primary.forget();
        for (int i = 0; i < 1000; i++) {
            Loaded loaded = manager.load("k", ANY);
            assertThat(loaded.result()).isEqualTo(numbered(1, 10));
            assertThat(loaded.info().confirmed()).isFalse();
            assertThat(loaded.info().source()).isEqualTo(Tier.SECONDARY);
        }
        // Two attempts, then one more until it has failed three times in a row.
        assertThat(primary.steps()).hasSize(3);
        assertThat(manager.tiers().statistics().unconfirmed()).isEqualTo(1000);

        passSeconds(3);
        manager.load("k", ANY);
        manager.load("k", ANY);
        assertThat(primary.steps()).hasSize(4);

        primary.endAll();
        passSeconds(60);
        assertThat(manager.load("k", ANY).info().confirmed()).isTrue();
        assertThat(manager.load("k", ANY).info().source()).isEqualTo(Tier.PRIMARY);
    }

    @Test
    void aFailureThatPassesIsTriedAgainUnnoticed() {
        manager.saveResult("k", numbered(1, 10));
        primary.on(DOCUMENT_GET).first(1).failBefore();
        assertThat(manager.load("k", ANY).info().confirmed()).isTrue();
    }

    @Test
    void aSaveIsTriedThoughThePrimaryDidNotAnswerBeforeAndEndsTheOutage() {
        manager.saveResult("k", numbered(1, 10));
        Fault outage = primary.outage();
        for (int i = 0; i < 3; i++) {
            manager.load("k", ANY);
        }
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> manager.saveResult("k", numbered(2, 10)));
        outage.end();
        manager.saveResult("k", numbered(2, 10));
        assertThat(manager.load("k", ANY).info().confirmed()).isTrue();
        assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
    }

    @Test
    @DisplayName("13: a save whose answer was lost is read back, and was made if it is there")
    void aSaveWhoseAnswerIsLost() {
        DocumentKey key = new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", "k");
        primary.on(DOCUMENT_PUT).about(key).first(1).failAfter();
        assertThat(manager.saveResult("k", numbered(1, 10)).replica()).isEqualTo(ReplicaState.REPLICATED);
        assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
    }

    @Test
    void aSecondaryThatIsDownIsNotAskedForEachSave() {
        secondary.outage();
        secondary.forget();
        for (int i = 0; i < 100; i++) {
            assertThat(manager.saveResult("k" + i, numbered(i, 10)).replica()).isEqualTo(ReplicaState.MISSING);
        }
        assertThat(secondary.steps().size()).isLessThan(10);
        assertThat(manager.tiers().replication().pending()).isEqualTo(100);
        secondary.endAll();
        passSeconds(60);
        assertThat(manager.tiers().replicate().isComplete()).isTrue();
        assertThat(manager.tiers().statistics().replicas()).isEqualTo(100);
    }

    @Test
    void aReadThatHangsIsGivenUpAndNobodyIsInterrupted() {
        manager.saveResult("k", numbered(1, 10));
        manager.close();
        manager = open(TierOptions.defaults().withTimeout(Duration.ofSeconds(1)));
        Fault hang = primary.on(DOCUMENT_GET).pauseBefore();
        Thread.currentThread().interrupt();
        Loaded loaded = manager.load("k", ANY);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(loaded.info().confirmed()).isFalse();
        assertThat(loaded.result()).isEqualTo(numbered(1, 10));
        hang.end();
        Stores.await("the primary", () -> {
            passSeconds(60);
            return manager.load("k", ANY).info().confirmed();
        });
    }

    @Test
    void aReplicaThatHangsDoesNotHoldUpTheSave() {
        manager.close();
        manager = open(TierOptions.defaults().withTimeout(Duration.ofSeconds(1)));
        Fault hang = secondary.on(DOCUMENT_PUT_NEWER).pauseBefore();
        assertThat(manager.saveResult("k", numbered(1, 10)).replica()).isEqualTo(ReplicaState.MISSING);
        // Those behind it do not wait, nor do they begin anything.
        assertThat(manager.saveResult("l", numbered(2, 10)).replica()).isEqualTo(ReplicaState.MISSING);
        assertThat(secondary.count(DOCUMENT_PUT_NEWER)).isOne();
        hang.end();
        Stores.await(
                "the first replica, of which nobody waits for the end",
                () -> manager.tiers().replication().pending() == 1);
        assertThat(manager.tiers().replicate().isComplete()).isTrue();
        assertThat(manager.saveResult("k", numbered(3, 10)).replica()).isEqualTo(ReplicaState.REPLICATED);
    }

    @Test
    void anErrorWhileAReplicaIsMadeLeavesItPending() {
        secondary.on(DOCUMENT_PUT_NEWER).first(1).before(step -> {
            throw new AssertionError("no memory");
        });
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> manager.saveResult("k", numbered(1, 10)));
        assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
        assertThat(manager.tiers().replication().pending()).isOne();
        assertThat(manager.tiers().replicate().pending()).isOne();
        // For so long the answer of a commit may be late; the copy was made at once all the same.
        assertThat(manager.tiers().statistics().replicas()).isOne();
        passSeconds(121);
        assertThat(manager.tiers().replicate().isComplete()).isTrue();
    }

    @Test
    void anErrorInTheBackgroundDoesNotEndIt() {
        manager.close();
        manager = StorageManagers.builder()
                .primary(Stores.files(folder.resolve("primary")))
                .secondary(new FaultyBackend(Stores.files(folder.resolve("secondary")), secondary))
                .build();
        secondary.on(DOCUMENT_PUT_NEWER).first(1).failBefore();
        secondary.on(DOCUMENT_PUT_NEWER).nth(2).before(step -> {
            throw new AssertionError("no memory");
        });
        assertThat(manager.saveResult("k", numbered(1, 10)).replica()).isEqualTo(ReplicaState.MISSING);
        Stores.await("the replica", () -> manager.tiers().replication().isComplete());
    }

    @Test
    void aPrimaryThatIsGoneBetweenDocumentAndBlobIsReplacedByTheSecondary() {
        manager.saveResult("k", numbered(1, 10));
        primary.on(BLOB_OPEN).failBefore();
        assertThat(manager.load("k", ANY).result()).isEqualTo(numbered(1, 10));
    }

    @Test
    @DisplayName("9: a result whose deletion has not reached the secondary is told as unconfirmed, or refused")
    void aDeletionThatIsPendingIsNotHiddenByAnOutage() {
        manager.saveResult("k", numbered(1, 10));
        secondary.outage();
        manager.deleteResult("k");
        secondary.endAll();
        primary.outage();
        passSeconds(60);
        assertThat(manager.load("k", ANY).info().confirmed()).isFalse();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> manager.load("k", LoadOptions.onlyConfirmed()));
    }
}
