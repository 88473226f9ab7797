package dev.cairn.backend.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * What is heard over one connection. It proves that it hears by notifications to itself; if one is not back in time, the
 * connection counts as broken, though it looks whole. Used by one thread.
 */
final class Hearing {
    private final Connection connection;
    private final PGConnection driver;
    private final Notices notices;
    private final Watchers watchers;
    private final long beat;
    private final long own;
    private final String echo;

    /** Changes by the store itself, the oldest first. */
    private final Deque<Held> held = new ArrayDeque<>();

    private long asked;
    private boolean waiting;
    private boolean proven;

    /** Hears over {@code connection}, which is the driver's or one around it. */
    Hearing(Connection connection, Notices notices, Watchers watchers, Pace pace) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(PGConnection.class);
        this.notices = notices;
        this.watchers = watchers;
        this.beat = pace.beat().toNanos();
        this.own = pace.own().toNanos();
        // A channel that nobody else listens to, so that many who listen do not hear each other's.
        this.echo = "cairn_echo_" + UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * A change that is told later: who made it is about to put it into his cache, and is not to be told that he knows nothing
     * of it. Others who share the store are told all the same.
     */
    private record Held(long due, Notices.Change change) {}

    /** Listens from here on. */
    void begin() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        // Whatever takes longer than a proof may take is a server that is gone.
        connection.setNetworkTimeout(Runnable::run, millis(beat));
        execute("listen " + notices.channel());
        execute("listen " + echo);
        execute("set application_name = '" + notices.channel() + "'");
        ask();
    }

    /** Whether a notification was heard since {@link #begin}. */
    boolean isProven() {
        return proven;
    }

    /** Waits for the next notifications, or until there is something else to do. */
    void hear() throws SQLException {
        long now = System.nanoTime();
        if (now - asked >= beat) {
            if (waiting) {
                throw new SQLException("A notification to itself did not come back in time", "08006");
            }
            ask();
        }
        long wait = beat - (System.nanoTime() - asked);
        if (!held.isEmpty()) {
            wait = Math.min(wait, held.getFirst().due() - System.nanoTime());
        }
        PGNotification[] heard = driver.getNotifications(millis(wait));
        for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
            heard(notification);
        }
        while (!held.isEmpty() && held.getFirst().due() - System.nanoTime() <= 0) {
            watchers.changed(held.removeFirst().change());
        }
    }

    private void heard(PGNotification notification) {
        if (notification.getName().equals(echo)) {
            waiting = false;
            proven = true;
            return;
        }
        Notices.Notice notice = Notices.decode(notification.getParameter());
        if (notice.changes().isEmpty()) {
            watchers.lost();
        } else if (notices.sent(notice)) {
            long due = System.nanoTime() + own;
            notice.changes().forEach(change -> held.addLast(new Held(due, change)));
        } else {
            notice.changes().forEach(watchers::changed);
        }
    }

    private void ask() throws SQLException {
        asked = System.nanoTime();
        waiting = true;
        execute("notify " + echo);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** At least one, for zero means for ever. */
    private static int millis(long nanos) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, nanos / 1_000_000));
    }
}
