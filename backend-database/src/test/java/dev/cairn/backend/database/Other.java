package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/** Another user of the same database, in one transaction that lasts as long as the test wants. */
final class Other implements AutoCloseable {
    private final Connection connection;
    private final boolean h2;

    /** What tells this session from others. */
    private final long id;

    Other(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url);
        this.h2 = url.startsWith("jdbc:h2:");
        this.id = number(h2 ? "call session_id()" : "select pg_backend_pid()");
        connection.setAutoCommit(false);
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Waits until somebody waits for this one, and returns who. */
    long awaitWaiter() throws SQLException {
        return await(
                h2
                        ? "select max(session_id) from information_schema.sessions where blocker_id = " + id
                        : "select max(pid) from pg_locks where not granted and " + id
                                + " = any(pg_blocking_pids(pid))");
    }

    /** Waits until this one waits for {@code other}; asked over the connection of a third, for this one is busy. */
    void awaitWaitingBy(Other third) throws SQLException {
        third.await(
                h2
                        ? "select max(blocker_id) from information_schema.sessions where session_id = " + id
                        : "select max(cardinality(pg_blocking_pids(" + id + ")))");
    }

    private long await(String sql) throws SQLException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        long found = number(sql);
        while (found == 0) {
            assertThat(Instant.now()).as("nobody waits").isBefore(deadline);
            LockSupport.parkNanos(2_000_000); // Who looks for who waits keeps all locks still.
            found = number(sql);
        }
        return found;
    }

    /** Does {@code task} on a thread of its own. */
    static <T> CompletableFuture<T> start(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                work -> new Thread(work).start());
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
