package dev.cairn;

import java.time.Duration;

/**
 * How garbage is collected. Immutable.
 *
 * @param grace what was last touched less than this ago stays; at least an hour unless {@code exclusive}
 * @param exclusive whether all savers of all processes are kept out meanwhile, so that no grace is needed
 * @param dryRun whether it is only counted
 */
public record CollectOptions(Duration grace, boolean exclusive, boolean dryRun) {
    /** The default grace: a day. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    private static final Duration SHORTEST = Duration.ofHours(1);

    public CollectOptions {
        if (grace.isNegative() || (!exclusive && grace.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException(
                    "A grace of " + grace + " could remove what a slow save has just written: "
                            + "give at least an hour, or collect exclusively.");
        }
    }

    /** A day of grace, beside all that goes on. */
    public static CollectOptions defaults() {
        return new CollectOptions(DEFAULT_GRACE, false, false);
    }

    /** No grace; savers wait meanwhile. */
    public static CollectOptions exclusively() {
        return new CollectOptions(Duration.ZERO, true, false);
    }

    /** The same, removing nothing. */
    public CollectOptions asDryRun() {
        return new CollectOptions(grace, exclusive, true);
    }
}
