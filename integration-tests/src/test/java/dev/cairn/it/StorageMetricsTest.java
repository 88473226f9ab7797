package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.LoadOptions;
import dev.cairn.NotFoundException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.metrics.StorageMetrics;
import dev.cairn.model.ColumnName;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened to a manager can be read from its meters. */
@SuppressWarnings("NullAway.Init")
class StorageMetricsTest {
    private static final LoadOptions PAST_CACHE = LoadOptions.withoutCache();

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Faults primary = new Faults();
    private final Faults secondary = new Faults();
    private final AtomicLong nanoTime = new AtomicLong();
    private StorageManager manager;

    @BeforeEach
    void open() {
        manager = StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder.resolve("a")), primary))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("b")), secondary))
                .tiers(TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground())
                .nanoTime(nanoTime::get)
                .build();
        new StorageMetrics(manager, Tags.of("store", "results")).bindTo(registry);
    }

    @AfterEach
    void close() {
        primary.endAll();
        secondary.endAll();
        manager.close();
    }

    @Test
    void countsWhatTheCacheDid() {
        manager.saveResult("k", numbered(1, 10));
        manager.loadResult("k");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> manager.loadResult("other"));

        assertThat(value("cache.gets", "result", "hit")).isEqualTo(1);
        assertThat(value("cache.gets", "result", "miss")).isEqualTo(1);
        assertThat(value("cache.puts")).isEqualTo(1);
        assertThat(value("cache.evictions")).isZero();
        assertThat(value("cache.size")).isEqualTo(1);
        assertThat(value("cairn.cache.size"))
                .isGreaterThanOrEqualTo((double) numbered(1, 10).sizeInBytes());
        assertThat(registry.get("cache.size").tag("cache", StorageMetrics.CACHE).meter())
                .isNotNull();
    }

    @Test
    void showsASecondaryThatIsDownUntilItIsUpAgain() {
        assertThat(value("cairn.tier.trusted", "tier", "secondary")).isEqualTo(1);
        secondary.outage();
        for (int i = 0; i < 5; i++) {
            manager.saveResult("k" + i, numbered(i, 10));
        }
        secondary.forget();
        primary.forget();
        assertThat(value("cairn.replication.pending")).isEqualTo(5);
        assertThat(value("cairn.tier.replicas", "result", "failure")).isEqualTo(5);
        assertThat(value("cairn.tier.replicas", "result", "success")).isZero();
        assertThat(value("cairn.tier.trusted", "tier", "secondary")).isZero();
        assertThat(value("cairn.tier.trusted", "tier", "primary")).isEqualTo(1);
        assertThat(primary.steps()).isEmpty();
        assertThat(secondary.steps()).isEmpty();

        secondary.endAll();
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        manager.tiers().replicate();
        assertThat(value("cairn.replication.pending")).isZero();
        assertThat(value("cairn.tier.replicas", "result", "success")).isEqualTo(5);
        assertThat(value("cairn.tier.trusted", "tier", "secondary")).isEqualTo(1);
    }

    @Test
    void countsWhatTheSecondaryAnsweredAndRepaired() throws Exception {
        manager.saveResult("k", numbered(1, 10));
        try (Stream<Path> blobs = Files.walk(folder.resolve("a/default/_blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        manager.load("k", PAST_CACHE);
        Stores.await("the repair", () -> value("cairn.tier.repairs", "result", "success") == 1);
        assertThat(value("cairn.tier.repairs", "result", "failure")).isZero();

        Files.delete(folder.resolve("a/default/result/k.json"));
        manager.load("k", PAST_CACHE);
        assertThat(value("cairn.tier.fallbacks")).isEqualTo(1);

        primary.outage();
        manager.load("k", PAST_CACHE);
        assertThat(value("cairn.tier.unconfirmed")).isEqualTo(1);
    }

    @Test
    void timesWhatWentToAStoreAndNotWhatTheCacheAnswered() {
        secondary.onAll().before(step -> nanoTime.addAndGet(1_000_000));
        manager.saveResult("k", numbered(1, 10));
        manager.loadResult("k");
        manager.load("k", PAST_CACHE);
        manager.loadColumns("k", ColumnName.objective("f1"));
        manager.deleteResult("k");

        assertThat(operation("save", "success").count()).isEqualTo(1);
        assertThat(operation("save", "success").totalTime(TimeUnit.MILLISECONDS))
                .isPositive();
        assertThat(operation("load", "success").count()).isEqualTo(2);
        assertThat(operation("delete", "success").count()).isEqualTo(1);
    }

    @Test
    void namesHowAnOperationFailed() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> manager.loadResult("k"));
        assertThat(operation("load", "NotFoundException").count()).isEqualTo(1);
        assertThat(registry.find("cairn.operations").tag("result", "success").timers())
                .isEmpty();
    }

    @Test
    void givesEachMeterTheTagsOfItsBinder() {
        manager.saveResult("k", numbered(1, 10));
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getTag("store")).isEqualTo("results"));
        assertThat(registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(Meter.Id::getName)
                        .filter(name -> !name.startsWith("cache."))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "cairn.cache.size",
                        "cairn.operations",
                        "cairn.replication.pending",
                        "cairn.tier.fallbacks",
                        "cairn.tier.repairs",
                        "cairn.tier.replicas",
                        "cairn.tier.trusted",
                        "cairn.tier.unconfirmed");
    }

    @Test
    void theGuideNamesEachMeterAndEachOfItsTags() throws IOException {
        manager.saveResult("k", numbered(1, 10));
        String guide = Files.readString(Path.of("..", "docs", "metrics.md"));
        for (Meter meter : registry.getMeters()) {
            assertThat(guide).contains("`" + meter.getId().getName() + "`");
            assertThat(meter.getId().getTags())
                    .filteredOn(tag -> !tag.getKey().equals("store"))
                    .allSatisfy(
                            tag -> assertThat(guide).contains("`" + tag.getKey() + "`", "`" + tag.getValue() + "`"));
        }
    }

    @Test
    void answersForAManagerThatIsClosedAndForOneWithoutASecondary() {
        manager.close();
        assertThat(value("cairn.replication.pending")).isZero();
        try (StorageManager alone = StorageManagers.builder().primary("memory:").build()) {
            SimpleMeterRegistry other = new SimpleMeterRegistry();
            new StorageMetrics(alone).bindTo(other);
            assertThat(other.find("cairn.tier.trusted").gauges()).hasSize(1);
            assertThat(other.get("cairn.tier.replicas")
                            .tag("result", "success")
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }

    @Test
    void aListenerThatFailsChangesNothingAndIsToldNothingMoreWhenItIsGone() {
        AtomicLong told = new AtomicLong();
        try (var listening = manager.listen((operation, took, failure) -> {
            told.incrementAndGet();
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(listening).isNotNull();
            manager.saveResult("k", numbered(1, 10));
        }
        assertThat(told).hasValue(1);
        manager.saveResult("k", numbered(2, 10));
        assertThat(told).hasValue(1);
        assertThat(operation("save", "success").count()).isEqualTo(2);
    }

    private Timer operation(String operation, String result) {
        return registry.get("cairn.operations")
                .tags("operation", operation, "result", result)
                .timer();
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }
}
