package dev.cairn.model;

import org.jspecify.annotations.Nullable;

/**
 * A condition on a solution, kept as one number per solution.
 *
 * <p>The sign rule, the same for every result: an inequality of value {@code g} is satisfied where {@code g <= tolerance}, an
 * equality of value {@code h} where {@code |h| <= tolerance}. A value that is NaN or missing does not satisfy anything. Tools
 * that count the other way (jMetal: negative is violated) negate when they make a result.
 *
 * @param name unique among the constraints of a problem
 * @param type which half of the rule applies
 * @param tolerance finite and not negative
 * @param unit such as {@code MPa}, or null where none is known
 */
public record Constraint(
        String name,
        ConstraintType type,
        double tolerance,
        @Nullable String unit) {
    public Constraint {
        Checks.name(name, "constraint name");
        Checks.notNull(type, "type of constraint " + Checks.show(name));
        Checks.optionalText(unit, "unit of constraint " + Checks.show(name));
        if (!(tolerance >= 0) || tolerance == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("The tolerance of constraint " + Checks.show(name) + " is " + tolerance
                    + "; give a finite number that is not negative");
        }
        tolerance = tolerance == 0 ? 0.0 : tolerance;
    }

    /** An inequality without tolerance: satisfied where its value is not positive. */
    public static Constraint inequality(String name) {
        return inequality(name, 0);
    }

    /** An inequality: satisfied where its value is not above the tolerance. */
    public static Constraint inequality(String name, double tolerance) {
        return new Constraint(name, ConstraintType.INEQUALITY, tolerance, null);
    }

    /** An equality: satisfied where the absolute value is not above the tolerance. */
    public static Constraint equality(String name, double tolerance) {
        return new Constraint(name, ConstraintType.EQUALITY, tolerance, null);
    }

    /** The same constraint in this unit. */
    public Constraint withUnit(String unit) {
        return new Constraint(name, type, tolerance, Checks.notNull(unit, "unit"));
    }

    /** Whether this value satisfies the constraint; NaN never does. */
    public boolean satisfiedBy(double value) {
        return (type == ConstraintType.EQUALITY ? Math.abs(value) : value) <= tolerance;
    }
}
