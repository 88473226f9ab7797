package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a pipeline. Immutable.
 *
 * @param id by which it is found again
 * @param run the id of its run
 * @param attempt which attempt at the run began it, from 1 on
 * @param name for people
 * @param status how it stood when this was read
 * @param config the configuration with everything resolved: a map, a list, a text, a number
 * @param choices which alternatives of a generator led to it
 * @param dataset the name of what it works on
 * @param datasetHash the digest of that; null if it is not known
 * @param bestVal the best score on what was held back for validation; null if there is none
 * @param bestTest the best score on what was held back for the end; null if there is none
 * @param metric in which the scores are; null without any
 * @param started when it was begun, to the microsecond; later than all that this process began before
 * @param finished when it ended; null if it did not
 * @param duration how long it took; null if it did not end
 * @param error why it failed; null unless it did
 */
public record PipelineRecord(
        String id,
        String run,
        int attempt,
        String name,
        PipelineStatus status,
        Object config,
        List<?> choices,
        String dataset,
        @Nullable String datasetHash,
        @Nullable Double bestVal,
        @Nullable Double bestTest,
        @Nullable String metric,
        Instant started,
        @Nullable Instant finished,
        @Nullable Duration duration,
        @Nullable String error) {
    public PipelineRecord {
        choices = List.copyOf(choices);
    }

    static PipelineRecord of(Document document, PipelineBody body, boolean goesOn) {
        Map<String, ?> given = body.given().asMap();
        boolean stale = body.status() == PipelineStatus.RUNNING && !goesOn;
        return new PipelineRecord(
                document.key().id(),
                body.run(),
                body.attempt(),
                body.name(),
                stale ? PipelineStatus.STALE : body.status(),
                given.containsKey(PipelineSpec.CONFIG) ? given.get(PipelineSpec.CONFIG) : Attributes.empty(),
                given.get(PipelineSpec.CHOICES) instanceof List<?> choices ? choices : List.of(),
                body.dataset(),
                body.datasetHash(),
                body.bestVal(),
                body.bestTest(),
                body.metric(),
                body.started(),
                body.finished(),
                body.durationMillis() == null ? null : Duration.ofMillis(body.durationMillis()),
                body.error());
    }
}
