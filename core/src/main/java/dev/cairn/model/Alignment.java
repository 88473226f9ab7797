package dev.cairn.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that the columns of a result are declared, of the declared types and of one length, and puts them in order. */
final class Alignment {
    private final Problem problem;
    private final List<String> problems;
    private final Map<String, Variable> variables = new HashMap<>();

    /** What does not fit is added to the problems. */
    Alignment(Problem problem, List<String> problems) {
        this.problem = problem;
        this.problems = problems;
        problem.variables().forEach(variable -> variables.put(variable.name(), variable));
    }

    /** The columns in the order of declaration, the status last. */
    Map<ColumnName, Column> align(Map<ColumnName, Column> given) {
        Map<ColumnName, Column> ordered = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            for (String name : problem.names(role)) {
                ColumnName full = new ColumnName(role, name);
                Column column = given.get(full);
                if (column != null) {
                    checkType(full, column);
                    ordered.put(full, column);
                }
            }
        }
        given.keySet().stream().filter(name -> !ordered.containsKey(name)).forEach(this::refuseUndeclared);
        checkLengths(given, problems);
        return Collections.unmodifiableMap(ordered);
    }

    private void refuseUndeclared(ColumnName name) {
        problems.add(name + ": the problem " + Checks.show(problem.name()) + " declares no "
                + name.role().word() + " " + Checks.show(name.name()) + "; it declares "
                + Checks.known(problem.names(name.role())) + ". Declare it in the problem or correct the name");
    }

    /** Adds each column that is not as long as the first one to the problems. */
    static void checkLengths(Map<ColumnName, Column> given, List<String> problems) {
        Map.@Nullable Entry<ColumnName, Column> first = null;
        for (Map.Entry<ColumnName, Column> entry : given.entrySet()) {
            first = first == null ? entry : first;
            int expected = first.getValue().rows();
            if (entry.getValue().rows() != expected) {
                problems.add(entry.getKey() + " has " + entry.getValue().rows() + " rows, but " + first.getKey()
                        + " has " + expected + "; give each column one value per solution");
            }
        }
    }

    private void checkType(ColumnName name, Column column) {
        switch (name.role()) {
            case OBJECTIVE -> expect(name, "an objective", RealColumn.class, column);
            case CONSTRAINT -> expect(name, "a constraint", RealColumn.class, column);
            case STATUS -> expect(name, "the status", TextColumn.class, column);
            case VARIABLE -> checkVariable(name, Objects.requireNonNull(variables.get(name.name())), column);
            case OBSERVABLE -> {}
        }
    }

    private void checkVariable(ColumnName name, Variable variable, Column column) {
        String what = "a variable that is " + variable.type();
        switch (variable.type()) {
            case REAL -> expect(name, what, RealColumn.class, column);
            case INTEGER -> expect(name, what, LongColumn.class, column);
            case BINARY -> {
                if (expect(name, what, BitsColumn.class, column)) {
                    checkWidth(name, variable, ((BitsColumn) column).width(), "bits");
                }
            }
            case CATEGORICAL -> {
                if (expect(name, what, TextColumn.class, column)) {
                    checkCategories(name, variable, (TextColumn) column);
                }
            }
            case PERMUTATION -> {
                if (expect(name, what, IntegerMatrixColumn.class, column)) {
                    checkWidth(name, variable, ((IntegerMatrixColumn) column).width(), "items");
                }
            }
        }
    }

    private boolean expect(ColumnName name, String what, Class<? extends Column> expected, Column column) {
        if (!expected.isInstance(column)) {
            problems.add(name + ": " + what + " takes a " + expected.getSimpleName() + ", but a "
                    + column.getClass().getSimpleName() + " was given; use " + expected.getSimpleName() + ".of(...)");
            return false;
        }
        return true;
    }

    private void checkWidth(ColumnName name, Variable variable, int width, String unit) {
        if (width != variable.width()) {
            problems.add(name + ": the column is " + width + " " + unit + " wide, but the variable is declared with "
                    + variable.width() + "; make both the same");
        }
    }

    private void checkCategories(ColumnName name, Variable variable, TextColumn column) {
        Set<String> allowed = new HashSet<>(variable.categories());
        List<String> unknown = new ArrayList<>();
        column.values()
                .filter(value -> !allowed.contains(value))
                .distinct()
                .limit(3)
                .forEach(unknown::add);
        for (String value : unknown) {
            problems.add(name + ": row " + column.asList().indexOf(value) + " is " + Checks.show(value)
                    + ", which is none of the categories " + Checks.known(variable.categories())
                    + "; declare it or correct the value");
        }
    }
}
