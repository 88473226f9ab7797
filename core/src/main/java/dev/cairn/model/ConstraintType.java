package dev.cairn.model;

/** How the value of a {@link Constraint} is judged; the rule stands there. */
public enum ConstraintType {
    /** Satisfied where the value is not above the tolerance. */
    INEQUALITY,
    /** Satisfied where the absolute value is not above the tolerance. */
    EQUALITY
}
