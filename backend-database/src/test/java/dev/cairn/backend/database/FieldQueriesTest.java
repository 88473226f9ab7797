package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.FieldValue;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Content;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planners of both databases make of the statements that ask the index, over some 24,000 rows of two collections. */
class FieldQueriesTest {
    private static final int DOCUMENTS = 4_000;
    private static final String TEN = " fetch first 10 rows only";

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Plans {
        private StorageBackend backend;
        private Connection connection;
        private Explained explained;
        private Object created = 0L;

        abstract Map<String, Object> config();

        abstract String url();

        abstract String schema();

        @BeforeAll
        void fill() throws SQLException {
            backend = Fixtures.open(config(), Clock.systemUTC());
            for (String kind : List.of("result", "other")) {
                backend.index().orElseThrow().declare(KindSpec.of(kind, List.of("f", "g")));
                List<Put> puts = IntStream.range(0, DOCUMENTS)
                        .mapToObj(i -> Put.live(
                                new DocumentKey("default", kind, "n" + i),
                                Content.of(("{\"f\":" + (i * 7919 % DOCUMENTS) + ",\"g\":\"" + i % 10 + "\"}")
                                        .getBytes(UTF_8)),
                                Expectation.any()))
                        .toList();
                backend.documents().putAll(puts).forEach(result -> result.orElseThrow());
            }
            connection = DriverManager.getConnection(url());
            try (Statement statement = connection.createStatement()) {
                statement.execute("analyze");
            }
            explained = new Explained(connection, schema());
            Map<String, Object> values = explained.values;
            values.put(
                    "collection",
                    explained.number("select pk from {h-schema}document_collection where kind = 'result'"));
            values.put("path", explained.number("select pk from {h-schema}document_path where name = 'f'"));
            values.put("other", explained.number("select pk from {h-schema}document_path where name = 'g'"));
            values.put("content", FieldValue.of(700));
            values.put("from", FieldValue.of(700));
            values.put("to", FieldValue.of(1700));
            values.put("also", FieldValue.of("3"));
            values.put("lacking", values.get("other"));
            values.put("without", FieldValue.of("3"));
            values.put("version", 2L);
            values.put("kind", "result");
            values.put("most", 50L);
            values.put("documents", new Long[] {1L, 2L, 3L});
            for (int i = 1; i <= 3; i++) {
                values.put("other" + i, values.get("other"));
                values.put("also" + i, values.get("also"));
                values.put("path" + i, values.get("path"));
                values.put("from" + i, values.get("from"));
                values.put("to" + i, values.get("to"));
            }
            Object[] row = explained.run(FieldQueries.ROWS + FieldQueries.EQUAL).get(0);
            created = row[1];
            values.put("created", created);
            values.put("document", row[2]);
        }

        @AfterAll
        void close() throws SQLException {
            connection.close();
            backend.close();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    FieldQueries.EQUAL,
                    FieldQueries.RANGE,
                    FieldQueries.AND_EQUAL,
                    FieldQueries.RANGE + FieldQueries.AND_EQUAL,
                    FieldQueries.RANGE + FieldQueries.AND_NOT_EQUAL
                })
        void readTheTopOfThePrimaryKeyInBothDirections(String filter) throws SQLException {
            for (String order : List.of(FieldQueries.UP, FieldQueries.DOWN)) {
                String sql = FieldQueries.ROWS + filter + order + " fetch first 10 rows only";
                explained.assertWalksThePrimaryKey(sql);
                assertThat(explained.run(sql)).isNotEmpty();
            }
        }

