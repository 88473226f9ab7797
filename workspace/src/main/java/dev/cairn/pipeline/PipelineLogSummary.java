package dev.cairn.pipeline;

import java.util.List;

/**
 * What the log of a pipeline says in short.
 *
 * @param pipeline its id
 * @param name for people
 * @param status how it stands
 * @param entries how many entries its log has
 * @param steps how many steps are told of
 * @param durationMillis how long the steps took that ended, all together
 * @param warnings how many entries are of level {@link LogLevel#WARNING}
 * @param errors how many entries are of level {@link LogLevel#ERROR}
 */
public record PipelineLogSummary(
        String pipeline,
        String name,
        PipelineStatus status,
        int entries,
        int steps,
        long durationMillis,
        int warnings,
        int errors) {
    static PipelineLogSummary of(PipelineRecord pipeline, List<StepLog> log) {
        long duration = log.stream()
                .filter(entry -> entry.event() == StepEvent.END)
                .map(StepLog::durationMillis)
                .mapToLong(millis -> millis == null ? 0 : millis)
                .sum();
        return new PipelineLogSummary(
                pipeline.id(),
                pipeline.name(),
                pipeline.status(),
                log.size(),
                (int) log.stream().mapToInt(StepLog::step).distinct().count(),
                duration,
                of(LogLevel.WARNING, log),
                of(LogLevel.ERROR, log));
    }

    private static int of(LogLevel level, List<StepLog> log) {
        return (int) log.stream().filter(entry -> entry.level() == level).count();
    }
}
