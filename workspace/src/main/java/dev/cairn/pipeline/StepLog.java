package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log of a pipeline. Immutable.
 *
 * @param step the index of the step
 * @param operatorClass what the step does; null if that is not said
 * @param event what happened
 * @param durationMillis how long it took, in milliseconds; null if that is not said
 * @param message for people; null without any
 * @param details whatever else is to be said
 * @param level how much it matters
 * @param at when it was told; null until it is
 */
public record StepLog(
        int step,
        @Nullable String operatorClass,
        StepEvent event,
        @Nullable Long durationMillis,
        @Nullable String message,
        Attributes details,
        LogLevel level,
        @Nullable Instant at) {
    public StepLog {
        if (step < 0) {
            throw new IllegalArgumentException("The index of a step cannot be negative: " + step + ".");
        }
        Names.given("event of step " + step, event);
        Names.given("level of step " + step, level);
        if (durationMillis != null && durationMillis < 0) {
            throw new IllegalArgumentException("Step " + step + " cannot take " + durationMillis + " ms.");
        }
    }

    /** That something happened to a step; of level {@link LogLevel#INFO} unless the event is a warning or an error. */
    public static StepLog of(int step, @Nullable String operatorClass, StepEvent event) {
        LogLevel level = event == StepEvent.WARNING
                ? LogLevel.WARNING
                : event == StepEvent.ERROR ? LogLevel.ERROR : LogLevel.INFO;
        return new StepLog(step, operatorClass, event, null, null, Attributes.empty(), level, null);
    }

    /** The same with a duration. */
    public StepLog took(Duration duration) {
        return new StepLog(step, operatorClass, event, duration.toMillis(), message, details, level, at);
    }

    /** The same with a message. */
    public StepLog message(String text) {
        return new StepLog(step, operatorClass, event, durationMillis, text, details, level, at);
    }

    /** The same with more to say. */
    public StepLog details(Map<String, ?> values) {
        return new StepLog(step, operatorClass, event, durationMillis, message, Attributes.of(values), level, at);
    }

    /** The same, mattering otherwise. */
    public StepLog level(LogLevel newLevel) {
        return new StepLog(step, operatorClass, event, durationMillis, message, details, newLevel, at);
    }

    StepLog at(Instant now) {
        return new StepLog(step, operatorClass, event, durationMillis, message, details, level, now);
    }
}
