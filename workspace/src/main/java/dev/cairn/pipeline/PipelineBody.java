package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.query.BodyFields;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Json;
import dev.cairn.spi.Parent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a pipeline's document. Its JSON is described in {@code docs/format.md}; a change here is a change of the format.
 *
 * @param attempt which attempt at its run began it
 * @param status as it was written: never {@link PipelineStatus#STALE}, which nobody is left to write
 * @param given its configuration and choices
 */
record PipelineBody(
        int format,
        String run,
        int attempt,
        String name,
        PipelineStatus status,
        Attributes given,
        String dataset,
        @Nullable String datasetHash,
        @Nullable Double bestVal,
        @Nullable Double bestTest,
        @Nullable String metric,
        Instant started,
        @Nullable Instant finished,
        @Nullable Long durationMillis,
        @Nullable String error)
        implements Body {
    static final String KIND = "pipeline";
    static final int FORMAT = 1;

    /** Which fields are indexed. */
    static final KindSpec SPEC = new KindSpec(
            KIND,
            List.of(
                    "id",
                    "run",
                    "name",
                    "status",
                    "dataset",
                    "datasetHash",
                    "bestVal",
                    "bestTest",
                    "metric",
                    "started",
                    "finished",
                    "durationMillis"),
            List.of("started", "finished"));

    /** Which fields there are. */
    static final BodyFields FIELDS = new BodyFields(PipelineBody.class, KIND, "given");

    static PipelineBody begun(String run, int attempt, PipelineSpec spec, Instant now) {
        return new PipelineBody(
                FORMAT,
                run,
                attempt,
                spec.name(),
                PipelineStatus.RUNNING,
                spec.given(),
                spec.dataset(),
                spec.datasetHash(),
                null,
                null,
                null,
                now,
                null,
                null,
                null);
    }

    PipelineBody completed(PipelineScores scores, @Nullable Duration duration, Instant now) {
        return ended(PipelineStatus.COMPLETED, scores, duration, null, now);
    }

    PipelineBody failed(String why, Instant now) {
        return ended(PipelineStatus.FAILED, PipelineScores.none(), null, why, now);
    }

    private PipelineBody ended(
            PipelineStatus how, PipelineScores scores, @Nullable Duration duration, @Nullable String why, Instant now) {
        Duration took = duration == null ? Duration.between(started, now) : duration;
        return new PipelineBody(
                format,
                run,
                attempt,
                name,
                how,
                given,
                dataset,
                datasetHash,
                scores.validation(),
                scores.test(),
                scores.metric(),
                started,
                now,
                took.toMillis(),
                why);
    }

    /** As the content of a document under its run. */
    Content content(Parent parent, long epoch) {
        return Content.of(Json.write(this)).under(parent).withEpoch(epoch);
    }

    static PipelineBody of(Document document) {
        return Body.read(document, PipelineBody.class, FORMAT);
    }

    static DocumentKey key(String scope, String id) {
        return new DocumentKey(scope, KIND, id);
    }

    /** What a child of the pipeline names as its parent. */
    static Parent parentOf(Document pipeline) {
        return new Parent(KIND, pipeline.key().id(), pipeline.content().epoch());
    }
}
