package dev.cairn.benchmark.peer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database, and what makes a commit there survive a loss of power.
 *
 * @param url for JDBC
 * @param user who may make tables
 * @param h2 whether it is H2, whose commit is not forced
 */
public record Database(String url, String user, boolean h2) {
    private static final String FORCE = "checkpoint sync";

    /** H2 in {@code file}, which ends with .mv.db on disk, opened as Cairn opens it. */
    public static Database h2(String file) {
        return new Database("jdbc:h2:async:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "sa", true);
    }

    /** Where PostgreSQL, which forces its commits, is. */
    public static Database postgresql(String url) {
        return new Database(url, "postgres", false);
    }

    /** A connection whose transactions end with {@link #commit}. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", "");
        Connection connection = DriverManager.getConnection(url, properties);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Commits for good. */
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        if (h2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(FORCE);
            }
        }
    }
}
