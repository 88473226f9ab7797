package dev.cairn.backend.database;

import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each operation on one connection of its own, in one transaction, and again if it met a race: a deadlock, a
 * serialization failure, or a row that another one inserted at the same moment. So work must be fit to run twice.
 *
 * <p>Translates errors, and keeps interrupts away: they break nothing off, and the thread stays interrupted.
 */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int ATTEMPTS = 12;
    private static final int BATCH = 200;
    private static final int SECONDS_TO_ANSWER = 5;

    private final SessionFactory factory;
    private final DataSource source;
    private final Usage usage;
    private final String location;
    private final Forcing forcing;

    /** The level of {@code synchronous_commit} that makes a commit durable; null where there is no such thing. */
    private final @Nullable String synchronous;

    /** What makes a transaction see one moment, as its first statement; null where the connection is told. */
    private final @Nullable String snapshot;

    Transactions(
            SessionFactory factory,
            DataSource source,
            Usage usage,
            String location,
            Forcing forcing,
            @Nullable String synchronous,
            @Nullable String snapshot) {
        this.factory = factory;
        this.source = source;
        this.usage = usage;
        this.location = location;
        this.forcing = forcing;
        this.synchronous = synchronous;
        this.snapshot = snapshot;
    }

    /** Statements of JDBC over one connection. */
    interface Statements<T> {
        T run(Connection connection) throws SQLException;
    }

    /** What is done in one transaction. */
    interface Work<T> {
        T run(StatelessSession session);
    }

    private enum Mode {
        READ,
        SNAPSHOT,
        WRITE,
        WRITE_SAYING,
        WRITE_DURABLY
    }

    /** Reads, each query seeing what is committed when it begins. */
    <T> T read(String what, Work<T> work) {
        return usage.during(() -> uninterrupted(what, work, Mode.READ));
    }

    /** Reads, all queries seeing what was committed at one moment. The work asks for no other transaction: it has the connection. */
    <T> T snapshot(String what, Work<T> work) {
        return usage.during(() -> uninterrupted(what, work, Mode.SNAPSHOT));
    }

    /** Writes; whatever becomes durable later makes this durable too. */
    <T> T write(String what, Work<T> work) {
        return usage.during(() -> uninterrupted(what, work, Mode.WRITE));
    }

    /** Writes, and returns when it is as durable as the store declares. */
    <T> T writeDurably(String what, Work<T> work) {
        return usage.during(() -> uninterrupted(what, work, Mode.WRITE_DURABLY));
    }

    /** The same for work that says itself, in a statement of its own, that its transaction is to be durable. */
    <T> T writeSaying(String what, Work<T> work) {
        return usage.during(() -> uninterrupted(what, work, Mode.WRITE_SAYING));
    }

    /** Writes in one transaction, durably or so that whatever becomes durable later makes this durable too. */
    <T> T write(String what, boolean durably, Statements<T> work) {
        Work<T> inSession = session -> session.doReturningWork(work::run);
        return durably ? writeDurably(what, inSession) : write(what, inSession);
    }

    /**
     * Runs statements of JDBC each of which is a transaction of its own: those that read, or one that writes and says itself how durably.
     * One that got no answer may have been carried out or not, which is nothing to ask about: it is to write what nobody sees yet.
     */
    <T> T atOnce(String what, Statements<T> work) {
        return usage.during(() -> uninterrupted(() -> retrying(what, () -> atOnceOnce(what, work)), false));
    }

    /** The level of {@code synchronous_commit} of a transaction whose commit is waited for, or not. */
    String synchronous(boolean durably) {
        return durably && synchronous != null ? synchronous : "off";
    }

    /** Throws if the store is closed. */
    void checkOpen() {
        usage.checkOpen();
    }

    private <T> T uninterrupted(String what, Work<T> work, Mode mode) {
        boolean forced = mode == Mode.WRITE_DURABLY || mode == Mode.WRITE_SAYING;
        return uninterrupted(() -> retrying(what, () -> once(what, work, mode)), forced);
    }

    private <T> T uninterrupted(Supplier<T> work, boolean forced) {
        boolean interrupted = Thread.interrupted();
        try {
            T result = work.get();
            if (forced) {
                forcing.force();
            }
            return result;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T retrying(String what, Supplier<T> once) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once.get();
            } catch (Race race) {
                if (attempt == ATTEMPTS) {
                    throw new UnavailableException(
                            "Cannot " + what + " in " + location + ": " + ATTEMPTS
                                    + " attempts met other writers of the "
                                    + "same rows. Try again when there are fewer.",
                            race.getCause());
                }
                long most = 1_000_000L << Math.min(attempt, 6);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
            }
        }
    }

    private <T> T atOnceOnce(String what, Statements<T> work) {
        Connection connection = borrow(what);
        try {
            boolean before = connection.getAutoCommit();
            if (before) {
                return work.run(connection);
            }
            connection.setAutoCommit(true);
            try {
                return work.run(connection);
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            if (Failures.isRace(e)) {
                throw new Race(e);
            }
            throw Failures.of(what, location, e);
        } finally {
            giveBack(connection);
        }
    }

    private <T> T once(String what, Work<T> work, Mode mode) {
        Connection connection = borrow(what);
        try {
            return mode == Mode.SNAPSHOT && snapshot == null
                    ? isolated(what, work, connection)
                    : once(what, work, mode, connection);
        } catch (StorageException | IllegalArgumentException | IllegalStateException e) {
            throw e;
        } catch (Race e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.isRace(e) ? new Race(e) : Failures.of(what, location, e);
        } finally {
            giveBack(connection);
        }
    }

    private <T> T once(String what, Work<T> work, Mode mode, Connection connection) {
        try (StatelessSession session =
                factory.withStatelessOptions().connection(connection).openStatelessSession()) {
            session.setJdbcBatchSize(BATCH);
            return mode == Mode.READ ? work.run(session) : transaction(what, work, mode, session, connection);
        }
    }

    /** On H2 the connection is told, and is given back as it was. Repeatable read takes each table at another moment there. */
    private <T> T isolated(String what, Work<T> work, Connection connection) {
        try {
            int before = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            try {
                return once(what, work, Mode.SNAPSHOT, connection);
            } finally {
                connection.setTransactionIsolation(before);
            }
        } catch (SQLException e) {
            throw Failures.of(what, location, e);
        }
    }

    /** What goes wrong here changes nothing in what was committed; the pool looks after its connections. */
    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be given back.", e);
        }
    }

    private <T> T transaction(String what, Work<T> work, Mode mode, StatelessSession session, Connection connection) {
        Transaction transaction = session.beginTransaction();
        T result;
        try {
            if (mode == Mode.WRITE_DURABLY && synchronous != null) {
                begin(session, "set local synchronous_commit = " + synchronous);
            }
            if (mode == Mode.SNAPSHOT && snapshot != null) {
                begin(session, snapshot);
            }
            result = work.run(session);
        } catch (RuntimeException e) {
            rollBack(transaction, e);
            throw e;
        }
        try {
            transaction.commit();
            return result;
        } catch (RuntimeException e) {
            if (mode == Mode.SNAPSHOT) {
                throw e;
            }
            if (Failures.isRace(e)) {
                throw new Race(e);
            }
            throw Failures.isAnswer(e) && goesOn(connection)
                    ? Failures.ofRefusedCommit(what, location, e)
                    : Failures.ofUnansweredCommit(what, location, e);
        }
    }

    private static void begin(StatelessSession session, String statements) {
        session.doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(statements);
            }
        });
    }

    private static boolean goesOn(Connection connection) {
        try {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            LOG.debug("A connection cannot say whether it works.", e);
            return false;
        }
    }

    private static void rollBack(Transaction transaction, RuntimeException cause) {
        try {
            transaction.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** A connection, though the thread be interrupted while it waits for one. */
    private Connection borrow(String what) {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return source.getConnection();
                } catch (SQLException e) {
                    if (!Thread.interrupted() && !(e.getCause() instanceof InterruptedException)) {
                        throw Failures.of(what, location, e);
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Work that met another writer and is to be done again. */
    private static final class Race extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Race(Throwable cause) {
            super(cause);
        }
    }
}
