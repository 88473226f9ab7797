package dev.cairn.backend.database;

import dev.cairn.spi.Vacuumed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Gives space back that no row takes any more, while others read and write. PostgreSQL makes room for new rows, and shortens a table of
 * which the end is free. H2 writes new rows where old ones were, and shortens its file when it is closed.
 */
final class Vacuum {
    private static final List<String> TABLES =
            List.of("document", "document_field", "document_blob", "blob", "blob_chunk", "journal", "journal_entry");

    private final Transactions transactions;
    private final FieldRows rows;
    private final String location;

    Vacuum(Transactions transactions, FieldRows rows, String location) {
        this.transactions = transactions;
        this.rows = rows;
        this.location = location;
    }

    List<Vacuumed> run() {
        return transactions.read(
                "vacuum",
                session -> session.doReturningWork(
                        connection -> rows.product() == Product.H2 ? ofH2(connection) : ofPostgresql(connection)));
    }

    private List<Vacuumed> ofPostgresql(Connection connection) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        try (Statement statement = connection.createStatement()) {
            // It says nothing until it is done with a table, however large that is.
            connection.setNetworkTimeout(Runnable::run, 0);
            long before = size(statement);
            for (String table : TABLES) {
                statement.execute("vacuum (analyze) " + rows.table(table));
            }
            return List.of(new Vacuumed(location, before, size(statement)));
        } finally {
            connection.setNetworkTimeout(Runnable::run, timeout);
        }
    }

    private long size(Statement statement) throws SQLException {
        long bytes = 0;
        for (String table : TABLES) {
            try (ResultSet size = statement.executeQuery(
                    "select pg_total_relation_size(cast('" + rows.table(table) + "' as regclass))")) {
                size.next();
                bytes += size.getLong(1);
            }
        }
        return bytes;
    }

    /** Its own ways to shorten a file that is in use do not hold: moving chunks breaks off in the midst of it (2.4.240). */
    private List<Vacuumed> ofH2(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long before = h2Size(statement);
            statement.execute("checkpoint sync");
            return before == 0 ? List.of() : List.of(new Vacuumed(location, before, h2Size(statement)));
        }
    }

    /** Zero for one in memory. */
    private static long h2Size(Statement statement) throws SQLException {
        try (ResultSet size = statement.executeQuery(
                "select setting_value from information_schema.settings where setting_name = 'info.FILE_SIZE'")) {
            return size.next() ? Long.parseLong(size.getString(1)) : 0;
        }
    }
}
