package dev.cairn.backend.database;

import static dev.cairn.backend.database.Listened.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CacheOptions;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.SampleResults;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Managers that trust their caches for minutes, on one database: what one does the other sees at once. */
class NotifiedManagersTest {
    private static final String KEY = "Größe / 'run' \\ 1";

    private final String schema = Postgres.newSchema();
    private final Watched trips = watched();
    private StorageBackend reading;
    private StorageManager writer;
    private StorageManager reader;

    private static Watched watched() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(Postgres.jdbcUrl());
        return new Watched(source);
    }

    private static StorageManager manager(StorageBackend backend) {
        return StorageManagers.builder()
                .primary(backend)
                .cache(CacheOptions.ofMegabytes(10).withFreshness(Duration.ofMinutes(5)))
                .build();
    }

    @BeforeEach
    void open() {
        reading = Listened.open(Map.of("data_source", trips.source(), "schema", schema));
        writer = manager(Listened.open(Fixtures.postgresConfig(schema)));
        Listened told = new Listened();
        reading.watch(told);
        reader = manager(reading);
        await("a connection that listens", () -> told.lost.get() > 0);
    }

    @AfterEach
    void close() {
        reader.close();
        writer.close();
        Postgres.dropSchema(schema);
    }

    /** Loads until the answers come from the cache without a question to the server. */
    private void awaitTrust(OptimizationResult expected) {
        await("an answer that is trusted", () -> asked() == 0);
        Loaded loaded = reader.load(KEY, LoadOptions.defaults());
        assertThat(loaded.result()).isEqualTo(expected);
        assertThat(loaded.info().source()).isEqualTo(Tier.CACHE);
    }

    /** How often a load asks a server. */
    private long asked() {
        try {
            return trips.tripsOf(() -> reader.loadResult(KEY)).stream()
                    .filter(sql -> sql.startsWith("select"))
                    .count();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean isGone() {
        try {
            reader.loadResult(KEY);
            return false;
        } catch (StorageException e) {
            return true;
        }
    }

    @Test
    void whatOneSavesAndDeletesTheOtherSees() {
        OptimizationResult first = SampleResults.numbered(1, 10);
        OptimizationResult second = SampleResults.numbered(2, 10);
        writer.saveResult(KEY, first);
        awaitTrust(first);
        writer.saveResult(KEY, second);
        await("the second", () -> reader.loadResult(KEY).equals(second));
        awaitTrust(second);
        writer.deleteResult(KEY);
        await("the deletion", this::isGone);
    }

    @Test
    void aConnectionThatIsEndedHasEverythingCheckedAndLaterChangesAreSeen() {
        OptimizationResult first = SampleResults.numbered(1, 10);
        OptimizationResult second = SampleResults.numbered(2, 10);
        writer.saveResult(KEY, first);
        awaitTrust(first);
        String channel = Listened.channel(reading);
        Listened.endConnections(channel);
        await("a check", () -> asked() > 0);
        await("both who listen", () -> Listened.connections(channel) == 2);
        awaitTrust(first);
        writer.saveResult(KEY, second);
        await("the second", () -> reader.loadResult(KEY).equals(second));
        awaitTrust(second);
    }

    @Test
    void aManagerKnowsWhatItSavedItself() {
        OptimizationResult result = SampleResults.numbered(1, 10);
        reader.saveResult(KEY, result);
        awaitTrust(result);
    }
}
