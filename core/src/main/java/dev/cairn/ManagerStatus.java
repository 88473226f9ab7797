package dev.cairn;

import java.util.Map;

/**
 * How a manager stands at this moment, as far as it knows without asking a store: cheap enough to be looked at every second.
 *
 * @param cachedResults how many results are in the cache, about
 * @param cachedBytes how many bytes they take, about; rounded up to 1,024 for each result
 * @param pending how many documents this manager has not brought to the secondary yet
 * @param trusted for each tier whether it is asked at present; false after failures in a row, until it answers again
 */
public record ManagerStatus(long cachedResults, long cachedBytes, long pending, Map<Tier, Boolean> trusted) {
    public ManagerStatus {
        trusted = Map.copyOf(trusted);
    }
}
