package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.BLOB_OPEN;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_GET;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CacheOptions;
import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.model.OptimizationResult;
import dev.cairn.testkit.MutableClock;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two managers of one pair, each with a cache of its own: what one saved the other does not answer with an older one. */
@SuppressWarnings("NullAway.Init")
class FreshnessTest {
    private static final int SAVES = 150;

    @TempDir
    private Path folder;

    private final Faults primary = new Faults();
    private final Faults secondary = new Faults();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private StorageManager reader;
    private StorageManager writer;

    @BeforeEach
    void open() {
        reader = open(Duration.ZERO, Clock.systemUTC());
        writer = open(Duration.ZERO, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        primary.endAll();
        secondary.endAll();
        thread.shutdown();
        reader.close();
        writer.close();
    }

    private StorageManager open(Duration freshness, Clock clock) {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder.resolve("primary"), clock), primary))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("secondary")), secondary))
                .cache(CacheOptions.ofMegabytes(10).withFreshness(freshness))
                .tiers(TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground())
                .build();
    }

    @Test
    @DisplayName(
            "20: with freshness zero nobody sees an older revision once a save has returned, also while replicas fail")
    void anOlderRevisionIsNeverSeen() throws Exception {
        AtomicLong returned =
                new AtomicLong(writer.saveResult("k", numbered(0, 5)).revision());
        secondary.onAll().flapping(1, 3).failBefore();
        Future<?> saves = thread.submit(() -> {
            for (int i = 1; i <= SAVES; i++) {
                returned.set(writer.saveResult("k", numbered(i, 5)).revision());
            }
        });
        while (!saves.isDone()) {
            long before = returned.get();
            assertThat(reader.load("k", LoadOptions.defaults()).info().revision())
                    .isGreaterThanOrEqualTo(before);
        }
        saves.get();
        assertThat(reader.loadResult("k")).isEqualTo(numbered(SAVES, 5));
    }

    @Test
    @DisplayName("20: with freshness zero a deletion by another is seen at once")
    void aDeletionIsSeenAtOnce() {
        writer.saveResult("k", numbered(1, 5));
        assertThat(reader.findResult("k")).isPresent();
        writer.deleteResult("k");
        assertThat(reader.findResult("k")).isEmpty();
    }

    @Test
    @DisplayName("17: a slow load does not put an older result back into the cache, though a save came between")
    void aSlowLoadBesideASave() throws Exception {
        writer.saveResult("k", numbered(1, 5));
        try (StorageManager both = open(Duration.ofMinutes(5), Clock.systemUTC())) {
            Future<OptimizationResult> slow = loadThatIsOvertaken(both, () -> both.saveResult("k", numbered(2, 5)));

            assertThat(slow.get()).isEqualTo(numbered(1, 5));
            assertThat(both.load("k", LoadOptions.defaults()).info().source()).isEqualTo(Tier.CACHE);
            assertThat(both.loadResult("k")).isEqualTo(numbered(2, 5));
        }
    }

    @Test
    @DisplayName("17: a slow load does not put a result back into the cache that was deleted meanwhile")
    void aSlowLoadBesideADeletion() throws Exception {
        writer.saveResult("k", numbered(1, 5));
        try (StorageManager both = open(Duration.ofMinutes(5), Clock.systemUTC())) {
            Future<OptimizationResult> slow = loadThatIsOvertaken(both, () -> both.deleteResult("k"));

            assertThat(slow.get()).isEqualTo(numbered(1, 5));
            assertThat(both.findResult("k")).isEmpty();
        }
    }

    /** A load that has read its document when {@code other} happens, and goes on afterwards. */
    private Future<OptimizationResult> loadThatIsOvertaken(StorageManager manager, Runnable other) {
        Fault pause = primary.on(BLOB_OPEN).first(1).pauseBefore();
        Future<OptimizationResult> load = thread.submit(() -> manager.loadResult("k"));
        pause.awaitStruck();
        other.run();
        pause.end();
        return load;
    }

    @Test
    @DisplayName("18: of two saves of one size at one instant of the clock the second is noticed, by the head alone")
    void savesWithinOneTick() {
        MutableClock still = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
        try (StorageManager sameTick = open(Duration.ZERO, still)) {
            for (int i = 0; i < 20; i++) {
                sameTick.saveResult("k", numbered(10 + i, 5));
                assertThat(reader.loadResult("k")).isEqualTo(numbered(10 + i, 5));
            }
        }
        primary.forget();
        assertThat(reader.loadResult("k")).isEqualTo(numbered(29, 5));
        assertThat(primary.count(DOCUMENT_HEAD)).isOne();
        assertThat(primary.count(DOCUMENT_GET, BLOB_OPEN)).isZero();
    }
}
