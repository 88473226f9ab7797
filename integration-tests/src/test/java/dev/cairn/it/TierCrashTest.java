package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CacheOptions;
import dev.cairn.CollectOptions;
import dev.cairn.NotFoundException;
import dev.cairn.ReconcileOptions;
import dev.cairn.ReconcileReport;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.model.OptimizationResult;
import dev.cairn.testkit.faults.CrashPoint;
import dev.cairn.testkit.faults.CrashPoints;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that ends before, in or after any step that it takes in two tiers leaves them so that the next one finds what was
 * acknowledged, and brings the second tier up to the first. The steps are counted, not chosen.
 */
class TierCrashTest {
    private static final OptimizationResult OLD = numbered(1, 100);
    private static final OptimizationResult NEW = numbered(2, 100);

    @TempDir
    private Path base;

    private static StorageManager open(Path folder, Faults faults) {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder.resolve("primary")), faults))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("secondary")), faults))
                .tiers(TierOptions.defaults().withoutBackground())
                .cache(CacheOptions.disabled())
                .build();
    }

    private static StorageManager open(Path folder) {
        return open(folder, new Faults());
    }

    private static StorageManager secondaryOf(Path folder) {
        return StorageManagers.open(folder.resolve("secondary").toString());
    }

    /** Lets {@code first} happen, then {@code crashing} until its process ends; returns whether that returned. */
    private Trial trial(CrashPoint point, Consumer<StorageManager> first, Consumer<StorageManager> crashing)
            throws Throwable {
        Path folder = Files.createTempDirectory(base, "pair");
        try (StorageManager manager = open(folder)) {
            first.accept(manager);
        }
        AtomicBoolean returned = new AtomicBoolean();
        point.run(() -> {
            try (StorageManager manager = open(folder, point.faults())) {
                crashing.accept(manager);
                returned.set(true);
            }
        });
        return new Trial(folder, returned.get());
    }

    private record Trial(Path folder, boolean returned) {}

    @TestFactory
    @DisplayName("8: whatever was committed reaches the secondary, wherever the process of its save ended")
    Stream<DynamicTest> aSave() throws Throwable {
        return CrashPoints.tests(point -> {
            Trial trial =
                    trial(point, manager -> manager.saveResult("k", OLD), manager -> manager.saveResult("k", NEW));
            OptimizationResult there;
            try (StorageManager manager = open(trial.folder())) {
                there = manager.loadResult("k");
                assertThat(there).isIn(trial.returned() ? NEW : OLD, NEW);
                assertThat(manager.tiers().replicate().isComplete()).isTrue();
                manager.collectGarbage(CollectOptions.exclusively());
                assertThat(manager.loadResult("k")).isEqualTo(there);
                assertClean(manager);
            }
            try (StorageManager second = secondaryOf(trial.folder())) {
                assertThat(second.loadResult("k")).isEqualTo(there);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aDeletion() throws Throwable {
        return CrashPoints.tests(point -> {
            Trial trial = trial(point, manager -> manager.saveResult("k", OLD), manager -> manager.deleteResult("k"));
            boolean there;
            try (StorageManager manager = open(trial.folder())) {
                there = manager.contains("k");
                assertThat(there && trial.returned()).isFalse();
                assertThat(manager.tiers().replicate().isComplete()).isTrue();
                manager.collectGarbage(CollectOptions.exclusively());
                assertThat(manager.contains("k")).isEqualTo(there);
                assertClean(manager);
            }
            try (StorageManager second = secondaryOf(trial.folder())) {
                assertThat(second.contains("k")).isEqualTo(there);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aMigrationToTheSecondary() throws Throwable {
        return CrashPoints.tests(point -> {
            Trial trial = trial(
                    point,
                    manager -> manager.saveResult("k", OLD),
                    manager -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY));
            try (StorageManager manager = open(trial.folder())) {
                assertThat(manager.loadResult("k")).isEqualTo(OLD);
                assertThat(manager.listResults()).containsExactly("k");
                manager.tiers().replicate();
                manager.collectGarbage(CollectOptions.exclusively());
                assertThat(manager.loadResult("k")).isEqualTo(OLD);
                manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
                manager.collectGarbage(CollectOptions.exclusively());
                assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.SECONDARY);
                assertThat(manager.loadResult("k")).isEqualTo(OLD);
                assertClean(manager);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aMigrationToThePrimary() throws Throwable {
        return CrashPoints.tests(point -> {
            Trial trial = trial(
                    point,
                    manager -> {
                        manager.saveResult("k", OLD);
                        manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
                        manager.collectGarbage(CollectOptions.exclusively());
                    },
                    manager -> manager.migrateResult("k", Tier.SECONDARY, Tier.PRIMARY));
            try (StorageManager manager = open(trial.folder())) {
                assertThat(manager.loadResult("k")).isEqualTo(OLD);
                manager.tiers().replicate();
                manager.collectGarbage(CollectOptions.exclusively());
                assertThat(manager.loadResult("k")).isEqualTo(OLD);
                if (manager.resultInfo("k").tier() == Tier.SECONDARY) {
                    manager.migrateResult("k", Tier.SECONDARY, Tier.PRIMARY);
                }
                manager.collectGarbage(CollectOptions.exclusively());
                assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);
                assertThat(manager.loadResult("k")).isEqualTo(OLD);
                // An older copy that was not given up yet becomes a replica.
                assertThat(manager.tiers()
                                .reconcile(ReconcileOptions.defaults())
                                .replicated())
                        .isLessThan(2);
                assertClean(manager);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theReplicationOfWhatWasPending() throws Throwable {
        return CrashPoints.tests(point -> {
            Path folder = Files.createTempDirectory(base, "pair");
            Faults outage = new Faults();
            try (StorageManager manager = StorageManagers.builder()
                    .primary(Stores.unforced(folder.resolve("primary")))
                    .secondary(new FaultyBackend(Stores.unforced(folder.resolve("secondary")), outage))
                    .tiers(TierOptions.defaults().withoutBackground())
                    .build()) {
                manager.saveResult("gone", OLD);
                outage.outage();
                manager.saveResult("k", NEW);
                manager.saveResult("l", OLD);
                manager.deleteResult("gone");
            }
            point.run(() -> {
                try (StorageManager manager = open(folder, point.faults())) {
                    manager.tiers().replicate();
                }
            });
            try (StorageManager manager = open(folder)) {
                assertThat(manager.tiers().replicate().isComplete()).isTrue();
                assertClean(manager);
            }
            try (StorageManager second = secondaryOf(folder)) {
                assertThat(second.listResults()).containsExactly("k", "l");
                assertThat(second.loadResult("k")).isEqualTo(NEW);
                assertThatThrownBy(() -> second.loadResult("gone")).isInstanceOf(NotFoundException.class);
            }
        });
    }

    private static void assertClean(StorageManager manager) {
        ReconcileReport report = manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(report.problems()).isEmpty();
        assertThat(report.replicated()).isZero();
        assertThat(report.restored()).isZero();
        assertThat(report.repaired()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> aFirstOpening() throws Throwable {
        return CrashPoints.tests(point -> {
            Path folder = Files.createTempDirectory(base, "pair");
            point.run(() -> open(folder, point.faults()).close());
            try (StorageManager manager = open(folder)) {
                manager.saveResult("k", NEW);
                assertThat(manager.loadResult("k")).isEqualTo(NEW);
            }
        });
    }
}
