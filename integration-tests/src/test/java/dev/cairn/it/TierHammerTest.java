package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CacheOptions;
import dev.cairn.CollectOptions;
import dev.cairn.ConflictException;
import dev.cairn.DeleteReceipt;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.NotFoundException;
import dev.cairn.ReconcileOptions;
import dev.cairn.ReconcileReport;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.UnavailableException;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two managers of one pair do everything at once to the same few keys, while the secondary of one answers now and then only. {@code
 * -Dcairn.tiers.seconds} says for how long, 2 by default.
 */
class TierHammerTest {
    private static final int SECONDS = Integer.getInteger("cairn.tiers.seconds", 2);
    private static final int KEYS = 6;
    private static final int THREADS = 4;
    private static final int ROWS = 5;

    @TempDir
    private Path folder;

    private final Map<String, Write> last = new ConcurrentHashMap<>();

    /** An acknowledged write: the number of what was saved, or none for a deletion. */
    private record Write(long revision, @Nullable Integer number) {
        Write orLater(Write other) {
            return other.revision > revision ? other : this;
        }
    }

    private StorageManager open(Faults secondary) {
        return StorageManagers.builder()
                .primary(Stores.unforced(folder.resolve("primary")))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("secondary")), secondary))
                .cache(CacheOptions.ofMegabytes(1).withFreshness(Duration.ZERO))
                .tiers(TierOptions.defaults()
                        .withTimeout(Duration.ZERO)
                        .withPauses(Duration.ofMillis(1), Duration.ofMillis(10)))
                .build();
    }

    @Test
    void bothTiersAgreeInTheEndAndNothingAcknowledgedIsLost() throws Exception {
        Faults flapping = new Faults();
        try (StorageManager one = open(flapping);
                StorageManager other = open(new Faults())) {
            flapping.onAll().flapping(2, 9).failBefore();
            hammer(one, other);
            flapping.endAll();

            Stores.await("the replicas of one", () -> one.tiers().replicate().isComplete());
            Stores.await(
                    "the replicas of the other", () -> other.tiers().replicate().isComplete());
            ReconcileReport mended = one.tiers().reconcile(ReconcileOptions.defaults());
            assertThat(mended.problems()).isEmpty();
            assertThat(mended.restored()).isZero();
            assertAgreed(other);
            other.collectGarbage(CollectOptions.exclusively());
            assertAgreed(other);
        }
    }

    private void hammer(StorageManager one, StorageManager other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 2 * THREADS; i++) {
            int thread = i;
            StorageManager manager = i < THREADS ? one : other;
            all.add(threads.submit(() -> hammer(manager, thread, end)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    private void hammer(StorageManager manager, int thread, long end) {
        Random random = new Random(thread);
        for (int i = 0; System.nanoTime() < end; i++) {
            String key = "k" + random.nextInt(KEYS);
            int number = thread * 1_000_000 + i;
            Consumer<StorageManager> act = switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> store -> save(store, key, number);
                case 6, 7, 8 -> store -> delete(store, key);
                case 9, 10 -> store -> store.migrateResult(key, Tier.PRIMARY, Tier.SECONDARY);
                case 11, 12 -> store -> store.migrateResult(key, Tier.SECONDARY, Tier.PRIMARY);
                case 13 -> at -> at.tiers().replicate();
                case 14 -> store -> store.tiers().reconcile(ReconcileOptions.defaults());
                case 15 -> store -> store.collectGarbage(CollectOptions.exclusively());
                default -> store -> load(store, key);
            };
            attempt(manager, act);
        }
    }

    /** What an outage, another writer or a deletion may bring is no surprise; anything else ends the test. */
    private static void attempt(StorageManager manager, Consumer<StorageManager> act) {
        try {
            act.accept(manager);
        } catch (NotFoundException | ConflictException | UnavailableException e) {
            assertThat(e).hasMessageNotContaining("damaged");
        }
    }

    private void save(StorageManager manager, String key, int number) {
        long revision = manager.saveResult(key, numbered(number, ROWS)).revision();
        last.merge(key, new Write(revision, number), Write::orLater);
    }

    private void delete(StorageManager manager, String key) {
        DeleteReceipt receipt = manager.deleteResult(key);
        if (receipt.wasThere()) {
            last.merge(key, new Write(receipt.revision(), null), Write::orLater);
        }
    }

    private static void load(StorageManager manager, String key) {
        Loaded loaded = manager.load(key, LoadOptions.defaults());
        long number = loaded.result().metadata().integer("number").orElseThrow();
        assertThat(loaded.result()).isEqualTo(numbered((int) number, ROWS));
    }

    private void assertAgreed(StorageManager manager) {
        ReconcileReport report = manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(report.problems()).isEmpty();
        assertThat(report.replicated()).isZero();
        assertThat(report.restored()).isZero();
        assertThat(report.repaired()).isZero();
        assertThat(report.onlyInSecondary()).isZero();
        last.forEach((key, write) -> {
            assertThat(manager.contains(key)).as("%s after %s", key, write).isEqualTo(write.number() != null);
            if (write.number() != null) {
                assertThat(manager.resultInfo(key).revision()).isGreaterThanOrEqualTo(write.revision());
                assertThat(manager.loadResult(key, LoadOptions.withoutCache()))
                        .as("%s after %s", key, write)
                        .isEqualTo(numbered(write.number(), ROWS));
            }
        });
    }
}
