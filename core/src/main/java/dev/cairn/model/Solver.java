package dev.cairn.model;

import org.jspecify.annotations.Nullable;

/**
 * What found the solutions, and how it was set.
 *
 * @param name such as {@code NSGA-II}
 * @param version of the solver or of its library, or null
 * @param parameters as they were given to the solver
 * @param seed of its random numbers, or null where it has none or it is unknown
 */
public record Solver(
        String name,
        @Nullable String version,
        Attributes parameters,
        @Nullable Long seed) {
    /** The solver of results that do not name one. */
    public static final Solver UNKNOWN = of("unknown");

    public Solver {
        Checks.name(name, "solver name");
        Checks.optionalText(version, "version of solver " + Checks.show(name));
        Checks.notNull(parameters, "parameters of solver " + Checks.show(name));
    }

    /** A solver of which only the name is known. */
    public static Solver of(String name) {
        return new Solver(name, null, Attributes.empty(), null);
    }

    /** The same solver in this version. */
    public Solver withVersion(String version) {
        return new Solver(name, Checks.notNull(version, "version"), parameters, seed);
    }

    /** The same solver started from this seed. */
    public Solver withSeed(long seed) {
        return new Solver(name, version, parameters, seed);
    }

    /** The same solver with one parameter more, or with another value of it; see {@link Attributes} for what is allowed. */
    public Solver withParameter(String parameter, @Nullable Object value) {
        return new Solver(name, version, parameters.with(parameter, value), seed);
    }

    /** The same solver with exactly these parameters. */
    public Solver withParameters(Attributes parameters) {
        return new Solver(name, version, parameters, seed);
    }
}
