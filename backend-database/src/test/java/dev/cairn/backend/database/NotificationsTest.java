package dev.cairn.backend.database;

import static dev.cairn.backend.database.Listened.await;
import static dev.cairn.backend.database.Listened.channel;
import static dev.cairn.backend.database.Listened.connections;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.StorageException;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What PostgreSQL tells those who watch a store, and what they do when it does not. */
class NotificationsTest {
    private final String schema = Postgres.newSchema();
    private final Map<String, Object> config = Fixtures.postgresConfig(schema);
    private final Listened told = new Listened();
    private StorageBackend writer;
    private StorageBackend reader;

    @BeforeEach
    void open() {
        writer = Listened.open(config);
        reader = Listened.open(config);
    }

    @AfterEach
    void close() {
        reader.close();
        writer.close();
        Postgres.dropSchema(schema);
        await("the end of the threads", () -> Listened.threads() == 0);
    }

    private static Put live(DocumentKey key) {
        return Put.live(key, Content.of("{\"a\":1}".getBytes(UTF_8)), Expectation.any());
    }

    private static DocumentKey key(String id) {
        return new DocumentKey("default", "result", id);
    }

    /** Watches, and waits until changes are heard. */
    private Hold watch() {
        int before = told.lost.get();
        Hold hold = reader.watch(told);
        await("a connection that listens", () -> told.lost.get() > before);
        return hold;
    }

    @Test
    void aChangeIsToldWithItsRevisionWhateverItsKey() {
        watch();
        for (String id : List.of("plain", "a/../b", "quo'te\"s\\", "%s :x ?", "Größe 🚀 \u2028", "é".repeat(256))) {
            DocumentKey key = new DocumentKey("scope " + id.substring(0, 3), "result", id);
            long revision = writer.documents().put(live(key)).revision();
            await(id, () -> told.changed.containsKey(key));
            assertThat(told.changed).containsEntry(key, revision);
        }
        assertThat(told.lost).hasValue(1);
    }

    @Test
    @DisplayName("19: a batch of a hundred is named, and a larger one or a longer one is not")
    void aBatchOfAHundredIsNamedAndALargerOneOrALongerOneIsNot() {
        watch();
        putAll(100, "short ");
        await("all of them", () -> told.changed.size() == 100);
        assertThat(told.lost).hasValue(1);
        putAll(101, "more ");
        await("a loss", () -> told.lost.get() == 2);
        putAll(40, "long".repeat(100));
        await("a loss", () -> told.lost.get() == 3);
        assertThat(told.changed).hasSize(100);
    }

    private void putAll(int count, String prefix) {
        writer.documents()
                .putAll(IntStream.range(0, count)
                        .mapToObj(i -> live(key(prefix + i)))
                        .toList())
                .forEach(result -> result.orElseThrow());
    }

    @Test
    void whatAnotherStoreMadeIsTold() {
        watch();
        Document document = writer.documents().put(live(key("x")));
        try (StorageBackend other = Fixtures.h2Memory().open(Clock.systemUTC())) {
            Document newer = other.documents().put(live(key("x")));
            writer.documents().putNewer(newer);
            await("the newer one", () -> told.changed.getOrDefault(key("x"), 0L) >= newer.revision());
            assertThat(newer.revision()).isGreaterThan(document.revision());
        }
    }

    @Test
    void oneWhoSharesTheStoreOfTheWriterIsToldToo() {
        watch();
        reader.documents().put(live(key("own")));
        await("the own change", () -> told.changed.containsKey(key("own")));
    }

    @Test
    void aConnectionThatIsEndedIsALossAndThenAnotherOneListens() {
        watch();
        for (int i = 0; i < 3; i++) {
            int before = told.lost.get();
            Listened.endConnections(channel(reader));
            await("the loss, and another one when it is back", () -> told.lost.get() >= before + 2);
            awaitHeard(key("after " + i));
        }
    }

