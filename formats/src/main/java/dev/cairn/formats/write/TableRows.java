package dev.cairn.formats.write;

import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one result or of many, whose columns are the same; one result at a time is in memory. */
final class TableRows implements Iterator<TableRow> {
    /** The column that says of which result a row is. */
    static final String RESULT = "result";

    private final Iterator<? extends Map.Entry<String, OptimizationResult>> results;
    private final ExportOptions options;
    private final boolean many;
    private final OptimizationResult first;
    private final String firstKey;
    private final List<TableColumn> columns;
    private boolean oneProblem = true;
    private String key;
    private List<Column> values;
    private int rows;
    private int row;
    private long count;

    private TableRows(
            Iterator<? extends Map.Entry<String, OptimizationResult>> results, ExportOptions options, boolean many) {
        if (!results.hasNext()) {
            throw new IllegalArgumentException("There are no results to write.");
        }
        this.results = results;
        this.options = options;
        this.many = many;
        Map.Entry<String, OptimizationResult> entry = results.next();
        this.key = entry.getKey();
        this.first = entry.getValue();
        this.firstKey = key;
        this.columns = columns(first);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    (many ? "The result " + Names.quote(key) : "The result") + " has no columns of "
                            + (history() ? "a history" : "solutions") + ", so there is nothing to write.");
        }
        this.values = values(first);
        this.rows = values.get(0).rows();
    }

    /** The rows of one result. */
    static TableRows of(OptimizationResult result, ExportOptions options) {
        return new TableRows(List.of(Map.entry("", result)).iterator(), options, false);
    }

    /** The rows of many results, each with the key of its own. */
    static TableRows of(Iterator<? extends Map.Entry<String, OptimizationResult>> results, ExportOptions options) {
        return new TableRows(results, options, true);
    }

    /** What the columns of the results are, without {@value #RESULT}. */
    List<TableColumn> columns() {
        return columns;
    }

    /** Whether there is the column {@value #RESULT}. */
    boolean ofMany() {
        return many;
    }

    /** Whether the rows are generations. */
    boolean history() {
        return options.part() == ExportOptions.Part.HISTORY;
    }

    /** The only result, or the first one. */
    OptimizationResult first() {
        return first;
    }

    /** The problem of all results that have been seen, null where there are several. */
    @Nullable
    Problem problem() {
        return oneProblem ? first.problem() : null;
    }

    /** How many rows were given. */
    long count() {
        return count;
    }

    @Override
    public boolean hasNext() {
        while (row == rows && results.hasNext()) {
            Map.Entry<String, OptimizationResult> entry = results.next();
            key = entry.getKey();
            OptimizationResult result = entry.getValue();
            requireSame(columns(result));
            oneProblem &= result.problem().equals(first.problem());
            values = values(result);
            rows = values.get(0).rows();
            row = 0;
        }
        return row < rows;
    }

    @Override
    public TableRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are " + count + " rows");
        }
        count++;
        return new TableRow(many ? key : null, values, row++);
    }

    private List<TableColumn> columns(OptimizationResult result) {
        List<TableColumn> found = new ArrayList<>();
        if (history()) {
            result.history()
                    .columns()
                    .forEach((name, column) -> found.add(
                            TableColumn.of(many && name.equals(RESULT) ? "history/" + name : name, column, null)));
            return found;
        }
        Map<ColumnName, String> names = ColumnNames.of(result.problem(), many ? Set.of(RESULT) : Set.of());
        result.columns()
                .forEach((name, column) ->
                        found.add(TableColumn.of(Objects.requireNonNull(names.get(name)), column, name)));
        return found;
    }

    private List<Column> values(OptimizationResult result) {
        return List.copyOf(
                history()
                        ? result.history().columns().values()
                        : ChosenSolutions.solutions(result, options).values());
    }

    private void requireSame(List<TableColumn> others) {
        if (!others.equals(columns)) {
            throw new IllegalArgumentException("The results " + Names.quote(firstKey) + " and " + Names.quote(key)
                    + " do not fit into one table: the first one has " + only(columns, others)
                    + ", the other one " + only(others, columns)
                    + ". Write them into files of their own, or load the columns that they share.");
        }
    }

    /** Those that the others have not, or all in their order. */
    private static String only(List<TableColumn> columns, List<TableColumn> others) {
        List<TableColumn> extra = new ArrayList<>(columns);
        extra.removeAll(others);
        List<TableColumn> shown = extra.isEmpty() ? columns : extra;
        String words = String.join(
                ", ", shown.stream().limit(20).map(TableColumn::shown).toList());
        return words.isEmpty() ? "none" : shown.size() > 20 ? words + " and more" : words;
    }
}
