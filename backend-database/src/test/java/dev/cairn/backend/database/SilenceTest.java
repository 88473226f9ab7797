package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.StorageBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that stops to answer without breaking its connections, as one that lost its network does. */
class SilenceTest {
    private final String schema = Postgres.newSchema();
    private final Map<String, Object> config = Fixtures.postgresConfig(schema);

    @AfterEach
    void drop() {
        Postgres.dropSchema(schema);
    }

    private StorageBackend open() {
        assumeTrue(System.getenv("CAIRN_TEST_POSTGRES_URL") == null, "the server is not ours to stop");
        config.put("connection_string", Postgres.jdbcUrl() + "&socketTimeout=1");
        return Fixtures.open(config, Clock.systemUTC());
    }

    @Test
    void aStatementWithoutAnAnswerEndsAndNothingIsChanged() throws Exception {
        try (StorageBackend backend = open();
                Other other = new Other(Postgres.jdbcUrl())) {
            Document before = RoundTripsTest.put(backend, "x", "before");
            other.run("select id from " + schema + ".document for update");
            CompletableFuture<Document> ours = Other.start(() -> RoundTripsTest.put(backend, "x", "after"));
            long pid = other.awaitWaiter();
            signal("STOP", pid);
            try {
                assertThatThrownBy(() -> ours.get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseMessage("Read timed out")
                        .cause()
                        .isInstanceOf(UnavailableException.class);
                other.commit();
                assertThat(backend.documents().get(before.key()).find()).contains(before);
            } finally {
                signal("CONT", pid);
            }
            RoundTripsTest.put(backend, "x", "again");
        }
    }

    @Test
    void aCommitWithoutAnAnswerIsAnOutcomeNobodyKnows() throws Exception {
        try (StorageBackend backend = open();
                Other other = new Other(Postgres.jdbcUrl())) {
            RoundTripsTest.put(backend, "x", "before");
            Postgres.run(
                    "create function " + schema + ".wait() returns trigger language plpgsql as "
                            + "$$ begin perform pg_advisory_xact_lock_shared(77); return null; end $$",
                    "create constraint trigger wait after update on " + schema + ".document deferrable initially "
                            + "deferred for each row execute function " + schema + ".wait()");
            other.run("select pg_advisory_xact_lock(77)");
            CompletableFuture<Document> ours = Other.start(() -> RoundTripsTest.put(backend, "x", "after"));
            long pid = other.awaitWaiter();
            signal("STOP", pid);
            try {
                assertThatThrownBy(() -> ours.get(30, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(OutcomeUnknownException.class);
                other.commit();
            } finally {
                signal("CONT", pid);
            }
            RoundTripsTest.put(backend, "x", "again");
        }
    }

    @Test
    void isWaitedForAMinuteUnlessTheConnectionStringSaysOtherwise() throws SQLException {
        assertThat(silence("", false)).isEqualTo(60_000);
        assertThat(silence("&socketTimeout=7", false)).isEqualTo(7_000);
        assertThat(silence("&socketTimeout=0", false)).isZero();
        assertThat(silence("", true)).isZero();
        assertThat(silence("&socketTimeout=7", true)).isEqualTo(7_000);
    }

    private static int silence(String parameter, boolean patient) throws SQLException {
        Place place = Place.of(Postgres.jdbcUrl() + parameter);
        DriverSource source = new DriverSource(place, place.user(), place.password(), 10);
        try (Connection connection = (patient ? source.patient() : source).getConnection()) {
            return connection.getNetworkTimeout();
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(ProcessHandle.of(pid).orElseThrow().info().command().orElse("postgres"))
                .contains("postgres");
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
