package dev.cairn;

import java.time.Duration;

/**
 * How much patience a manager with a secondary has with each of its tiers. Immutable.
 *
 * <p>A read of a tier goes through three gates, in this order: it is tried again after a failure that may pass; each try asks the
 * circuit breaker, which refuses at once while the tier is known not to answer; and a try that takes too long is given up, though
 * never interrupted. Writes of the primary are neither tried again nor given up nor refused, for then nobody would know what
 * they did. Only a store that does not answer counts as a failure here, never an answer that is an error.
 *
 * @param timeout how long a read, or the copy of a result to the secondary, may take; zero for as long as it likes
 * @param attempts how often a read is tried in all; at least once
 * @param failures after how many failures in a row a tier is left alone for a while; at least one
 * @param pause how long it is left alone at first; each trial in vain doubles it, up to {@code longestPause}
 * @param longestPause the longest that it is left alone
 * @param background whether a thread of its own brings to the secondary what did not reach it at once; otherwise only
 *     {@link dev.cairn.compose.TieredBackend#replicate} does
 */
public record TierOptions(
        Duration timeout, int attempts, int failures, Duration pause, Duration longestPause, boolean background) {
    private static final TierOptions DEFAULTS =
            new TierOptions(Duration.ofSeconds(30), 2, 3, Duration.ofSeconds(2), Duration.ofMinutes(1), true);

    public TierOptions {
        if (attempts < 1 || failures < 1) {
            throw new IllegalArgumentException(
                    "A tier is asked at least once, and has failed after at least one failure; " + "given were "
                            + attempts + " attempts and " + failures + " failures.");
        }
        if (timeout.isNegative() || pause.isNegative() || pause.isZero() || longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException(
                    "Times are not negative, a pause is longer than nothing and not longer than "
                            + "the longest; given were a time-out of " + timeout + ", a pause of " + pause
                            + " and a longest of "
                            + longestPause + ".");
        }
    }

    /** 30 seconds for a read, tried twice; after three failures in a row two seconds of pause, up to a minute. */
    public static TierOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another time-out; zero for none. */
    public TierOptions withTimeout(Duration newTimeout) {
        return new TierOptions(newTimeout, attempts, failures, pause, longestPause, background);
    }

    /** The same with other pauses. */
    public TierOptions withPauses(Duration first, Duration longest) {
        return new TierOptions(timeout, attempts, failures, first, longest, background);
    }

    /** The same without a thread of its own. */
    public TierOptions withoutBackground() {
        return new TierOptions(timeout, attempts, failures, pause, longestPause, false);
    }
}
