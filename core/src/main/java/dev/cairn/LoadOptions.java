package dev.cairn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one load goes about it. Immutable.
 *
 * @param useCache whether the cache may answer
 * @param freshness how old a cached answer may be before its revision is checked with the primary; null for the manager's
 * @param confirmed whether an answer that the primary did not confirm is refused
 */
public record LoadOptions(boolean useCache, @Nullable Duration freshness, boolean confirmed) {
    private static final LoadOptions DEFAULTS = new LoadOptions(true, null, false);

    public LoadOptions {
        if (freshness != null) {
            CacheOptions.checkFreshness(freshness);
        }
    }

    /** The cache while it is fresh, then the primary, then the secondary. */
    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    /** Only an answer that the primary gave or confirmed, at the price of {@link UnavailableException} while it is down. */
    public static LoadOptions onlyConfirmed() {
        return new LoadOptions(true, null, true);
    }

    /** Past the cache, and without filling it. */
    public static LoadOptions withoutCache() {
        return new LoadOptions(false, null, false);
    }

    /** A cached answer no older than {@code freshness}; zero to have its revision checked in any case. */
    public static LoadOptions noOlderThan(Duration freshness) {
        return new LoadOptions(true, freshness, false);
    }
}
