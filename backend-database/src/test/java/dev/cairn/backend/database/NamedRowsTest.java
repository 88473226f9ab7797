package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.StorageBackend;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whether a few of 5,000 rows of one place are found without reading the others. */
class NamedRowsTest {
    private static final int ROWS = 5_000;
    private static final Pattern READ = Pattern.compile("scanCount: (\\d+)");

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Plans {
        private StorageBackend backend;
        private Connection connection;
        private Explained explained;

        abstract Product product();

        abstract Map<String, Object> config();

        abstract String url();

        abstract String schema();

        /** A table of the numbers up to {@link #ROWS}. */
        abstract String numbers();

        /** Fails unless a plan reads as few rows as it finds, by the index {@code name}. */
        abstract void assertFewRead(String plan, String name);

        @BeforeAll
        void fill() throws SQLException {
            backend = Fixtures.open(config(), Clock.systemUTC());
            connection = DriverManager.getConnection(url());
            String time = "timestamp with time zone '2026-01-01 00:00:00Z'";
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into " + schema() + "document (pk, scope, kind, id, revision, state, digest, "
                        + "created, updated, stored, frame, collection, indexed, fields) select x, 'default', 'result', "
                        + "'n' || x, 1, 'live', 'd', " + time + ", " + time + ", " + time + ", "
                        + bytes() + ", 1, 0, " + bytes() + " from " + numbers());
                statement.execute("insert into " + schema() + "blob (pk, scope, digest, size, touched) select x, "
                        + "'default', 'n' || x, 0, " + time + " from " + numbers());
                statement.execute("insert into " + schema() + "journal (pk, scope, kind, id, name, next) select x, "
                        + "'default', 'result', 'n' || x, 'log', 0 from " + numbers());
                statement.execute("analyze");
            }
            explained = new Explained(connection, schema());
            explained.values.putAll(Map.of("scope", "default", "kind", "result"));
        }

        private String bytes() {
            return product() == Product.H2 ? "x'00'" : "'\\x00'::bytea";
        }

        @AfterAll
        void close() throws SQLException {
            if (connection != null) {
                connection.close();
            }
            if (backend != null) {
                backend.close();
            }
        }

        private String plan(NamedRows rows, String select, String end, List<String> asked) throws SQLException {
            // What is bound to the names beyond those that are asked for is the last one again.
            for (int i = 0; i < 4; i++) {
                explained.values.put("name" + i, asked.get(Math.min(i, asked.size() - 1)));
            }
            String list = asked.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", "));
            String sql = select + " where " + rows.condition().replace(":names", list) + end;
            assertThat(explained.run(sql)).hasSameSizeAs(asked);
            return explained.plan("analyze " + sql);
        }

        private void assertFewDocumentsRead(String end, String... ids) throws SQLException {
            NamedRows rows = NamedRows.ofIds(product(), "default", "result", List.of(ids));
            assertFewRead(plan(rows, "select id, frame from {h-schema}document", end, List.of(ids)), "document_key");
        }

        @Test
        void ofDocumentsThatAreRead() throws SQLException {
            assertFewDocumentsRead(" order by id", "n7");
            assertFewDocumentsRead(" order by id", "n7", "n4000");
            assertFewDocumentsRead(" order by id", "n7", "n4000", "n4999");
        }

        @Test
        void ofDocumentsThatAreLocked() throws SQLException {
            assertFewDocumentsRead(" order by id for update", "n7");
            assertFewDocumentsRead(" order by id for update", "n7", "n4000", "n4999");
        }

        @Test
        void ofBlobsThatAreLocked() throws SQLException {
            List<String> digests = List.of("n7", "n4000", "n4999");
            NamedRows rows = NamedRows.ofDigests(product(), "default", digests);
            String select = "select pk, size, digest from {h-schema}blob";
            assertFewRead(plan(rows, select, " order by digest for update", digests), "blob_digest");
        }

        @Test
        void ofOwnersOfJournals() throws SQLException {
            List<String> ids = product() == Product.H2 ? List.of("n4000") : List.of("n7", "n4000", "n4999");
            NamedRows rows = NamedRows.ofIds(product(), "default", "result", ids);
            assertFewRead(plan(rows, "select id, name from {h-schema}journal", "", ids), "journal_key");
        }
    }

    @Nested
    class OnH2 extends Plans {
        private final String name = "names" + System.nanoTime();

        @Override
        Product product() {
            return Product.H2;
        }

        @Override
        Map<String, Object> config() {
            return Map.of("connection_string", "h2:mem:" + name);
        }

        @Override
        String url() {
            return "jdbc:h2:mem:" + name + ";user=sa";
        }

        @Override
        String schema() {
            return "";
        }

        @Override
        String numbers() {
            return "system_range(1, " + ROWS + ")";
        }

        @Override
        void assertFewRead(String plan, String index) {
            Matcher read = READ.matcher(plan);
            assertThat(read.find()).as(plan).isTrue();
            assertThat(Integer.parseInt(read.group(1))).as(plan).isLessThan(10);
        }
    }

    @Nested
    class OnPostgresql extends Plans {
        private String schema = "";

        @Override
        Product product() {
            return Product.POSTGRESQL;
        }

        @Override
        Map<String, Object> config() {
            schema = Postgres.newSchema();
            return Fixtures.postgresConfig(schema);
        }

        @Override
        String url() {
            return Postgres.jdbcUrl();
        }

        @Override
        String schema() {
            return schema + ".";
        }

        @Override
        String numbers() {
            return "generate_series(1, " + ROWS + ") as numbers(x)";
        }

        @Override
        void assertFewRead(String plan, String index) {
            assertThat(plan).containsPattern("(using|on) " + index).doesNotContain("Seq Scan");
        }

        @AfterAll
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
