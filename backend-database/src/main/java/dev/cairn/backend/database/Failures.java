package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Turns what a driver reports into the errors of Cairn, by the SQL state and not by the text. */
final class Failures {
    /** Deadlock, serialization failure, unique violation, and H2's "lock timeout" and "row changed meanwhile". */
    private static final Set<String> RACES = Set.of("40001", "40P01", Failures.DUPLICATE, "HYT00", "90131");

    /** Wrong user or password, no such database, no right, no such schema, no such setting of H2, wrong key of its file. */
    private static final Set<String> SETTINGS = Set.of(
            "28P01", "28000", "3D000", "42501", "3F000", "90013", "90146", "90113", "90046", "90011", "90049", "90050");

    /** No such table, on PostgreSQL and on H2. */
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    /** What a commit that did not happen is answered with by any driver: a constraint, a race, an error before it, a lock. */
    private static final Pattern ROLLED_BACK = Pattern.compile("23.*|40001|40002|40P01|25P02|HYT00");

    private static final String DUPLICATE = "23505";

    static final String H2_DATABASE_CLOSED = "90098";

    /** The database was closed, its connections were, or an error of its file or of what is left of it in memory. */
    private static final Set<String> H2_CLOSED = Set.of(Failures.H2_DATABASE_CLOSED, "HY000", "90121", "90028");

    private static final String H2_REOPEN =
            "H2 closes a database whose file it cannot write. Mend the cause, close every "
                    + "store on the file and open it again: all that was acknowledged is there.";
    private static final String H2_IN_USE = "90020";
    private static final String COULD_NOT_CONNECT = "08001";

    private Failures() {}

    /** The innermost exception of the driver that carries a state; null if there is none. */
    static @Nullable SQLException sql(Throwable failure) {
        SQLException found = null;
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
            if (t instanceof SQLException e && (e.getSQLState() != null || found == null)) {
                found = e;
            }
        }
        return found;
    }

    /** Whether the same work may succeed if it is done once more. */
    static boolean isRace(Throwable failure) {
        SQLException e = sql(failure);
        return e != null && RACES.contains(state(e));
    }

    /** Whether a row is there already. */
    static boolean isDuplicate(Throwable failure) {
        SQLException e = sql(failure);
        return e != null && state(e).equals(DUPLICATE);
    }

    /** Whether the table that was asked for does not exist. */
    static boolean isNoTable(SQLException e) {
        return NO_TABLE.contains(state(e));
    }

    /** Whether the file of an embedded database is open in another process. */
    static boolean isInUse(SQLException e) {
        return state(e).equals(H2_IN_USE);
    }

    /**
     * What {@code failure} means for one who wanted {@code what} of {@code location}.
     *
     * @param what what was being done: "put result 'run_001'"
     */
    static StorageException of(String what, String location, Throwable failure) {
        SQLException e = sql(failure);
        String cannot = "Cannot " + what + " in " + location + ": ";
        if (e == null) {
            return new UnavailableException(cannot + said(failure), failure);
        }
        String state = state(e);
        if (SETTINGS.contains(state)) {
            return new ConfigurationException(cannot + said(e) + " " + hint(state), failure);
        }
        if (NO_TABLE.contains(state)) {
            return new ConfigurationException(
                    cannot + said(e) + " Somebody removed or renamed a table of the store; restore it.", failure);
        }
        if (state.startsWith("54") || state.equals("22001")) {
            return new TooLargeException(cannot + said(e), failure);
        }
        return new UnavailableException(cannot + said(e) + " " + hint(failure, state), failure);
    }

    /**
     * Whether a failed commit was answered by an error. On PostgreSQL such a transaction is rolled back, if its session goes
     * on: an error that ends the session may come behind the commit.
     */
    static boolean isAnswer(Throwable failure) {
        SQLException e = sql(failure);
        return (e instanceof PSQLException said && said.getServerErrorMessage() != null)
                || (e != null && ROLLED_BACK.matcher(state(e)).matches());
    }

    /** What it means that a commit was answered by an error, over a session that goes on: nothing was changed. */
    static StorageException ofRefusedCommit(String what, String location, Throwable failure) {
        SQLException e = sql(failure);
        // No value is too large for a commit: what is full is something that others share.
        return e != null && state(e).startsWith("54")
                ? new UnavailableException(
                        "Cannot " + what + " in " + location + ": " + said(e)
                                + " Nothing was changed. If the queue of notifications is full, end the session that listens "
                                + "in a long transaction and run 'select pg_notification_queue_usage()', which empties it, "
                                + "or set 'notify' to false.",
                        failure)
                : of(what, location, failure);
    }

    /** What it means that a commit got no answer: nobody knows. */
    static OutcomeUnknownException ofUnansweredCommit(String what, String location, Throwable failure) {
        SQLException e = sql(failure);
        return new OutcomeUnknownException(
                "No answer came from " + location + " to the commit of: " + what + ". It may be there "
                        + "or not; read it again, and do not remove the blobs that it names before. "
                        + said(e == null ? failure : e) + " " + hint(failure, e == null ? "" : state(e)),
                failure);
    }

    /** What else to say where the file of an embedded database is the cause. */
    private static String hint(Throwable failure, String state) {
        if (isDiskFull(failure)) {
            return "The disk is full. " + H2_REOPEN;
        }
        return H2_CLOSED.contains(state) ? H2_REOPEN : hint(state);
    }

    private static boolean isDiskFull(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
            String message = String.valueOf(t.getMessage());
            if (t instanceof IOException && message.matches("(?is).*(no space left|not enough space|quota).*")) {
                return true;
            }
        }
        return false;
    }

    private static String hint(String state) {
        return switch (state) {
            case "28P01", "28000" -> "Look at 'user', and at 'password' or 'password_env'.";
            case "3D000" -> "Create the database, or name another one in 'connection_string'.";
            case "42501" -> "The role lacks a right; docs/database.md lists those that it needs.";
            case "3F000" -> "Create the schema, or name another one in 'schema'.";
            case COULD_NOT_CONNECT, "08004", "08006", "57P01", "57P02", "57P03" ->
                "Is the server up, and are host and port right?";
            case "53300" -> "The server has no connection left; lower 'pool_size' or raise its max_connections.";
            case "53100" -> "The disk is full. Nothing was changed; free some space on the server and try again.";
            default -> "SQL state " + (state.isEmpty() ? "unknown" : state) + ".";
        };
    }

    private static String said(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
        String shortened = message.length() > 400 ? message.substring(0, 400) + "..." : message;
        return shortened.endsWith(".") ? shortened : shortened + ".";
    }

    private static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
