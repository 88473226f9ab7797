package dev.cairn.model;

/** What a column of a result is to its problem. */
public enum Role {
    /** Values that the solver chose. */
    VARIABLE("variables"),
    /** Values that the solver made small or large. */
    OBJECTIVE("objectives"),
    /** Values that decide whether a solution is feasible. */
    CONSTRAINT("constraints"),
    /** Values recorded besides. */
    OBSERVABLE("observables"),
    /** How the evaluation of each solution ended; at most one column, which needs no declaration. */
    STATUS("status");

    private final String folder;

    Role(String folder) {
        this.folder = folder;
    }

    /** The part of a column's full name before the slash, such as {@code variables}. */
    String folder() {
        return folder;
    }

    /** The word for one of these in a message. */
    String word() {
        return this == STATUS ? folder : folder.substring(0, folder.length() - 1);
    }
}
