package dev.cairn.workspace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier attempt at a run that was begun again. Its artifacts, logs and data are still there: {@link Run#attempt}.
 *
 * @param number 1 for the first
 * @param status how it ended, {@link RunStatus#STALE} if it never did
 * @param started when it began
 * @param finished when it ended; null if nobody knows
 * @param error why it failed; null unless it did
 */
public record RunAttempt(
        int number,
        RunStatus status,
        Instant started,
        @Nullable Instant finished,
        @Nullable RunError error) {}
