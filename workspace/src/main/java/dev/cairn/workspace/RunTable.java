package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs as rows. The columns are those of the record first ({@code id}, {@code status}, ...), then {@code param.} and the name of each
 * parameter, {@code metric.} and that of each metric, {@code derived.} and that of each derived metric; so a metric that is called
 * {@code status} is {@code metric.status} and hides nothing. Immutable.
 */
public final class RunTable {
    private static final List<String> RECORD =
            List.of("id", "name", "status", "attempt", "seed", "started", "finished", "durationMillis", "tags");

    private final List<String> columns;
    private final List<Map<String, @Nullable Object>> rows;

    private RunTable(List<String> columns, List<Map<String, @Nullable Object>> rows) {
        this.columns = List.copyOf(columns);
        this.rows = Collections.unmodifiableList(rows);
    }

    static RunTable of(Stream<RunRecord> records) {
        Set<String> parameters = new LinkedHashSet<>();
        Set<String> metrics = new LinkedHashSet<>();
        Set<String> derived = new LinkedHashSet<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        records.forEach(record -> {
            Map<String, @Nullable Object> row = row(record);
            parameters.addAll(add(row, "param.", record.parameters()));
            metrics.addAll(add(row, "metric.", record.metrics()));
            derived.addAll(add(row, "derived.", record.derived().orElse(Attributes.empty())));
            rows.add(Collections.unmodifiableMap(row));
        });
        List<String> columns = new ArrayList<>(RECORD);
        columns.addAll(parameters);
        columns.addAll(metrics);
        columns.addAll(derived);
        return new RunTable(columns, rows);
    }

    private static Map<String, @Nullable Object> row(RunRecord record) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", record.id());
        row.put("name", record.name().orElse(null));
        row.put("status", record.status().word());
        row.put("attempt", (long) record.attempt());
        row.put("seed", record.seed().isPresent() ? record.seed().getAsLong() : null);
        row.put("started", record.started());
        row.put("finished", record.finished().orElse(null));
        row.put("durationMillis", record.body().durationMillis());
        row.put("tags", String.join(",", record.tags()));
        row.values().removeIf(value -> value == null);
        return row;
    }

    private static Set<String> add(Map<String, @Nullable Object> row, String prefix, Attributes values) {
        Set<String> columns = new LinkedHashSet<>();
        values.asMap().forEach((name, value) -> {
            row.put(prefix + name, value);
            columns.add(prefix + name);
        });
        return columns;
    }

    /** The names of the columns, those of the record first, each group in the order in which the runs have them. */
    public List<String> columns() {
        return columns;
    }

    /** The rows, each with the values that it has by column: texts, truth values, Longs, Doubles, Instants, and of parameters also lists and maps. */
    public List<Map<String, @Nullable Object>> rows() {
        return rows;
    }

    /**
     * The value of a row in a column; empty if it has none.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public Optional<Object> value(int row, String column) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException("The table has no column '" + column + "'; it has " + columns + ".");
        }
        return Optional.ofNullable(rows.get(row).get(column));
    }

    /** The columns and rows as text, aligned, without the columns in which no row has a value. */
    @Override
    public String toString() {
        List<String> shown = columns.stream()
                .filter(column ->
                        rows.stream().anyMatch(row -> !cell(row, column).isEmpty()))
                .toList();
        List<List<String>> lines = new ArrayList<>();
        lines.add(shown);
        rows.forEach(
                row -> lines.add(shown.stream().map(column -> cell(row, column)).toList()));
        int[] widths = IntStream.range(0, shown.size())
                .map(i -> lines.stream()
                        .mapToInt(line -> line.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(aligned(line, widths)).append('\n'));
        return text.toString();
    }

    private static String cell(Map<String, @Nullable Object> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : String.valueOf(value);
    }

    private static String aligned(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
