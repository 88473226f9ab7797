package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import dev.cairn.spi.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection tells of the database behind it.
 *
 * @param product which database
 * @param name for an embedded database what tells it from others in this process, else the empty text
 * @param durability what a commit, with what Cairn adds to it, survives
 * @param synchronous the level of {@code synchronous_commit} that makes a commit durable; null where there is no such thing
 * @param checkpoints whether commits become durable by a checkpoint
 */
record Server(
        Product product,
        String name,
        Durability durability,
        @Nullable String synchronous,
        boolean checkpoints) {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final String CHECKPOINT = "checkpoint sync";

    /**
     * H2 gives a connection its last result again if it believes the table unchanged, and errs while another one commits: a
     * reader who has just seen the new revision then gets the old one again, by another query or another connection.
     */
    private static final String FRESH = "set optimize_reuse_results 0";

    /**
     * H2 keeps a frame of up to so many bytes, those of one page of its tables, in the row of its document. It would put each one of more than
     * 256 into pages of their own, to be written with each save and looked for with each load. Those that are there stay where they are.
     */
    private static final String IN_THE_ROW = "set max_length_inplace_lob " + 16 * 1024;

    /**
     * Asks over {@code connection}.
     *
     * @param place where the database is; null if the application gave a data source
     */
    static Server ask(Connection connection, @Nullable Place place) throws SQLException {
        Product product = Product.named(connection.getMetaData().getDatabaseProductName());
        return product == Product.H2 ? askH2(connection, place) : askPostgresql(connection);
    }

    /** Makes all commits of an H2 file survive a loss of power. */
    static void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CHECKPOINT);
        }
    }

    private static Server askH2(Connection connection, @Nullable Place place) throws SQLException {
        String url = connection.getMetaData().getURL();
        String name = place == null ? url.replaceFirst(";.*", "") : place.shown();
        if (url.matches("jdbc:h2:(tcp|ssl):.*")) {
            throw new ConfigurationException(
                    "The data source leads to a server of H2; a store in H2 is embedded. For a "
                            + "server use PostgreSQL.");
        }
        prepare(connection, name);
        if (url.startsWith("jdbc:h2:mem:")) {
            return new Server(Product.H2, name, Durability.VOLATILE, null, false);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(IN_THE_ROW);
        }
        if (!url.startsWith("jdbc:h2:async:")) {
            LOG.warn("The data source opens {} without 'async:': a thread that is interrupted may close it.", name);
        }
        return new Server(Product.H2, name, Durability.POWER, null, true);
    }

    /** Takes the right of an administrator, and holds until the database is closed, whoever uses it. */
    private static void prepare(Connection connection, String name) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(FRESH);
            statement.execute(CHECKPOINT);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "The user of " + name + " may not run '" + FRESH + "' and '" + CHECKPOINT
                            + "', without which H2 answers from old results and forces nothing to the disk: make the user an "
                            + "administrator.",
                    e);
        }
    }

    private static Server askPostgresql(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_encoding'), "
                        + "current_setting('fsync'), current_setting('synchronous_commit'), current_schema()")) {
            row.next();
            if (!"UTF8".equals(row.getString(1))) {
                throw new ConfigurationException("The database is encoded in " + row.getString(1)
                        + ", which cannot hold every name. Create it with: create database ... encoding 'UTF8' "
                        + "template template0;");
            }
            boolean forced = !"off".equals(row.getString(2));
            if (!forced) {
                LOG.warn("The PostgreSQL server runs with fsync=off: saves survive the end of this process, but not a "
                        + "loss of power of the server.");
            }
            // What is stricter than 'on' stays as it is.
            String level = "remote_apply".equals(row.getString(3)) ? "remote_apply" : "on";
            return new Server(Product.POSTGRESQL, "", forced ? Durability.POWER : Durability.PROCESS, level, false);
        }
    }

    /** The statements that make a transaction see one moment, in one trip; null where the connection is told instead. */
    @Nullable
    String snapshot() {
        return product == Product.H2
                ? null
                : "set transaction isolation level repeatable read, read only; "
                        // What was planned for one value is wrong for another of a field with few of them.
                        + "set local plan_cache_mode = force_custom_plan";
    }

    /** Whether the database lives in this process, and in no other. */
    boolean embedded() {
        return product == Product.H2;
    }
}
