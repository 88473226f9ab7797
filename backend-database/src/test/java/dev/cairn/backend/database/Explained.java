package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.FieldValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the statements of {@link FieldQueries} as they are, and asks the planner of the database what it makes of them. */
final class Explained {
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+[0-9]?)");

    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    private final Connection connection;
    private final String schema;

    /** What the parameters stand for. */
    final Map<String, Object> values = new HashMap<>();

    /**
     * Asks over {@code connection}.
     *
     * @param schema what stands before the names of tables, with its dot
     */
    Explained(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** The first value of the first row. */
    long number(String sql) throws SQLException {
        return ((Number) run(sql).get(0)[0]).longValue();
    }

    List<Object[]> run(String sql) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(sql.replace("{h-schema}", schema));
        String text = matcher.replaceAll(match -> {
            parameters.add(values.get(match.group(1)));
            return "?";
        });
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.size(); i++) {
                Object value = parameters.get(i);
                if (value instanceof Long[] numbers) {
                    statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                } else {
                    statement.setObject(i + 1, value instanceof FieldValue field ? field.bytes() : value);
                }
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

    String plan(String sql) throws SQLException {
        return String.join(
                "\n",
                run("explain " + sql).stream()
                        .map(row -> String.valueOf(row[0]))
                        .toList());
    }

    /** How many rows H2 reads of the table of which it reads most to answer {@code sql}; zero from PostgreSQL, which does not tell. */
    long mostScanned(String sql) throws SQLException {
        if (!isH2()) {
            return 0;
        }
        Matcher counts = SCANNED.matcher((String) run("explain analyze " + sql).get(0)[0]);
        return counts.results()
                .mapToLong(count -> Long.parseLong(count.group(1)))
                .max()
                .orElseThrow();
    }

    /** Fails unless {@code sql} reads the primary key of the index in its order and nothing else. */
    void assertWalksThePrimaryKey(String sql) throws SQLException {
        assertReadsThePrimaryKey(sql);
        if (isH2()) {
            assertThat(plan(sql)).contains("/* index sorted */");
        } else {
            assertThat(plan(sql))
                    .containsPattern("Index (Only )?Scan (Backward )?using document_field_pkey")
                    .doesNotContain("Sort")
                    .doesNotContain("Bitmap");
        }
    }

    /** Fails unless {@code sql} finds its rows by the primary key of the index, in whatever order. */
    void assertReadsThePrimaryKey(String sql) throws SQLException {
        if (isH2()) {
            assertThat(plan(sql))
                    .containsPattern("PRIMARY_KEY\\w*: [^*]*COLLECTION = [^*]*PATH = ")
                    .doesNotContain("tableScan");
        } else {
            assertThat(plan(sql))
                    .containsPattern("Scan (Backward )?(using|on) document_field_pkey")
                    .doesNotContain("Seq Scan");
        }
    }

    private boolean isH2() throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2");
    }
}
