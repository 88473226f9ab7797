package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases on a file system of a few megabytes, which takes root to mount. */
class FullDiskTest {
    @TempDir
    Path folder;

    /** Bytes that no database makes smaller. */
    private static byte[] large(int seed) {
        byte[] bytes = new byte[300_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Document putLarge(StorageBackend backend, int seed) {
        String text = Base64.getEncoder().encodeToString(large(seed));
        Content content = Content.of(("{\"text\":\"" + text + "\"}").getBytes(UTF_8));
        return backend.documents().put(Put.live(RoundTripsTest.key("x"), content, Expectation.any()));
    }

    private static void putBlob(StorageBackend backend, int seed) {
        try (BlobSink sink = backend.blobs().create("default")) {
            sink.write(large(seed));
            sink.commit();
        }
    }

    private static void appendLarge(StorageBackend backend) {
        String text = Base64.getEncoder().encodeToString(large(7));
        backend.journals()
                .append(
                        new JournalKey(RoundTripsTest.key("x"), "log"),
                        List.of("{\"n\":1}", "{\"text\":\"" + text + "\"}"));
    }

    private static long blobs(StorageBackend backend) {
        try (var list = backend.blobs().list("default")) {
            return list.count();
        }
    }

    @Test
    void ofPostgresqlIsNamedLeavesAllAsItWasAndIsOverOnceThereIsRoom() throws Exception {
        assumeTrue(System.getenv("CAIRN_TEST_POSTGRES_URL") == null, "the server may be on another machine");
        String schema = Postgres.newSchema();
        try (SmallDisk disk = SmallDisk.mount(folder, 8)) {
            Postgres.run("create tablespace " + schema + " location '" + folder + "'");
            Map<String, Object> config = Fixtures.postgresConfig(schema);
            config.put("connection_string", Postgres.jdbcUrl() + "&options=-c%20default_tablespace=" + schema);
            try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
                Document saved = RoundTripsTest.save(backend, "x");
                disk.fill();
                assertFull(() -> putLarge(backend, 1));
                assertFull(() -> putBlob(backend, 2));
                assertFull(() -> appendLarge(backend));
                assertThat(backend.documents().get(saved.key()).find()).contains(saved);
                assertThat(blobs(backend)).isEqualTo(1);
                assertThat(backend.journals().names(saved.key())).isEmpty();
                disk.makeRoom();
                Document next = putLarge(backend, 1);
                putBlob(backend, 2);
                appendLarge(backend);
                assertThat(backend.documents().get(saved.key()).find()).contains(next);
            } finally {
                Postgres.dropSchema(schema);
                Postgres.run("drop tablespace " + schema);
            }
        }
    }

    private static void assertFull(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("disk is full")
                .hasMessageContaining("Nothing was changed");
    }

    /** H2 closes a database whose file it cannot write, so the first save that meets it cannot be told from one that was done. */
    @Test
    void ofH2ClosesTheDatabaseAndAllThatWasAcknowledgedIsThereWhenItIsOpenedAgain() throws Exception {
        Map<String, Object> config = Map.of("connection_string", "h2:" + folder.resolve("store"));
        try (SmallDisk disk = SmallDisk.mount(folder, 8)) {
            Document saved;
            try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
                saved = RoundTripsTest.save(backend, "x");
                disk.fill();
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> putLarge(backend, 1))
                        .isInstanceOfAny(UnavailableException.class, OutcomeUnknownException.class)
                        .withMessageContaining("disk is full")
                        .withMessageContaining("open it again");
                disk.makeRoom();
                assertClosed(() -> putLarge(backend, 2));
                assertClosed(() -> backend.documents().get(saved.key()));
                assertClosed(() -> putBlob(backend, 2));
                assertClosed(() -> appendLarge(backend));
            }
            try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
                assertThat(backend.documents().get(saved.key()).find()).contains(saved);
                saved.content()
                        .blobs()
                        .values()
                        .forEach(ref ->
                                backend.blobs().open("default", ref.digest()).close());
                assertThat(blobs(backend)).isEqualTo(1);
                putLarge(backend, 3);
            }
        }
    }

    @Test
    void ofH2OpensNoSecondDatabaseBesideTheOneThatItClosed() throws Exception {
        Place place = Place.of("h2:" + folder.resolve("store"));
        try (SmallDisk disk = SmallDisk.mount(folder, 8)) {
            DriverSource source = new DriverSource(place, null, null, 10);
            try (Connection keeper = source.getConnection();
                    Statement statement = keeper.createStatement()) {
                source.onlyWhile(keeper);
                source.getConnection().close();
                disk.fill();
                assertThatThrownBy(() -> statement.execute(
                                "create table t as select random_uuid() from system_range(1, 100000)"))
                        .isInstanceOf(SQLException.class);
                disk.makeRoom();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(source::getConnection)
                        .returns("90098", SQLException::getSQLState);
            }
        }
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UnavailableException.class).hasMessageContaining("open it again");
    }
}
