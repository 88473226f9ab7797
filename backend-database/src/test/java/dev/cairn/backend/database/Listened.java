package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.config.StorageConfig;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Notes what it is told, and knows the connections and threads of those who listen. */
final class Listened implements ChangeListener {
    /** Quick enough for tests. */
    static final Pace QUICK =
            new Pace(Duration.ofMillis(500), Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(200));

    final Map<DocumentKey, Long> changed = new ConcurrentHashMap<>();
    final AtomicInteger lost = new AtomicInteger();

    @Override
    public void changed(DocumentKey key, long revision) {
        changed.merge(key, revision, Math::max);
    }

    @Override
    public void lost() {
        lost.incrementAndGet();
    }

    static StorageBackend open(Map<String, ?> config) {
        StorageConfig checked = StorageConfig.of("database", config).checked(Settings.KEYS);
        return Opening.open(Settings.of(checked, System::getenv), Clock.systemUTC(), QUICK);
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in vain awaited: " + what).isLessThan(end);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The name of the channel of {@code backend}. */
    static String channel(StorageBackend backend) {
        return new Notices(backend.storeId()).channel();
    }

    /** How many connections listen for {@code channel}. */
    static int connections(String channel) {
        return number("select count(*) from pg_stat_activity where application_name = '" + channel + "'");
    }

    /** Ends those connections, as a server does that is shut down. */
    static void endConnections(String channel) {
        number("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '" + channel
                + "'");
    }

    /** The process of the server that serves the connection that listens for {@code channel}. */
    static long pid(String channel) {
        return number("select max(pid) from pg_stat_activity where application_name = '" + channel + "'");
    }

    /** Sends a signal to a process of the server; returns false where that cannot be done. */
    static boolean signal(String name, long pid) throws IOException, InterruptedException {
        return System.getenv("CAIRN_TEST_POSTGRES_URL") == null
                && new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                                .start()
                                .waitFor()
                        == 0;
    }

    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cairn-listener"))
                .count();
    }

    private static int number(String sql) {
        try (Connection connection = DriverManager.getConnection(Postgres.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
