package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.Capability;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Hold;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong when a store is opened, and what is then said. */
class OpeningTest {
    private static StorageBackend open(Map<String, ?> config) {
        return Fixtures.open(config, Clock.systemUTC());
    }

    private static <E extends StorageException> E refusal(Class<E> type, Map<String, ?> config) {
        return assertThatExceptionOfType(type).isThrownBy(() -> open(config)).actual();
    }

    @Nested
    class OfH2 {
        @TempDir
        private Path folder;

        private Map<String, Object> config() {
            return Map.of("connection_string", "h2:" + folder.resolve("store"));
        }

        @Test
        void declaresWhatHolds() {
            try (StorageBackend file = open(config());
                    StorageBackend memory = open(Map.of("connection_string", "h2:mem:opening"))) {
                assertThat(file.capabilities().durability()).isEqualTo(Durability.POWER);
                assertThat(memory.capabilities().durability()).isEqualTo(Durability.VOLATILE);
                assertThat(file.capabilities().features())
                        .containsExactlyInAnyOrder(Capability.QUERYABLE, Capability.GROUPS, Capability.EXCLUSIVE_HOLD);
            }
        }

        @Test
        void letsTwoManagersOfAProcessShareAFileAndItsHolds() throws Exception {
            try (StorageBackend one = open(config());
                    StorageBackend other = open(config())) {
                assertThat(one.storeId()).isEqualTo(other.storeId());
                Hold alone = one.holdExclusively();
                FutureTask<Hold> waiting = new FutureTask<>(other::hold);
                Thread thread = new Thread(waiting);
                thread.start();
                // Whoever goes through ends, and never waits.
                while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                assertThat(waiting).isNotDone();
                alone.close();
                waiting.get().close();
            }
        }

        @Test
        void tellsASecondProcessWhoHoldsTheFile() throws IOException {
            try (ChildJvm child = ChildJvm.start(128, "hold", "h2:" + folder.resolve("store"))) {
                assertThat(child.line()).isEqualTo("open");
                assertThat(refusal(ConfigurationException.class, config()))
                        .hasMessageContaining("process " + child.pid())
                        .hasMessageContaining("belongs to one process")
                        .hasMessageContaining("PostgreSQL");
            }
            open(config()).close();
        }

        @Test
        void asksForThePassword() {
            Map<String, Object> config = new HashMap<>(config());
            config.put("password", "right-one");
            open(config).close();
            config.put("password", "wrong-one");
            assertThat(refusal(ConfigurationException.class, config))
                    .hasMessageContaining("'password'")
                    .hasMessageNotContaining("wrong-one");
        }

        @Test
        void refusesASettingThatH2DoesNotKnow() {
            String place = "h2:" + folder.resolve("store") + "?NO_SUCH_SETTING=1";
            assertThat(refusal(ConfigurationException.class, Map.of("connection_string", place)))
                    .hasMessageContaining("NO_SUCH_SETTING");
        }

        @Test
        void isUnavailableWhereTheFileCannotBeMade() throws IOException {
            Path file = java.nio.file.Files.createFile(folder.resolve("plain"));
            refusal(UnavailableException.class, Map.of("connection_string", "h2:" + file.resolve("store")));
        }
    }

    @Nested
    class OfPostgresql {
        private static final String SCHEMA = Postgres.newSchema();
        private static final String GUEST = "guest_" + SCHEMA;

        @BeforeAll
        static void makeRoles() {
            Postgres.run(
                    "do $$ begin if not exists (select from pg_roles where rolname = '" + Postgres.LOCKED
                            + "') then create role " + Postgres.LOCKED + " login; end if; end $$",
                    "alter role " + Postgres.LOCKED + " password 'right-one'",
                    "create role " + GUEST + " login password 'guest'");
            open(Fixtures.postgresConfig(SCHEMA)).close();
        }

        @AfterAll
        static void drop() {
            Postgres.dropSchema(SCHEMA);
            Postgres.run("drop owned by " + GUEST, "drop role " + GUEST);
        }

        private Map<String, Object> as(String user, String password, String schema) {
            return Map.of("connection_string", Postgres.jdbcUrl("postgres", user, password), "schema", schema);
        }

        @Test
        void declaresThatProcessesShareIt() {
            try (StorageBackend backend = open(Fixtures.postgresConfig(SCHEMA))) {
                assertThat(backend.capabilities().features())
                        .containsExactlyInAnyOrder(Capability.QUERYABLE, Capability.GROUPS, Capability.SHARED);
                assertThat(backend.location()).contains(SCHEMA).doesNotContain("password", "postgres:");
            }
        }

