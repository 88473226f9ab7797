package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageException;
import dev.cairn.UnsupportedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of a store to the version that this software knows, by Flyway, and refuses those of a newer one before
 * anything is touched. A role that may not create tables can open a store whose tables are there already.
 */
final class Schema {
    /** The version of the newest migration. */
    static final int VERSION = 2;

    private static final String HISTORY = "cairn_schema_history";

    private final Product product;
    private final @Nullable String schema;
    private final String location;

    Schema(Product product, @Nullable String schema, String location) {
        this.product = product;
        this.schema = schema;
        this.location = location;
    }

    /**
     * Makes or upgrades the tables where that is needed.
     *
     * @param first a connection to look with
     * @param source gives the connections that Flyway needs, more than one at a time
     */
    void migrate(Connection first, DataSource source) throws SQLException {
        if (schema != null) {
            makeSchema(first, schema);
        }
        int version = version(first);
        if (version > VERSION) {
            throw new UnsupportedException("The store " + location + " has tables of version " + version
                    + ", and this software knows those up to " + VERSION
                    + ". Nothing was changed; open it with a newer version of Cairn.");
        }
        if (version < VERSION) {
            runMigrations(source);
        }
    }

    /** The version of the tables; zero if there are none. */
    private int version(Connection connection) throws SQLException {
        String table = (schema == null ? "" : "\"" + schema + "\".") + "\"" + HISTORY + "\"";
        try (Statement statement = connection.createStatement();
                ResultSet versions = statement.executeQuery(
                        "select \"version\" from " + table + " where \"success\" = true and \"version\" is not null")) {
            int highest = 0;
            while (versions.next()) {
                highest = Math.max(highest, Integer.parseInt(versions.getString(1)));
            }
            return highest;
        } catch (SQLException e) {
            if (Failures.isNoTable(e)) {
                return 0;
            }
            throw e;
        }
    }

    private void makeSchema(Connection connection, String name) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement("select 1 from pg_namespace where nspname = ?")) {
            look.setString(1, name);
            try (ResultSet found = look.executeQuery()) {
                if (found.next()) {
                    return;
                }
            }
        }
        try (Statement create = connection.createStatement()) {
            create.execute("create schema if not exists \"" + name + "\"");
        } catch (SQLException e) {
            if (Failures.isRace(e)) {
                return; // Another process made it at the same moment.
            }
            throw new ConfigurationException(
                    "There is no schema '" + name + "' in " + location + ", and it could not be created: "
                            + e.getMessage() + ". Let its owner run: create schema " + name + " authorization <role>;",
                    e);
        }
    }

    private void runMigrations(DataSource source) {
        FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/cairn/backend/database/migration")
                .table(HISTORY)
                .placeholders(product.placeholders())
                // Tables of others may stand in the same schema.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .loggers("slf4j");
        if (schema != null) {
            flyway.defaultSchema(schema);
        }
        try {
            flyway.load().migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private StorageException failed(FlywayException e) {
        SQLException cause = Failures.sql(e);
        if (cause == null) {
            return new ConfigurationException(
                    "The tables of " + location + " could not be brought to version " + VERSION + ": " + e.getMessage(),
                    e);
        }
        return Failures.of("make the tables of version " + VERSION, location, cause);
    }
}
