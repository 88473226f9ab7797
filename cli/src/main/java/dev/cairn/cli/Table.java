package dev.cairn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows under headings.
 *
 * @param columns the headings, as programs see them: {@code front_size}
 * @param rows the rows, lazily, each with a value for each column: numbers, texts, times, {@link Cells.Bytes}, lists and maps of those, or
 *     null
 */
record Table(List<String> columns, Stream<List<@Nullable Object>> rows) {
    Table {
        columns = List.copyOf(columns);
    }

    static Table of(List<String> columns, Stream<List<@Nullable Object>> rows) {
        return new Table(columns, rows);
    }

    /** A row; values may be null, as no list of the JDK allows. */
    static List<@Nullable Object> row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>(values.length);
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }
}
