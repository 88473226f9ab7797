package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.backend.database.DatabaseBackendFactory;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.config.StorageConfig;
import dev.cairn.query.Criterion;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of an index is killed between the write of a file and that of the index: the next query is right. */
class IndexServerKillTest {
    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private EmbeddedPostgres.Builder server() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on");
    }

    private void kill() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that kill the server when a document of this id has just been put. */
    private StorageBackend killingAfter(String id) {
        StorageBackend files = Stores.unforced(folder.resolve("files"));
        DocumentStore documents = (DocumentStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DocumentStore.class}, (proxy, method, args) -> {
                    try {
                        Object answer = method.invoke(files.documents(), args);
                        if (method.getName().equals("put")
                                && ((Put) args[0]).key().id().equals(id)) {
                            kill();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (StorageBackend) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StorageBackend.class},
                (proxy, method, args) -> method.getName().equals("documents") ? documents : method.invoke(files, args));
    }

    private static void save(StorageManager manager, String key, double quality) {
        manager.saveResult(key, numbered(1, 1), SaveOptions.defaults().withMetadata("quality", quality));
    }

    private static List<String> best(StorageManager manager) {
        return manager.queryResults("order by saved.quality limit 3").items().stream()
                .map(ResultInfo::key)
                .toList();
    }

    @Test
    void theNextQueryIsRightAndTheIndexCatchesUp() throws Exception {
        assumeTrue(System.getenv("CAIRN_TEST_POSTGRES_URL") == null, "tests start no server of their own here");
        EmbeddedPostgres first = server().start();
        int port = first.getPort();
        DatabaseBackendFactory factory = new DatabaseBackendFactory();
        Map<String, Object> values = Map.of(
                "connection_string",
                "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres",
                "connect_timeout_s",
                1);
        StorageBackend index =
                factory.open(StorageConfig.of(factory.type(), values).checked(factory.keys()), Clock.systemUTC());
        try (StorageManager manager = StorageManagers.builder()
                .primary(new IndexedBackend(
                        killingAfter("fatal"),
                        index,
                        TierOptions.defaults()
                                .withTimeout(Duration.ofSeconds(5))
                                .withoutBackground(),
                        System::nanoTime))
                .build()) {
            for (int i = 0; i < 10; i++) {
                save(manager, "k" + i, i);
            }
            assertThat(best(manager)).containsExactly("k0", "k1", "k2");
            assertThat(manager.index().status().answeredByFiles()).isZero();

            save(manager, "fatal", 0.5);
            assertThat(best(manager)).containsExactly("k0", "fatal", "k1");
            assertThat(manager.results().count(Criterion.gt("saved.quality", 0)))
                    .isEqualTo(10);
            manager.deleteResult("k0");
            assertThat(best(manager)).containsExactly("fatal", "k1", "k2");

            first.close();
            try (EmbeddedPostgres again = server().setPort(port).start()) {
                assertThat(again.getPort()).isEqualTo(port);
                Stores.await("the index has everything", () -> {
                    manager.index().synchronize();
                    return manager.index().status().pending() == 0;
                });
                long byFiles = manager.index().status().answeredByFiles();
                assertThat(best(manager)).containsExactly("fatal", "k1", "k2");
                assertThat(manager.results().count(Criterion.gt("saved.quality", 0)))
                        .isEqualTo(10);
                assertThat(manager.index().status().answeredByFiles()).isEqualTo(byFiles);
            }
        }
    }
}
