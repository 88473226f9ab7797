package dev.cairn.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CacheOptions;
import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.StorageBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;

/** Opens a manager on a fresh store before each test, on clocks that stand still, and closes it afterwards. */
@DisplayNameGeneration(Sentences.class)
@SuppressWarnings("NullAway.Init")
abstract class ManagerTest {
    final AtomicLong nanos = new AtomicLong();
    final MutableClock clock = MutableClock.at(ContractTest.START);
    private BackendFixture fixture;
    StorageBackend backend;
    StorageManager manager;

    /** A store of its own for one test. */
    abstract BackendFixture newFixture();

    @BeforeEach
    void openManager() {
        fixture = newFixture();
        backend = fixture.open(clock);
        manager = managerOn(backend);
    }

    @AfterEach
    void closeManager() {
        manager.close();
        fixture.cleanUp();
    }

    /** The stores that the manager keeps results in: one, or two where it has a secondary. */
    final List<StorageBackend> stores() {
        return Stream.concat(Stream.of(manager.primary()), manager.secondary().stream())
                .toList();
    }

    /** Skips the test, visibly, where the manager has a secondary. */
    final void assumeNoSecondary() {
        assumeTrue(manager.secondary().isEmpty(), "the manager has a secondary");
    }

    /** Another manager on the same store, as another part of a program would have one. */
    final StorageManager managerOn(StorageBackend store) {
        return StorageManagers.builder()
                .primary(store)
                .cache(CacheOptions.ofMegabytes(10).withFreshness(Duration.ofSeconds(1)))
                .nanoTime(nanos::get)
                .build();
    }

    /** What {@code manager} loads past its cache. */
    static OptimizationResult past(StorageManager manager, String key) {
        return manager.loadResult(key, LoadOptions.withoutCache());
    }
}
