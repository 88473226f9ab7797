package dev.cairn.backend.database;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server for all tests of this JVM: the one at the URL in the environment variable
 * {@code CAIRN_TEST_POSTGRES_URL}, or one that starts from a jar. Each test has a schema of its own.
 */
final class Postgres {
    private static final String VARIABLE = "CAIRN_TEST_POSTGRES_URL";
    /** A role whose password is always asked for. */
    static final String LOCKED = "cairn_locked";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final @Nullable String URL = url();

    private Postgres() {}

    /** The JDBC URL, with user and password in it; skips the test, visibly, where there is no server. */
    static String jdbcUrl() {
        if (URL == null) {
            abort("no PostgreSQL: the embedded one cannot start here, and " + VARIABLE + " is not set");
        }
        return String.valueOf(URL);
    }

    /** A name that no other test uses. */
    static String newSchema() {
        return "t" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
    }

    static void dropSchema(String schema) {
        run("drop schema if exists " + schema + " cascade");
    }

    /** Runs statements as the owner of the server. */
    static void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The same URL with another user and database. */
    static String jdbcUrl(String database, String user, String password) {
        String server = jdbcUrl().replaceFirst("^(jdbc:postgresql://[^/]+/).*", "$1");
        return server + database + "?user=" + user + "&password=" + password;
    }

    private static @Nullable String url() {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isBlank()) {
            return given;
        }
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_notify_queue_pages", "64") // The fewest, for a test that fills it.
                    .start();
            askForThePasswordOf(LOCKED, server);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server.getJdbcUrl("postgres", "postgres") + "&password=postgres";
        } catch (IOException | RuntimeException e) {
            System.err.println("PostgreSQL cannot start here: " + e);
            return null;
        }
    }

    /** The embedded server trusts everybody from this machine; of one role it shall ask the password. */
    private static void askForThePasswordOf(String role, EmbeddedPostgres server) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            ResultSet file = statement.executeQuery("show hba_file");
            file.next();
            Path rules = Path.of(file.getString(1));
            Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
            statement.execute("select pg_reload_conf()");
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
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
