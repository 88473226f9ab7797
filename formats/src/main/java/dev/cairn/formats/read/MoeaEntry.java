package dev.cairn.formats.read;

import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** One entry of a result file: what it says of itself, and the values of its rows. */
final class MoeaEntry {
    private final MoeaProblem problem;
    private final TextLines lines;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private List<MoeaProblem.Part> parts = List.of();
    private final List<MoeaCells> cells = new ArrayList<>();
    private int rows;

    MoeaEntry(MoeaProblem problem, TextLines lines) {
        this.problem = problem;
        this.lines = lines;
    }

    /** Takes a line that is neither blank nor the end of the entry. */
    void take(String line) {
        String text = line.strip();
        if (text.startsWith("#")) {
            throw lines.bad("a line of the header stands among the rows, " + BadFile.quote(text));
        }
        if (!text.startsWith("//")) {
            addRow(text);
            return;
        }
        if (text.length() > 2) {
            MoeaHeader.Property property = MoeaHeader.Property.of(text.substring(2), lines);
            if (properties.put(property.key(), property.value()) != null) {
                throw lines.bad("the entry says " + BadFile.quote(property.key()) + " twice");
            }
        }
    }

    private void addRow(String text) {
        List<String> values = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            values.add(tokens.nextToken());
        }
        if (rows == 0) {
            List<MoeaProblem.Part> fitting = problem.row(values.size());
            if (fitting == null) {
                throw lines.bad("it has " + values.size() + " values, but the header declares " + problem.expected());
            }
            parts = fitting;
            parts.forEach(part -> cells.add(part.cells().get()));
        }
        if (values.size() != cells.size()) {
            throw lines.bad("it has " + values.size() + " values, but the lines before have " + cells.size()
                    + "; the file was probably cut off or edited");
        }
        for (int i = 0; i < values.size(); i++) {
            try {
                cells.get(i).add(values.get(i));
            } catch (NumberFormatException e) {
                String hint = values.get(i).matches("[+-]?\\d+,\\d+") ? "; decimals are written with a point" : "";
                throw lines.bad(parts.get(i).column().name() + ": " + e.getMessage() + hint);
            }
        }
        rows++;
    }

    int rows() {
        return rows;
    }

    Map<String, String> properties() {
        return properties;
    }

    boolean withVariables() {
        return rows == 0 || problem.withVariables(parts.size());
    }

    /** The columns of the rows. */
    Map<ColumnName, Column> columns() {
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            columns.putAll(cells.get(i).columns(parts.get(i).column()));
        }
        return columns;
    }
}
