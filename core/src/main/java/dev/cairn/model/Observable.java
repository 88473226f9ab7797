package dev.cairn.model;

import org.jspecify.annotations.Nullable;

/**
 * Something recorded for each solution that is neither chosen nor optimized, such as the time of its simulation.
 *
 * @param name unique among the observables of a problem
 * @param unit such as {@code s}, or null where none is known
 */
public record Observable(String name, @Nullable String unit) {
    public Observable {
        Checks.name(name, "observable name");
        Checks.optionalText(unit, "unit of observable " + Checks.show(name));
    }

    /** An observable without a unit. */
    public static Observable of(String name) {
        return new Observable(name, null);
    }

    /** The same observable in this unit. */
    public Observable withUnit(String unit) {
        return new Observable(name, Checks.notNull(unit, "unit"));
    }
}
