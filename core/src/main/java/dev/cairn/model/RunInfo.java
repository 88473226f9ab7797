package dev.cairn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a solver ran, how much it did and why it stopped. Times are kept to the nanosecond.
 *
 * @param started or null where unknown
 * @param finished not before {@code started}; null where unknown
 * @param evaluations of solutions, not negative; null where unknown
 * @param termination why it stopped, in the solver's words; null where unknown
 */
public record RunInfo(
        @Nullable Instant started,
        @Nullable Instant finished,
        @Nullable Long evaluations,
        @Nullable String termination) {
    /** A run of which nothing is known. */
    public static final RunInfo UNKNOWN = new RunInfo(null, null, null, null);

    public RunInfo {
        if (started != null && finished != null && finished.isBefore(started)) {
            throw new IllegalArgumentException("The run finished at " + finished + ", before it started at " + started
                    + "; give them in the order started, finished");
        }
        if (evaluations != null && evaluations < 0) {
            throw new IllegalArgumentException(
                    "The number of evaluations is " + evaluations + "; give zero or more, or null where it is unknown");
        }
        Checks.optionalText(termination, "termination");
    }

    /** A run between these times. */
    public static RunInfo between(Instant started, Instant finished) {
        return new RunInfo(Checks.notNull(started, "started"), Checks.notNull(finished, "finished"), null, null);
    }

    /** The same run after this number of evaluations. */
    public RunInfo withEvaluations(long evaluations) {
        return new RunInfo(started, finished, evaluations, termination);
    }

    /** The same run with the reason why it stopped. */
    public RunInfo withTermination(String termination) {
        return new RunInfo(started, finished, evaluations, Checks.notNull(termination, "termination"));
    }

    /** The time between start and end, where both are known. */
    public Optional<Duration> duration() {
        return started == null || finished == null
                ? Optional.empty()
                : Optional.of(Duration.between(started, finished));
    }
}
