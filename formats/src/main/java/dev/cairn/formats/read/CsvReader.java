package dev.cairn.formats.read;

import dev.cairn.model.Column;
import dev.cairn.model.Direction;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tables with a header, such as those of Nevergrad: cells separated by commas, semicolons or tabs, quoted as in RFC 4180.
 *
 * <p>A column of whole numbers becomes whole numbers, one of numbers real ones, any other texts; a cell of nothing is missing. The options
 * say which columns are variables and objectives, and all others are observables. Where they say nothing and there are the columns
 * {@code loss} and {@code optimizer_name}, which Nevergrad's tables have, the loss is minimized.
 */
public final class CsvReader implements ResultReader {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public boolean recognizes(FileHead head) {
        List<String> lines = head.lines();
        if (!head.isText()
                || CocoReader.isInfo(head)
                || lines.isEmpty()
                || RowSyntax.isNumbers(lines.get(0))
                || "#%{[<".indexOf(lines.get(0).charAt(0)) >= 0) {
            return false;
        }
        boolean named = head.name().endsWith(".csv");
        char separator = separator(lines.get(0));
        int cells = cells(lines.get(0), separator);
        return cells == 1 ? named : named || (lines.size() > 1 && cells(lines.get(1), separator) == cells);
    }

    /** The one of the three separators that the header has most of. */
    private static char separator(String header) {
        char most = ',';
        for (char other : new char[] {';', '\t'}) {
            most = cells(header, other) > cells(header, most) ? other : most;
        }
        return most;
    }

    private static int cells(String line, char separator) {
        boolean quoted = false;
        int cells = 1;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            cells += !quoted && line.charAt(i) == separator ? 1 : 0;
        }
        return cells;
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        target.result("", result(file, options));
    }

    private ReadResult result(Path file, ReadOptions options) {
        char separator = separator(FileHead.of(file).firstLine());
        List<CsvColumn> columns;
        List<String> lost = new ArrayList<>();
        int rows;
        try (CsvRows table = new CsvRows(file, separator, options.longestLine())) {
            columns = header(file, table, options, lost);
            rows = look(table, columns);
            if (!table.ended()) {
                lost.add("whether the file is whole: its last line has no end, so its last cell may have been cut");
            }
        }
        for (CsvColumn column : columns) {
            column.decide(file, rows, lost);
        }
        try (CsvRows table = new CsvRows(file, separator, options.longestLine())) {
            fill(file, table, columns, rows);
        }
        return result(file, columns, options, lost);
    }

    private static List<CsvColumn> header(Path file, CsvRows table, ReadOptions options, List<String> lost) {
        List<@Nullable String> cells = table.next();
        if (cells == null) {
            throw BadFile.whole(file, "it is empty; it was probably cut off, or nothing was found");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (cell == null || cell.isBlank()) {
                lost.add("a name of column " + (i + 1) + ", which the header leaves out; it is called column "
                        + (i + 1));
            }
            names.add(cell == null || cell.isBlank() ? "column " + (i + 1) : cell.strip());
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw table.bad("two columns are called " + BadFile.quote(name));
            }
        }
        OptionsCheck.columns(file, options, names);
        return names.stream()
                .map(name -> CsvColumn.of(name, options, seen.contains("optimizer_name")))
                .toList();
    }

    private static int look(CsvRows table, List<CsvColumn> columns) {
        int rows = 0;
        for (List<@Nullable String> row = table.next(); row != null; row = table.next()) {
            if (row.size() != columns.size()) {
                throw table.bad("it has " + row.size() + " cells, but the header has " + columns.size()
                        + "; the file was probably cut off or edited");
            }
            for (int i = 0; i < row.size(); i++) {
                columns.get(i).cells().look(row.get(i), table.line());
            }
            rows++;
        }
        return rows;
    }

    private static void fill(Path file, CsvRows table, List<CsvColumn> columns, int rows) {
        table.next();
        int row = 0;
        for (List<@Nullable String> cells = table.next(); cells != null; cells = table.next()) {
            if (row++ == rows || cells.size() != columns.size()) {
                throw changed(file);
            }
            for (int i = 0; i < columns.size(); i++) {
                try {
                    columns.get(i).cells().add(cells.get(i));
                } catch (NumberFormatException e) {
                    throw table.bad("column " + columns.get(i).name() + ": " + e.getMessage());
                }
            }
        }
        if (row != rows) {
            throw changed(file);
        }
    }

    private static RuntimeException changed(Path file) {
        return BadFile.whole(file, "it was changed while it was read; read it again");
    }

    private ReadResult result(Path file, List<CsvColumn> columns, ReadOptions options, List<String> lost) {
        String given = options.problem();
        Problem.Builder problem = Problem.builder(given == null ? Origin.stem(file) : given);
        OptimizationResultBuilder result = OptimizationResult.builder();
        boolean objectives = false;
        for (CsvColumn column : columns) {
            Column values = column.cells().column();
            String name = column.name();
            Direction direction = column.direction();
            try {
                if (direction != null) {
                    objectives = true;
                    problem.objective(new Objective(name, direction, null));
                    result.objective(name, (RealColumn) values);
                } else if (column.variable()) {
                    problem.variable(variable(name, values));
                    result.variable(name, values);
                } else {
                    problem.observable(Observable.of(name));
                    result.observable(name, values);
                }
            } catch (IllegalArgumentException e) {
                throw BadFile.at(file, 1, String.valueOf(e.getMessage()));
            }
        }
        Origin.note(result, name(), List.of(file));
        lost.add("bounds of variables, units and constraints");
        if (!objectives) {
            lost.add("which columns are objectives: name them in the options");
        }
        return new ReadResult(
                name(), List.of(file), result.problem(problem.build()).build(), lost);
    }

    private static Variable variable(String name, Column values) {
        if (values instanceof LongColumn) {
            return Variable.integer(name);
        }
        return values instanceof TextColumn texts
                ? Variable.categorical(name, texts.values().distinct().toList())
                : Variable.real(name);
    }
}
