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

    /** The columns and rows as text, aligned. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        rows.forEach(row -> lines.add(columns.stream()
                .map(column -> row.get(column) == null ? "" : String.valueOf(row.get(column)))
                .toList()));
        int[] widths = new int[columns.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                row.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        });
        return text.toString();
    }
}