        @Test
        void goOnBehindARow() throws SQLException {
            String up = FieldQueries.ROWS + FieldQueries.BEHIND + FieldQueries.UP + " fetch first 10 rows only";
            String down = FieldQueries.ROWS + FieldQueries.BEFORE + FieldQueries.DOWN + " fetch first 10 rows only";
            explained.assertWalksThePrimaryKey(up);
            explained.assertWalksThePrimaryKey(down);
            assertThat(numbers(up))
                    .containsExactlyElementsOf(
                            IntStream.range(701, 711).mapToObj(Long::valueOf).toList());
            assertThat(numbers(down))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 10).mapToObj(i -> 699L - i).toList());
        }

        private List<Object> numbers(String sql) throws SQLException {
            return explained.run(sql).stream()
                    .map(row -> FieldValue.ofBytes((byte[]) row[0]).value())
                    .toList();
        }

        @Test
        void findDocumentsThatAreToBeReadWithoutReadingOthers() throws SQLException {
            explained.assertWalksThePrimaryKey(FieldQueries.UNREAD);
            assertThat(explained.plan(FieldQueries.OUTDATED).toLowerCase(Locale.ROOT))
                    .contains("document_indexed");
            assertThat(explained.run(FieldQueries.UNREAD)).isEmpty();
            assertThat(explained.run(FieldQueries.OUTDATED)).isEmpty();
            assertThat(explained.mostScanned(FieldQueries.OUTDATED)).isLessThan(10);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3})
        void goOnBehindARowUpToAnotherValueWithOtherValues(int also) throws SQLException {
            String and = FieldQueries.andEqual(also);
            String up = FieldQueries.ROWS + FieldQueries.BEHIND + FieldQueries.UP_TO + and + FieldQueries.UP + TEN;
            String down =
                    FieldQueries.ROWS + FieldQueries.BEFORE + FieldQueries.DOWN_TO + and + FieldQueries.DOWN + TEN;
            explained.values.put("content", FieldValue.of(1200));
            explained.assertWalksThePrimaryKey(up);
            explained.assertWalksThePrimaryKey(down);
            assertThat(numbers(up)).hasSize(10).isSorted();
            assertThat(numbers(down)).hasSize(10);
            explained.values.put("content", FieldValue.of(700));
        }

        @Test
        void findTheNextValueWithoutReadingTheRowsOfTheLast() throws SQLException {
            Object path = explained.values.put("path", explained.values.get("other"));
            Object content = explained.values.put("content", FieldValue.of("3"));
            explained.values.put("to", FieldValue.of(Double.NaN));
            explained.values.put("created", Long.MAX_VALUE);
            String next = FieldQueries.ROWS + FieldQueries.BEHIND + FieldQueries.UP_TO + FieldQueries.UP
                    + " fetch first 1 rows only";
            explained.assertWalksThePrimaryKey(next);
            assertThat(FieldValue.ofBytes((byte[]) explained.run(next).get(0)[0])
                            .value())
                    .isEqualTo("4");
            explained.values.put("path", path);
            explained.values.put("content", content);
            explained.values.put("to", FieldValue.of(1700));
            explained.values.put("created", created);
        }

        @Test
        void countByThePrimaryKey() throws SQLException {
            for (String sql : List.of(
                    FieldQueries.COUNT + FieldQueries.RANGE,
                    FieldQueries.COUNT + FieldQueries.RANGE + FieldQueries.andEqual(1),
                    FieldQueries.DOCUMENTS + FieldQueries.RANGE + FieldQueries.DOCUMENTS_END,
                    FieldQueries.probe(3))) {
                explained.assertReadsThePrimaryKey(sql);
            }
            assertThat(explained.number(FieldQueries.COUNT + FieldQueries.RANGE))
                    .isEqualTo(1000);
            assertThat(explained.number(FieldQueries.COUNT + FieldQueries.RANGE + FieldQueries.andEqual(1)))
                    .isEqualTo(100);
            assertThat(explained.run(FieldQueries.probe(3)).get(0)).containsExactly(50L, 50L, 50L);
        }

        @Test
        void tellHowTheIndexStandsWithoutReadingDocuments() throws SQLException {
            assertThat(explained.plan(FieldQueries.STATE).toLowerCase(Locale.ROOT))
                    .contains("document_indexed")
                    .doesNotContain("tablescan")
                    .doesNotContain("seq scan on document ")
                    .doesNotContain("seq scan on document_field");
            assertThat(explained.run(FieldQueries.STATE).get(0)).containsExactly(2L, 0L, 0L, "2");
            assertThat(explained.plan(FieldQueries.PATHS).toLowerCase(Locale.ROOT))
                    .doesNotContain("seq scan on document_field");
            assertThat(explained.run(FieldQueries.PATHS)).hasSize(3);
            assertThat(explained.plan(FieldQueries.FIELDS).toLowerCase(Locale.ROOT))
                    .containsPattern("primary_key|document_pkey")
                    .doesNotContain("seq scan");
        }

        @Test
        void agreeWithTheValues() throws SQLException {
            assertThat(numbers(FieldQueries.ROWS + FieldQueries.RANGE + FieldQueries.AND_EQUAL + FieldQueries.UP))
                    .hasSize(100)
                    .isSorted();
            assertThat(HexFormat.of().formatHex((byte[])
                            explained.run(FieldQueries.ROWS + FieldQueries.DOWN).get(0)[0]))
                    .isEqualTo(FieldValue.of(DOCUMENTS - 1).toString());
        }
    }

    @Nested
    class OnH2 extends Plans {
        private final String name = "h2:mem:plans" + System.nanoTime();

        @Override
        Map<String, Object> config() {
            return Map.of("connection_string", name);
        }

        @Override
        String url() {
            return "jdbc:" + name + ";user=sa";
        }

        @Override
        String schema() {
            return "";
        }
    }

    @Nested
    class OnPostgresql extends Plans {
        private final String schema = Postgres.newSchema();

        @Override
        Map<String, Object> config() {
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

        @AfterAll
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
