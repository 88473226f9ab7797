package dev.cairn.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values given solution by solution, turned into columns once the problem says what they are. */
final class RowMatrix {
    private final Role role;
    private final double[][] rows;

    RowMatrix(Role role, double[][] given) {
        this.role = role;
        this.rows = Checks.notNull(given, role.folder()).clone();
        for (int row = 0; row < rows.length; row++) {
            rows[row] =
                    Checks.notNull(rows[row], role.folder() + " of row " + row).clone();
        }
    }

    /** A column for each declared name; what does not fit is added to the problems, and then there are no columns. */
    Map<ColumnName, Column> columns(Problem problem, List<String> problems) {
        List<String> names = problem.names(role);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != names.size()) {
                problems.add(role.folder() + ": row " + row + " has " + rows[row].length + " values, but the problem "
                        + Checks.show(problem.name()) + " declares " + names.size() + " " + role.folder() + " ("
                        + Checks.known(names) + "); give each row one value per declared name");
                return Map.of();
            }
        }
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            ColumnName name = new ColumnName(role, names.get(i));
            VariableType type =
                    role == Role.VARIABLE ? problem.variables().get(i).type() : VariableType.REAL;
            switch (type) {
                case REAL -> columns.put(name, RealColumn.adopt(cells(i), null));
                case INTEGER -> putWhole(name, cells(i), columns, problems);
                default ->
                    problems.add(name + ": a " + type + " variable cannot be given as a number; give all variables"
                            + " one by one with variable(name, column)");
            }
        }
        return columns;
    }

    private double[] cells(int column) {
        double[] cells = new double[rows.length];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = rows[row][column];
        }
        return cells;
    }

    /** Doubles are exact for whole numbers up to 2 to the power of 53, so only those are taken for what they say. */
    private static void putWhole(
            ColumnName name, double[] cells, Map<ColumnName, Column> columns, List<String> problems) {
        long[] values = new long[cells.length];
        for (int row = 0; row < cells.length; row++) {
            values[row] = (long) cells[row];
            if (values[row] != cells[row] || Math.abs(cells[row]) > 0x1p53) {
                problems.add(name + ": row " + row + " is " + cells[row] + ", which is not a whole number that a double"
                        + " holds exactly, but the variable is INTEGER; give a LongColumn with variable(name, column)");
                return;
            }
        }
        columns.put(name, LongColumn.adopt(values, null));
    }
}
