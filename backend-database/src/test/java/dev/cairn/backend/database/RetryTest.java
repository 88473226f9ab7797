package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.UnavailableException;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.StorageBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Deadlocks and serialization failures that other users of the database bring about: they cost time, and nothing else. */
class RetryTest {
    private static final Content NEW = Content.of("{\"new\":true}".getBytes(UTF_8));

    abstract static class Retries {
        private StorageBackend backend;
        Watched watched;

        /** The URL for other users. */
        abstract String url();

        /** Connections of Cairn. */
        abstract DataSource source();

        abstract Map<String, Object> config();

        abstract String table();

        /** What the database says of a deadlock, of a row that changed since the snapshot, and of a conflict without end. */
        abstract String deadlock();

        abstract List<String> changed();

        abstract String endless();

        @BeforeEach
        void open() {
            open(Connection.TRANSACTION_READ_COMMITTED);
            Stream.of("a", "m", "z").forEach(id -> RoundTripsTest.save(backend, id));
        }

        private void open(int isolation) {
            watched = new Watched(source(), isolation);
            Map<String, Object> config = new HashMap<>(config());
            config.put("data_source", watched.source());
            backend = Fixtures.open(config, Clock.systemUTC());
            watched.failures();
        }

        @AfterEach
        void close() {
            backend.close();
        }

        private static Put put(String id) {
            return Put.live(RoundTripsTest.key(id), NEW, Expectation.any());
        }

        private String lock(String id) {
            return "select id from " + table() + " where id = '" + id + "' for update";
        }

        private void assertAllNewAndWhole() throws SQLException {
            assertThat(Stream.of("a", "m", "z").map(id -> current(id).content()))
                    .containsOnly(NEW);
            try (Other other = new Other(url())) {
                assertThat(other.number("select count(*) from " + table())).isEqualTo(3);
                assertThat(other.number("select count(*) from " + table() + "_blob"))
                        .isZero();
            }
        }

        private Document current(String id) {
            return backend.documents().get(RoundTripsTest.key(id)).find().orElseThrow();
        }

        @Test
        void aDeadlockIsMetByAnotherAttempt() throws Exception {
            try (Other first = new Other(url());
                    Other second = new Other(url())) {
                first.run(lock("m"));
                second.run(lock("z"));
                CompletableFuture<List<PutResult>> ours =
                        Other.start(() -> backend.documents().putAll(List.of(put("z"), put("m"), put("a"))));
                first.awaitWaiter(); // We have a, and want m and then z; the second has z, and now wants a.
                second.run(neverGivesUp());
                CompletableFuture<Boolean> theirs = Other.start(() -> {
                    second.run(lock("a"));
                    return true;
                });
                second.awaitWaitingBy(first);
                first.commit();
                assertThat(theirs.get()).isTrue();
                second.commit();
                assertThat(ours.get()).allSatisfy(result -> result.orElseThrow());
            }
            assertThat(watched.failures()).containsExactly(deadlock());
            assertAllNewAndWhole();
        }

        /** A statement that keeps the other user from being the one who is refused. */
        abstract String neverGivesUp();

        @Test
        void aRowThatChangedSinceTheSnapshotIsReadAgain() throws Exception {
            backend.close();
            open(Connection.TRANSACTION_REPEATABLE_READ);
            long before = current("a").revision();
            try (Other other = new Other(url())) {
                other.run("update " + table() + " set revision = revision where id = 'a'");
                CompletableFuture<Document> ours =
                        Other.start(() -> backend.documents().put(put("a")));
                other.awaitWaiter();
                other.commit();
                assertThat(ours.get().revision()).isGreaterThan(before);
            }
            assertThat(watched.failures()).isEqualTo(changed());
            backend.documents().putAll(List.of(put("m"), put("z")));
            assertAllNewAndWhole();
        }

        @Test
        void aConflictWithoutEndIsUnavailableAfterTwelveAttempts() throws Exception {
            Document before = current("a");
            try (Other other = new Other(url())) {
                refuseForEver(other);
                assertThatExceptionOfType(UnavailableException.class)
                        .isThrownBy(() -> backend.documents().put(put("a")))
                        .withMessageContaining("12 attempts");
                assertThat(watched.failures()).hasSize(12).containsOnly(endless());
                assertThat(current("a")).isEqualTo(before);
                stopRefusing(other);
            }
            backend.documents().putAll(List.of(put("a"), put("m"), put("z")));
            assertAllNewAndWhole();
        }

        void refuseForEver(Other other) throws SQLException {
            other.run(lock("a"));
        }

        void stopRefusing(Other other) throws SQLException {
            other.commit();
        }
    }

    @Nested
    class OnH2 extends Retries {
        private final String url = "jdbc:h2:mem:retry" + System.nanoTime() + ";DB_CLOSE_DELAY=-1";

        @Override
        String url() {
            return url + ";LOCK_TIMEOUT=30000";
        }

        @Override
        DataSource source() {
            JdbcDataSource source = new JdbcDataSource();
            source.setUrl(url);
            return source;
        }

        @Override
        void refuseForEver(Other other) throws SQLException {
            other.run("set default_lock_timeout 20");
            super.refuseForEver(other);
        }

        @Override
        Map<String, Object> config() {
            return Map.of();
        }

        @Override
        String table() {
            return "document";
        }

        @Override
        String deadlock() {
            return "40001";
        }

        @Override
        List<String> changed() {
            return List.of(); // It locks and reads what is committed, whatever the snapshot.
        }

        @Override
        String endless() {
            return "HYT00";
        }

        @Override
        String neverGivesUp() {
            return "set lock_timeout 30000";
        }
    }

    @Nested
    class OnPostgresql extends Retries {
        private final String schema = Postgres.newSchema();

        @AfterEach
        void drop() {
            Postgres.dropSchema(schema);
        }

        @Override
        String url() {
            return Postgres.jdbcUrl();
        }

        @Override
        DataSource source() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(Postgres.jdbcUrl());
            source.setOptions("-c deadlock_timeout=50ms");
            return source;
        }

        @Override
        void refuseForEver(Other other) {
            Postgres.run(
                    "create function " + schema + ".refuse() returns trigger language plpgsql as "
                            + "$$ begin raise exception 'refused' using errcode = '40001'; end $$",
                    "create trigger refuse before update on " + table() + " for each row execute function " + schema
                            + ".refuse()");
        }

        @Override
        void stopRefusing(Other other) {
            Postgres.run("drop trigger refuse on " + table());
        }

        @Override
        Map<String, Object> config() {
            return Map.of("schema", schema);
        }

        @Override
        String table() {
            return schema + ".document";
        }

        @Override
        String deadlock() {
            return "40P01";
        }

        @Override
        List<String> changed() {
            return List.of("40001");
        }

        @Override
        String endless() {
            return "40001";
        }

        @Override
        String neverGivesUp() {
            return "set local deadlock_timeout = '1h'";
        }
    }
}
