package dev.cairn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a tier is at this moment.
 *
 * @param tier which one
 * @param location where its store is, without secrets
 * @param state whether it answered
 * @param took how long its answer took, or how long none was waited for
 * @param problem what is wrong; null if nothing is
 */
public record TierHealth(
        Tier tier,
        String location,
        State state,
        Duration took,
        @Nullable String problem) {
    /** Whether a tier answers. */
    public enum State {
        /** It answered. */
        UP,
        /** It did not, or said that it cannot. */
        DOWN
    }
}
