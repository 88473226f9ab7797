package dev.cairn.benchmark.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One connection with its prepared statements, as a careful program keeps it; for one thread. */
final class Jdbc implements AutoCloseable {
    private final Database database;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Jdbc(Database database) {
        this.database = database;
        try {
            this.connection = database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What may be refused by the database. */
    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T checked(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        database.commit(connection);
    }

    /** Ends a transaction that only read. */
    void end() throws SQLException {
        connection.commit();
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        checked(() -> {
            connection.close();
            return true;
        });
    }
}
