package dev.cairn.model;

import java.util.Arrays;

/**
 * The full name of a column: {@code variables/x1}, {@code objectives/f1}, {@code constraints/g1}, {@code observables/t}, or
 * {@code status} alone. {@link #toString()} writes it and {@link #parse} reads it back.
 *
 * @param role what the column is to the problem
 * @param name the name declared in the problem; {@code status} for the status
 */
public record ColumnName(Role role, String name) {
    /** The column that says how the evaluation of each solution ended. */
    public static final ColumnName STATUS = new ColumnName(Role.STATUS, Role.STATUS.folder());

    public ColumnName {
        Checks.notNull(role, "role");
        Checks.name(name, "column name");
        if (role == Role.STATUS && !name.equals(role.folder())) {
            throw new IllegalArgumentException("The status column is named 'status', not " + Checks.show(name));
        }
    }

    /** The column of the variable of this name. */
    public static ColumnName variable(String name) {
        return new ColumnName(Role.VARIABLE, name);
    }

    /** The column of the objective of this name. */
    public static ColumnName objective(String name) {
        return new ColumnName(Role.OBJECTIVE, name);
    }

    /** The column of the constraint of this name. */
    public static ColumnName constraint(String name) {
        return new ColumnName(Role.CONSTRAINT, name);
    }

    /** The column of the observable of this name. */
    public static ColumnName observable(String name) {
        return new ColumnName(Role.OBSERVABLE, name);
    }

    /** Reads what {@link #toString()} wrote; a name may itself hold slashes. */
    public static ColumnName parse(String text) {
        Checks.notNull(text, "text");
        if (text.equals(STATUS.name)) {
            return STATUS;
        }
        int slash = text.indexOf('/');
        String folder = slash < 0 ? "" : text.substring(0, slash);
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.STATUS && role.folder().equals(folder))
                .findFirst()
                .map(role -> new ColumnName(role, text.substring(slash + 1)))
                .orElseThrow(() -> new IllegalArgumentException("No column can be named " + Checks.show(text)
                        + "; write variables/x1, objectives/f1, constraints/g1, observables/t or status"));
    }

    @Override
    public String toString() {
        return role == Role.STATUS ? name : role.folder() + "/" + name;
    }
}