    @Test
    @DisplayName("19: a connection that is silent is a loss though it looks whole")
    void aConnectionThatIsSilentIsALossThoughItLooksWhole() throws Exception {
        watch();
        long pid = Listened.pid(channel(reader));
        assumeTrue(Listened.signal("STOP", pid), "the server runs on another machine or as another user");
        try {
            await("the loss, and another one when it is back", () -> told.lost.get() >= 3);
            awaitHeard(key("spoken"));
        } finally {
            Listened.signal("CONT", pid);
        }
    }

    @Test
    void aServerThatStartsAgainIsHeardAgain() throws Exception {
        watch();
        assumeTrue(
                Listened.signal("KILL", Listened.pid(channel(reader))),
                "the server runs on another machine or as another user");
        await("the losses", () -> told.lost.get() >= 3);
        awaitHeard(key("after the restart"));
    }

    /** Puts until that is heard: who has just lost his connection may need a moment for the next one. */
    private void awaitHeard(DocumentKey key) {
        await("a change that is heard", () -> isPut(key) && told.changed.containsKey(key));
    }

    private boolean isPut(DocumentKey key) {
        try {
            writer.documents().put(live(key));
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    @Test
    void aStoreThatIsQuietIsProvenToBeHeard() {
        watch();
        long end = System.nanoTime() + Listened.QUICK.beat().multipliedBy(4).toNanos();
        await("a few proofs", () -> System.nanoTime() > end);
        assertThat(told.lost).hasValue(1);
    }

    @Test
    void theLastWhoStopsEndsTheThreadAndTheConnection() {
        Hold one = watch();
        Hold two = reader.watch(told);
        assertThat(Listened.threads()).isOne();
        await("a connection", () -> connections(channel(reader)) == 1);
        one.close();
        one.close();
        assertThat(Listened.threads()).isOne();
        two.close();
        assertThat(Listened.threads()).isZero();
        await("the end of the connection", () -> connections(channel(reader)) == 0);
        watch();
        writer.documents().put(live(key("again")));
        await("the change", () -> told.changed.containsKey(key("again")));
    }

    @Test
    void aBackendThatIsClosedLeavesNothingThoughNobodyStoppedAndTheThreadIsInterrupted() {
        watch();
        Thread.currentThread().interrupt();
        reader.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Listened.threads()).isZero();
        await("the end of the connection", () -> connections(channel(writer)) == 0);
    }

    @Test
    void nothingIsSentAndNobodyListensWhereThatIsSwitchedOff() {
        watch();
        Map<String, Object> silent = new HashMap<>(config);
        silent.put("notify", false);
        try (StorageBackend quiet = Listened.open(silent)) {
            quiet.documents().put(live(key("silent")));
            quiet.watch(new Listened());
            assertThat(Listened.threads()).isOne();
        }
        // What is sent is heard in the order of the commits.
        writer.documents().put(live(key("loud")));
        await("the change", () -> told.changed.containsKey(key("loud")));
        assertThat(told.changed).containsOnlyKeys(key("loud"));
    }

    @Test
    void aPoolOfTheApplicationGivesOneConnectionAndGetsRoomForAnotherBack() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(Postgres.jdbcUrl());
            pool.setMaximumPoolSize(2);
            pool.setConnectionTimeout(5000);
            try (StorageBackend given = Listened.open(Map.of("data_source", pool, "schema", schema))) {
                given.watch(told);
                await("a connection that listens", () -> told.lost.get() > 0);
                writer.documents().put(live(key("pooled")));
                await("the change", () -> told.changed.containsKey(key("pooled")));
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
                given.documents().put(live(key("beside")));
            }
            await("room", () -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
            await("no listener", () -> connections(channel(writer)) == 0);
            try (var one = pool.getConnection();
                    var two = pool.getConnection()) {
                assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void pausesGrowUpToABoundAndDiffer() {
        Pace pace = Pace.USUAL;
        assertThat(pace.pause(1)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(pace.pause(3)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
        assertThat(pace.pause(1000)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
