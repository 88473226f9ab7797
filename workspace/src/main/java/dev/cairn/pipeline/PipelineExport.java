package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it leaves a store, with its chains, without predictions and logs. Immutable; see {@link PipelineRecord} for what each part
 * means.
 *
 * @param id by which it was found
 * @param given its configuration under {@code config}, and what a generator chose under {@code choices}
 * @param chains in the order of their ids
 */
public record PipelineExport(
        String id,
        String name,
        PipelineStatus status,
        int attempt,
        String dataset,
        @Nullable String datasetHash,
        @Nullable String metric,
        @Nullable Double bestVal,
        @Nullable Double bestTest,
        Instant started,
        @Nullable Instant finished,
        @Nullable Long durationMillis,
        @Nullable String error,
        Attributes given,
        List<ChainExport> chains) {
    public PipelineExport {
        Names.check("pipeline id", id);
        new PipelineSpec(name, config(given), choices(given), dataset, datasetHash);
        new PipelineScores(metric, bestVal, bestTest);
        boolean ended = status == PipelineStatus.COMPLETED || status == PipelineStatus.FAILED;
        if (ended != (finished != null)) {
            throw new IllegalArgumentException("The pipeline " + Names.quote(id) + " is " + status.word()
                    + (ended ? ", and it is not said since when." : ", and is said to have ended."));
        }
        if (status == PipelineStatus.FAILED && !chains.isEmpty()) {
            throw new IllegalArgumentException("The pipeline " + Names.quote(id) + " failed, so it has no chains.");
        }
        chains = List.copyOf(chains);
    }

    static PipelineExport of(PipelineRecord record, List<ChainExport> chains) {
        Duration duration = record.duration();
        return new PipelineExport(
                record.id(),
                record.name(),
                record.status(),
                record.attempt(),
                record.dataset(),
                record.datasetHash(),
                record.metric(),
                record.bestVal(),
                record.bestTest(),
                record.started(),
                record.finished(),
                duration == null ? null : duration.toMillis(),
                record.error(),
                Attributes.of(Map.of(PipelineSpec.CONFIG, record.config(), PipelineSpec.CHOICES, record.choices())),
                record.status() == PipelineStatus.FAILED ? List.of() : chains);
    }

    /** The configuration with everything resolved: a map, a list, a text, a number. */
    public Object config() {
        return config(given);
    }

    /** Which alternatives of a generator led to it. */
    public List<?> choices() {
        return choices(given);
    }

    private static Object config(Attributes given) {
        return Objects.requireNonNull(given.asMap().getOrDefault(PipelineSpec.CONFIG, Map.of()));
    }

    private static List<?> choices(Attributes given) {
        return given.get(PipelineSpec.CHOICES) instanceof List<?> list ? list : List.of();
    }

    /** As it is written: nobody is left to end one that went on, so it will be stale. */
    PipelineBody body(String run) {
        return new PipelineBody(
                PipelineBody.FORMAT,
                run,
                attempt,
                name,
                status == PipelineStatus.STALE ? PipelineStatus.RUNNING : status,
                given,
                dataset,
                datasetHash,
                bestVal,
                bestTest,
                metric,
                started,
                finished,
                durationMillis,
                error);
    }
}
