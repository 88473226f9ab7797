package dev.cairn.backend.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for the notices of one store, with a thread and a connection of its own, and connects again whenever that breaks.
 * Whatever may have been missed is told as lost: when the connection breaks, after each attempt in vain to make another one,
 * and as soon as there is one.
 */
final class Ear {
    static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final DataSource source;
    private final Notices notices;
    private final Watchers watchers;
    private final Pace pace;
    private final String location;
    private final Thread thread = new Thread(this::run, "cairn-listener");
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** The one that is to be broken off when this stops; guarded by this. */
    private @Nullable Connection current;

    /** How often in a row it did not work; touched by the thread alone. */
    private int failures;

    /** Takes each connection from {@code source}; hears nothing before {@link #start}. */
    Ear(DataSource source, Notices notices, Watchers watchers, Pace pace, String location) {
        this.source = source;
        this.notices = notices;
        this.watchers = watchers;
        this.pace = pace;
        this.location = location;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the thread and its connection; waits for that, though not for ever. An interrupt ends no waiting and stays set. */
    void stop() {
        stopping.countDown();
        synchronized (this) {
            if (current != null) {
                breakOff(current);
            }
        }
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        long end = System.nanoTime() + STOPPING.toNanos();
        for (long left = STOPPING.toNanos(); left > 0 && thread.isAlive(); left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean able = true;
        while (able && !isStopping()) {
            try {
                able = listen();
            } catch (SQLException | RuntimeException e) {
                if (!isStopping()) {
                    broken(e);
                }
            }
        }
    }

    private void broken(Exception e) {
        watchers.lost();
        failures++;
        if (failures == 1) {
            LOG.warn(
                    "Changes by others are not heard of, only found by asking, until there is another connection. {}",
                    Failures.of("listen for changes", location, e).getMessage());
        }
        try {
            stopping.await(pace.pause(failures).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            LOG.debug("The pause was interrupted.");
        }
    }

    /** Listens over one connection until it breaks; returns whether it is of use to try again. */
    private boolean listen() throws SQLException {
        Connection connection = source.getConnection();
        try {
            if (!isWanted(connection)) {
                return false;
            }
            if (!connection.isWrapperFor(PGConnection.class)) {
                LOG.warn(
                        "The data source hides the driver of PostgreSQL, so changes by others are not heard of, only "
                                + "found by asking: its connections must unwrap to {}.",
                        PGConnection.class.getName());
                return false;
            }
            Hearing hearing = new Hearing(connection, notices, watchers, pace);
            hearing.begin();
            watchers.lost();
            while (!isStopping()) {
                hearing.hear();
                if (failures > 0 && hearing.isProven()) {
                    failures = 0;
                    LOG.info("Changes by others in {} are heard of again.", location);
                }
            }
            return true;
        } finally {
            end(connection);
        }
    }

    private synchronized boolean isWanted(Connection connection) {
        current = connection;
        return !isStopping();
    }

    /** Breaks it off, for the next one to have it from a pool would listen too. */
    private void end(Connection connection) {
        synchronized (this) {
            current = null;
        }
        breakOff(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed.", e);
        }
    }

    private static void breakOff(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection could not be broken off.", e);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
