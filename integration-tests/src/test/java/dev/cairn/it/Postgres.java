package dev.cairn.it;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.cairn.backend.database.DatabaseBackendFactory;
import dev.cairn.config.StorageConfig;
import dev.cairn.spi.StorageBackend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server for all tests of this JVM that need not stop it: the one at the URL in the environment variable
 * {@code CAIRN_TEST_POSTGRES_URL}, or one that starts from a jar and forces nothing.
 */
final class Postgres {
    private static final String VARIABLE = "CAIRN_TEST_POSTGRES_URL";
    private static final @Nullable String URL = url();

    private Postgres() {}

    /** A store in {@code schema}; skips the test, visibly, where there is no server. Tells no other opening of changes. */
    static StorageBackend open(String schema, Clock clock) {
        DatabaseBackendFactory factory = new DatabaseBackendFactory();
        Map<String, Object> values = Map.of("connection_string", jdbcUrl(), "schema", schema, "notify", false);
        return factory.open(StorageConfig.of(factory.type(), values).checked(factory.keys()), clock);
    }

    /** A schema of that name for this process alone, empty. */
    static String emptied(String name) {
        String schema = "it" + ProcessHandle.current().pid() + "_" + name;
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"document_field", "document", "blob_chunk", "blob", "journal"}) {
                String full = schema + "." + table;
                statement.execute("do $$ begin if to_regclass('" + full + "') is not null then delete from " + full
                        + "; end if; end $$");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return schema;
    }

    /** The URI of a store in {@code schema}. */
    static String uri(String schema) {
        String url = jdbcUrl().substring("jdbc:".length());
        return url + (url.contains("?") ? "&" : "?") + "schema=" + schema;
    }

    /** Where the server is; skips the test, visibly, where there is none. */
    static String jdbcUrl() {
        if (URL == null) {
            abort("no PostgreSQL: the embedded one cannot start here, and " + VARIABLE + " is not set");
        }
        return String.valueOf(URL);
    }

    private static @Nullable String url() {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isBlank()) {
            return given;
        }
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server.getJdbcUrl("postgres", "postgres");
        } catch (IOException | RuntimeException e) {
            System.err.println("PostgreSQL cannot start here: " + e);
            return null;
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL did not end: " + e);
        }
    }
}
