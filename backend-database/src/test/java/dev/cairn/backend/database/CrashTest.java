package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Document;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Processes that are killed: what was acknowledged is there, and nothing is torn. Those that make 1,000 saves are killed once,
 * or as often as the system property {@code cairn.test.kills} says, each time later.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("cairn.test.kills", 1);
    private final String schema = Postgres.newSchema();

    @AfterEach
    void drop() {
        Postgres.dropSchema(schema);
    }

    @Test
    void ofAClientOfH2LosesNothingThatItSaved(@TempDir Path folder) throws IOException {
        String place = "h2:" + folder.resolve("store");
        List<String> saved = savedBeforeTheKills("save", place);
        assertAllThere(Map.of("connection_string", place), saved);
    }

    @Test
    void ofAClientOfPostgresqlLosesNothingThatItSaved() throws IOException {
        List<String> saved = savedBeforeTheKills("save", Postgres.jdbcUrl(), schema);
        assertAllThere(Fixtures.postgresConfig(schema), saved);
    }

    private static List<String> savedBeforeTheKills(String... arguments) throws IOException {
        List<String> all = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> saved = new ArrayList<>();
            try (ChildJvm child = ChildJvm.start(128, arguments)) {
                assertThat(child.line()).isEqualTo("open");
                for (int i = 0; i < 150 + kill * 800 / KILLS; i++) {
                    saved.add(child.line());
                }
                child.kill();
                saved.addAll(child.rest());
            }
            assertThat(saved).hasSizeLessThan(StoreProgram.SAVES);
            all.addAll(saved);
        }
        return all;
    }

    private static void assertAllThere(Map<String, ?> config, List<String> saved) {
        try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
            assertWhole(backend, saved);
        }
    }

    /** Each is there, and so are all bytes of the blob that it names. */
    static void assertWhole(StorageBackend backend, List<String> saved) {
        List<Slot> slots =
                backend.documents().get(saved.stream().map(RoundTripsTest::key).toList());
        assertThat(slots).hasSameSizeAs(saved).allSatisfy(slot -> {
            Document document = slot.find().orElseThrow();
            BlobRef ref = Objects.requireNonNull(document.content().blobs().get("columns"));
            ByteBuffer bytes = ByteBuffer.allocate((int) ref.length());
            try (BlobReader reader = backend.blobs().open("default", ref.digest())) {
                reader.read(0, bytes);
            }
            assertThat(bytes.array())
                    .asString()
                    .isEqualTo("bytes of " + document.key().id());
        });
    }

    @Test
    void ofTheServerIsReportedAndOverWhenItIsBack() throws Exception {
        assumeTrue(System.getenv("CAIRN_TEST_POSTGRES_URL") == null, "the server is not ours to kill");
        Postgres.run(
                "alter system set fsync = on", "alter system set synchronous_commit = on", "select pg_reload_conf()");
        List<String> saved = new ArrayList<>();
        List<StorageException> failures = new ArrayList<>();
        try (StorageBackend backend = Fixtures.open(Fixtures.postgresConfig(schema), Clock.systemUTC())) {
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            for (int i = 0; saved.size() < 300 && Instant.now().isBefore(deadline); i++) {
                if (i == 100) {
                    killAServerProcess();
                }
                try {
                    saved.add(RoundTripsTest.save(backend, "saved " + i).key().id());
                } catch (UnavailableException | OutcomeUnknownException e) {
                    failures.add(e);
                    Thread.sleep(20);
                }
            }
            assertThat(failures).isNotEmpty();
            assertThat(saved).hasSize(300);
            assertWhole(backend, saved);
        } finally {
            Postgres.run("alter system reset all", "select pg_reload_conf()");
        }
    }

    /** The server takes that for a crash: it ends all connections, recovers from its log, and starts again. */
    private static void killAServerProcess() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Postgres.jdbcUrl())) {
            ProcessHandle process = ProcessHandle.of(pid(connection)).orElseThrow();
            assertThat(process.info().command().orElse("postgres")).contains("postgres");
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static long pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void ofTheConnectionInACommitIsAnOutcomeNobodyKnows() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(Postgres.jdbcUrl());
        Watched watched = new Watched(source);
        Map<String, Object> config = Map.of("data_source", watched.source(), "schema", schema);
        try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
            RoundTripsTest.put(backend, "x", "before");
            watched.beforeCommit(connection -> Postgres.run("select pg_terminate_backend(" + pid(connection) + ")"));
            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> RoundTripsTest.put(backend, "x", "after"))
                    .withMessageContaining("It may be there or not");
            watched.beforeCommit(connection -> {});
            RoundTripsTest.put(backend, "x", "again");
        }
    }
}
