package dev.cairn.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a solver told of itself as it went on: columns by name, one row for each generation.
 *
 * <p>Columns are of real numbers, whole numbers or text, all of the same length, in the order in which they were given.
 */
public final class History {
    /** No history. */
    public static final History EMPTY = new History(Map.of());

    private final Map<String, Column> columns;

    private History(Map<String, Column> columns) {
        this.columns = columns;
    }

    /** Starts a history without columns. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of generations, 0 without columns. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.values().iterator().next().rows();
    }

    /** All columns in their order, unmodifiable. */
    public Map<String, Column> columns() {
        return columns;
    }

    /** The column of this name; an unknown name is refused with the known ones. */
    public Column column(String name) {
        Column column = columns.get(Checks.notNull(name, "name"));
        if (column == null) {
            throw new IllegalArgumentException(
                    "The history has no column " + Checks.show(name) + "; it has " + Checks.known(columns.keySet()));
        }
        return column;
    }

    /** Whether there is no column. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** An estimate of the heap that the history takes. */
    long sizeInBytes() {
        return columns.entrySet().stream()
                .mapToLong(entry ->
                        48 + Weights.text(entry.getKey()) + entry.getValue().sizeInBytes())
                .sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof History history
                && columns.equals(history.columns)
                && List.copyOf(columns.keySet()).equals(List.copyOf(history.columns.keySet()));
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return "History[rows=" + rows() + ", columns=" + columns.keySet() + "]";
    }

    /** Collects the columns of a history. Not for use by several threads. */
    public static final class Builder {
        private final Map<String, Column> columns = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a column of real numbers, or replaces the one of this name. */
        public Builder column(String name, double... values) {
            return column(name, RealColumn.of(values));
        }

        /** Adds a column of real numbers, whole numbers or text, or replaces the one of this name. */
        public Builder column(String name, Column column) {
            columns.put(Checks.name(name, "history column name"), Checks.notNull(column, "column"));
            return this;
        }

        /** The history; columns of other types or of different lengths are refused, all at once. */
        public History build() {
            List<String> problems = new ArrayList<>();
            Map.Entry<String, Column> first =
                    columns.isEmpty() ? null : columns.entrySet().iterator().next();
            columns.forEach((name, column) -> {
                if (column instanceof BitsColumn || column instanceof IntegerMatrixColumn) {
                    problems.add(name + " is a " + column.getClass().getSimpleName()
                            + "; give a RealColumn, LongColumn or TextColumn");
                }
                if (first != null && column.rows() != first.getValue().rows()) {
                    problems.add(name + " has " + column.rows() + " rows, but " + first.getKey() + " has "
                            + first.getValue().rows() + "; give each column one value per generation");
                }
            });
            Checks.refuse("The history cannot be built", problems);
            return columns.isEmpty() ? EMPTY : new History(Collections.unmodifiableMap(new LinkedHashMap<>(columns)));
        }
    }
}