        @Test
        void withAWrongPasswordSaysSoWithoutIt() {
            assertThat(refusal(ConfigurationException.class, as(Postgres.LOCKED, "wrong-one", SCHEMA)))
                    .hasMessageContaining(Postgres.LOCKED)
                    .hasMessageContaining("'password_env'")
                    .hasMessageNotContaining("wrong-one");
        }

        @Test
        void ofAMissingDatabaseSaysSo() {
            String url = Postgres.jdbcUrl("no_such_database", "postgres", "postgres");
            assertThat(refusal(ConfigurationException.class, Map.of("connection_string", url)))
                    .hasMessageContaining("no_such_database");
        }

        @Test
        void withoutTheRightToMakeASchemaSaysWhatToRun() {
            assertThat(refusal(ConfigurationException.class, as(GUEST, "guest", "schema_of_nobody")))
                    .hasMessageContaining("create schema schema_of_nobody");
        }

        @Test
        void withoutRightsOnTheTablesSaysSo() {
            assertThat(refusal(ConfigurationException.class, as(GUEST, "guest", SCHEMA)))
                    .hasMessageContaining("permission denied")
                    .hasMessageContaining("docs/database.md");
        }

        @Test
        void withTheRightsOfTheManualOnlyWorks() {
            Postgres.run(
                    "grant usage on schema " + SCHEMA + " to " + GUEST,
                    "grant select, insert, update, delete on all tables in schema " + SCHEMA + " to " + GUEST,
                    "grant usage on all sequences in schema " + SCHEMA + " to " + GUEST);
            try (StorageBackend backend = open(as(GUEST, "guest", SCHEMA))) {
                RoundTripsTest.save(backend, "by the guest");
            }
            Postgres.run("revoke all on all tables in schema " + SCHEMA + " from " + GUEST);
            Postgres.run("revoke all on schema " + SCHEMA + " from " + GUEST);
        }

        @Test
        void ofTablesOfANewerVersionTouchesNothing() {
            String schema = Postgres.newSchema();
            open(Fixtures.postgresConfig(schema)).close();
            Postgres.run("insert into " + schema + ".cairn_schema_history values "
                    + "(99, '7', 'later', 'SQL', 'V7__later.sql', 0, 'me', now(), 1, true)");
            assertThat(refusal(UnsupportedException.class, Fixtures.postgresConfig(schema)))
                    .hasMessageContaining("version 7")
                    .hasMessageContaining("newer version of Cairn");
            Postgres.dropSchema(schema);
        }

        @Test
        void ofTablesThatSomebodyChangedIsRefused() {
            String schema = Postgres.newSchema();
            open(Fixtures.postgresConfig(schema)).close();
            Postgres.run("alter table " + schema + ".blob drop column touched");
            assertThat(refusal(ConfigurationException.class, Fixtures.postgresConfig(schema)))
                    .hasMessageContaining("touched");
            Postgres.dropSchema(schema);
        }

        @Test
        void besideTablesOfOthersIsFine() {
            String schema = Postgres.newSchema();
            Postgres.run("create schema " + schema, "create table " + schema + ".others (x int)");
            open(Fixtures.postgresConfig(schema)).close();
            Postgres.dropSchema(schema);
        }

        @Test
        void ofAServerThatIsDownIsUnavailableAtOnce() {
            Instant before = Instant.now();
            refusal(UnavailableException.class, Map.of("connection_string", "postgresql://me@127.0.0.1:1/db"));
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }

        @Test
        void ofAServerThatNeverAnswersEndsWithItsTimeOut() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                Instant before = Instant.now();
                String url = "postgresql://me@127.0.0.1:" + silent.getLocalPort() + "/db";
                refusal(UnavailableException.class, Map.of("connection_string", url, "connect_timeout_s", 1));
                assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(6));
            }
        }

        @Test
        void whoFindsThePoolExhaustedIsToldWithinTheTimeOut() throws Exception {
            Map<String, Object> config = Fixtures.postgresConfig(SCHEMA);
            config.put("pool_size", 1);
            config.put("connect_timeout_s", 1);
            try (StorageBackend backend = open(config);
                    Other other = new Other(Postgres.jdbcUrl())) {
                RoundTripsTest.save(backend, "held");
                other.run("select * from " + SCHEMA + ".document for update");
                CompletableFuture<?> waiting = Other.start(() -> RoundTripsTest.put(backend, "held", "again"));
                other.awaitWaiter();
                assertThatExceptionOfType(UnavailableException.class)
                        .isThrownBy(() -> backend.documents().scopes())
                        .withMessageContaining("Connection is not available");
                other.commit();
                waiting.get();
                assertThat(backend.documents().scopes()).contains("default");
            }
        }
    }
}
