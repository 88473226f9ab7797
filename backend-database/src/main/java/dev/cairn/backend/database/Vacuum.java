package dev.cairn.backend.database;

import dev.cairn.spi.Vacuumed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives space back that no row takes any more, while others read and write. PostgreSQL makes room for new rows, and shortens a table of
 * which the end is free; H2 moves what is left to the front of its file, for half a minute at most.
 */
final class Vacuum {
    private static final Logger LOG = LoggerFactory.getLogger(Vacuum.class);
    private static final List<String> TABLES =
            List.of("document", "document_field", "document_blob", "blob", "blob_chunk", "journal", "journal_entry");
    private static final int MOST_MILLIS = 30_000;

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

    /** Neither one in memory nor one in another process can be told to. */
    private List<Vacuumed> ofH2(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(JdbcConnection.class)
                || !(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
            LOG.debug("Not an embedded database: {}", location);
            return List.of();
        }
        MVStore store = session.getDatabase().getStore().getMvStore();
        if (store.getFileStore() == null) {
            return List.of();
        }
        long before = store.getFileStore().size();
        store.compactFile(MOST_MILLIS);
        return List.of(new Vacuumed(location, before, store.getFileStore().size()));
    }
}
