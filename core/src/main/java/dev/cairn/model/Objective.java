package dev.cairn.model;

import org.jspecify.annotations.Nullable;

/**
 * A number that a solver makes small or large.
 *
 * @param name unique among the objectives of a problem
 * @param direction which values are better; values are stored as given, never negated
 * @param unit such as {@code kg}, or null where none is known
 */
public record Objective(
        String name, Direction direction, @Nullable String unit) {
    public Objective {
        Checks.name(name, "objective name");
        Checks.notNull(direction, "direction of objective " + Checks.show(name));
        Checks.optionalText(unit, "unit of objective " + Checks.show(name));
    }

    /** An objective of which smaller values are better. */
    public static Objective minimize(String name) {
        return new Objective(name, Direction.MINIMIZE, null);
    }

    /** An objective of which larger values are better. */
    public static Objective maximize(String name) {
        return new Objective(name, Direction.MAXIMIZE, null);
    }

    /** The same objective in this unit. */
    public Objective withUnit(String unit) {
        return new Objective(name, direction, Checks.notNull(unit, "unit"));
    }
}
