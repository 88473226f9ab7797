package dev.cairn;

import java.time.Duration;

/**
 * How a manager caches the results that it saved and loaded.
 *
 * @param maxBytes the most that it may hold, by an estimate of the heap that results take; zero for no cache
 * @param freshness how old an answer may be before its revision is checked with the primary; zero for always; at most five
 *     minutes unless it is {@link #NEVER_CHECKED}
 */
public record CacheOptions(long maxBytes, Duration freshness) {
    /** As freshness: what is cached is never checked, so what other processes save or delete is not seen. */
    public static final Duration NEVER_CHECKED = Duration.ofNanos(Long.MAX_VALUE);

    /** The default freshness: one second. */
    public static final Duration DEFAULT_FRESHNESS = Duration.ofSeconds(1);

    private static final Duration OLDEST = Duration.ofMinutes(5);

    public CacheOptions {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("A cache cannot hold " + maxBytes + " bytes.");
        }
        checkFreshness(freshness);
    }

    /** A cache of this many megabytes (of 1,024 * 1,024 bytes), with the default freshness. */
    public static CacheOptions ofMegabytes(long megabytes) {
        if (megabytes > Long.MAX_VALUE >> 20) {
            throw new IllegalArgumentException("A cache cannot hold " + megabytes + " megabytes.");
        }
        return new CacheOptions(megabytes * (1L << 20), DEFAULT_FRESHNESS);
    }

    /** No cache: every load reads the store. */
    public static CacheOptions disabled() {
        return new CacheOptions(0, DEFAULT_FRESHNESS);
    }

    /** The same with another freshness. */
    public CacheOptions withFreshness(Duration newFreshness) {
        return new CacheOptions(maxBytes, newFreshness);
    }

    static Duration checkFreshness(Duration freshness) {
        boolean bounded = !freshness.isNegative() && freshness.compareTo(OLDEST) <= 0;
        if (!bounded && !freshness.equals(NEVER_CHECKED)) {
            throw new IllegalArgumentException(
                    "A freshness is from zero to five minutes, or CacheOptions.NEVER_CHECKED, " + "not " + freshness
                            + ".");
        }
        return freshness;
    }
}
