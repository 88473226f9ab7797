package dev.cairn.report;

import java.util.ArrayList;
import java.util.List;

/** A table of a page: rows are added, and it is written at the end. */
final class PageTable {
    /** Texts up to this length stay in one line. */
    private static final int SHORT = 40;

    private final List<String> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    PageTable(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    PageTable(String... columns) {
        this(List.of(columns));
    }

    /** Adds a row with a cell for each column. */
    void add(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    void add(Cell... cells) {
        add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Writes it, without the columns in which nothing stands; nothing at all where there is no row. */
    void write(Html html) {
        if (rows.isEmpty()) {
            return;
        }
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            if (rows.stream().anyMatch(row -> !row.get(column).text().isEmpty())) {
                shown.add(i);
            }
        }
        html.open("div", "class", "scroll").open("table", "class", "sortable").open("thead");
        html.open("tr");
        shown.forEach(i -> html.element(
                "th",
                columns.get(i),
                "scope",
                "col",
                "class",
                rows.stream().anyMatch(row -> row.get(i).number()) ? "n" : "t"));
        html.close("tr").close("thead").open("tbody");
        for (List<Cell> row : rows) {
            html.open("tr");
            shown.forEach(i -> cell(html, row.get(i)));
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    private static void cell(Html html, Cell cell) {
        String side = cell.number() ? "n" : cell.text().length() <= SHORT ? "s" : "t";
        if (cell.sort() == null) {
            html.element("td", cell.text(), "class", side);
        } else {
            html.element("td", cell.text(), "class", side, "data-v", cell.sort());
        }
    }
}
