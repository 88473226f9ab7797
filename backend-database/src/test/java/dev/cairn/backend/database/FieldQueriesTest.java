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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Plans {
        private StorageBackend backend;
        private Connection connection;
        private final Map<String, Object> values = new HashMap<>();

        abstract Map<String, Object> config();

        abstract String url();

        abstract String schema();

        /** Fails unless {@code plan} reads the primary key of the index in its order and nothing else. */
        abstract void assertWalksThePrimaryKey(String plan);

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
            values.put("collection", number("select pk from {h-schema}document_collection where kind = 'result'"));
            values.put("path", number("select pk from {h-schema}document_path where name = 'f'"));
            values.put("other", number("select pk from {h-schema}document_path where name = 'g'"));
            values.put("content", FieldValue.of(700));
            values.put("from", FieldValue.of(700));
            values.put("to", FieldValue.of(1700));
            values.put("also", FieldValue.of("3"));
            values.put("version", 2L);
            Object[] row = run(FieldQueries.ROWS + FieldQueries.EQUAL).get(0);
            values.put("created", row[1]);
            values.put("document", row[2]);
        }

        @AfterAll
        void close() throws SQLException {
            connection.close();
            backend.close();
        }

        private long number(String sql) throws SQLException {
            return (Long) run(sql).get(0)[0];
        }

        List<Object[]> run(String sql) throws SQLException {
            List<Object> parameters = new ArrayList<>();
            Matcher matcher = PARAMETER.matcher(sql.replace("{h-schema}", schema()));
            String text = matcher.replaceAll(match -> {
                parameters.add(values.get(match.group(1)));
                return "?";
            });
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                for (int i = 0; i < parameters.size(); i++) {
                    Object value = parameters.get(i);
                    statement.setObject(i + 1, value instanceof FieldValue field ? field.bytes() : value);
                }
                return rows(statement.executeQuery());
            }
        }

        private static List<Object[]> rows(ResultSet result) throws SQLException {
            List<Object[]> rows = new ArrayList<>();
            while (result.next()) {
                Object[] row = new Object[result.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getObject(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }

        private String plan(String sql) throws SQLException {
            return String.join(
                    "\n",
                    run("explain " + sql).stream()
                            .map(row -> String.valueOf(row[0]))
                            .toList());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    FieldQueries.EQUAL,
                    FieldQueries.RANGE,
                    FieldQueries.AND_EQUAL,
                    FieldQueries.RANGE + FieldQueries.AND_EQUAL
                })
        void readTheTopOfThePrimaryKeyInBothDirections(String filter) throws SQLException {
            for (String order : List.of(FieldQueries.UP, FieldQueries.DOWN)) {
                String sql = FieldQueries.ROWS + filter + order + " fetch first 10 rows only";
                assertWalksThePrimaryKey(plan(sql));
                assertThat(run(sql)).isNotEmpty();
            }
        }

        @Test
        void goOnBehindARow() throws SQLException {
            String up = FieldQueries.ROWS + FieldQueries.BEHIND + FieldQueries.UP + " fetch first 10 rows only";
            String down = FieldQueries.ROWS + FieldQueries.BEFORE + FieldQueries.DOWN + " fetch first 10 rows only";
            assertWalksThePrimaryKey(plan(up));
            assertWalksThePrimaryKey(plan(down));
            assertThat(numbers(up))
                    .containsExactlyElementsOf(
                            IntStream.range(701, 711).mapToObj(Long::valueOf).toList());
            assertThat(numbers(down))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 10).mapToObj(i -> 699L - i).toList());
        }

        private List<Object> numbers(String sql) throws SQLException {
            return run(sql).stream()
                    .map(row -> FieldValue.ofBytes((byte[]) row[0]).value())
                    .toList();
        }

        @Test
        void findDocumentsThatAreToBeReadWithoutReadingOthers() throws SQLException {
            assertWalksThePrimaryKey(plan(FieldQueries.UNREAD));
            assertThat(plan(FieldQueries.OUTDATED).toLowerCase(Locale.ROOT)).contains("document_indexed");
            assertThat(run(FieldQueries.UNREAD)).isEmpty();
            assertThat(run(FieldQueries.OUTDATED)).isEmpty();
        }

        @Test
        void agreeWithTheValues() throws SQLException {
            assertThat(numbers(FieldQueries.ROWS + FieldQueries.RANGE + FieldQueries.AND_EQUAL + FieldQueries.UP))
                    .hasSize(100)
                    .isSorted();
            assertThat(HexFormat.of().formatHex((byte[])
                            run(FieldQueries.ROWS + FieldQueries.DOWN).get(0)[0]))
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

        @Override
        void assertWalksThePrimaryKey(String plan) {
            assertThat(plan)
                    .contains("/* index sorted */")
                    .containsPattern("PRIMARY_KEY\\w*: [^*]*COLLECTION = [^*]*PATH = ")
                    .doesNotContain("tableScan");
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

        @Override
        void assertWalksThePrimaryKey(String plan) {
            assertThat(plan)
                    .containsPattern("Index (Only )?Scan (Backward )?using document_field_pkey")
                    .doesNotContain("Sort")
                    .doesNotContain("Seq Scan")
                    .doesNotContain("Bitmap");
        }

        @AfterAll
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
