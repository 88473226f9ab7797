package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.query.BodyFields;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a run's document. Its JSON is described in {@code docs/format.md}; a change here is a change of the format.
 *
 * @param status as it was written: never {@link RunStatus#STALE}, which nobody is left to write
 * @param fingerprint what identifies the run; null for one that is not identified
 * @param derived metrics computed from the run afterwards; null if none ever were
 * @param heartbeat how to tell whether it goes on
 */
record RunBody(
        int format,
        @Nullable String name,
        RunStatus status,
        int attempt,
        Attributes parameters,
        @Nullable Long seed,
        Attributes context,
        @Nullable String fingerprint,
        List<Attributes> datasets,
        Attributes metrics,
        @Nullable Attributes derived,
        Attributes summary,
        List<String> tags,
        List<String> notes,
        List<String> warnings,
        Provenance provenance,
        @Nullable RunError error,
        Instant started,
        @Nullable Instant finished,
        @Nullable Long durationMillis,
        List<RunAttempt> earlier,
        Heartbeat heartbeat)
        implements Body {
    static final int FORMAT = 1;

    /** Which fields are indexed. */
    static final KindSpec SPEC = new KindSpec(
            RunIds.RUN,
            List.of(
                    "name",
                    "status",
                    "parameters.*",
                    "seed",
                    "fingerprint",
                    "datasets.name",
                    "metrics.*",
                    "derived.*",
                    "tags",
                    "provenance.codeHash",
                    "started",
                    "finished",
                    "durationMillis"),
            List.of("started", "finished"));

    /** Which fields there are. */
    static final BodyFields FIELDS = new BodyFields(RunBody.class, RunIds.RUN, "parameters', 'metrics' and 'derived");

    RunBody {
        datasets = List.copyOf(datasets);
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
        earlier = List.copyOf(earlier);
    }

    /**
     * How to tell whether a run goes on.
     *
     * @param process the process that runs it, as {@link ProcessToken} names it
     * @param seconds how long after its last sign of life it counts as running
     */
    record Heartbeat(String process, long seconds) {}

    /** A run that begins. */
    static RunBody begun(RunSpec spec, int attempt, List<RunAttempt> earlier, Instant started, Heartbeat heartbeat) {
        return new RunBody(
                FORMAT,
                spec.name(),
                RunStatus.RUNNING,
                attempt,
                spec.parameters(),
                spec.seed(),
                spec.context(),
                spec.byFingerprint() ? spec.fingerprint() : null,
                spec.datasets(),
                Attributes.empty(),
                null,
                Attributes.empty(),
                spec.tags(),
                spec.notes(),
                List.of(),
                spec.provenance(),
                null,
                started,
                null,
                null,
                earlier,
                heartbeat);
    }

    /** Whether this goes on and is the attempt that {@code begun} tells of: one that was deleted may have had the same number. */
    boolean goesOnAs(RunBody begun) {
        return status == RunStatus.RUNNING
                && attempt == begun.attempt
                && started.equals(begun.started)
                && heartbeat.equals(begun.heartbeat);
    }

    /** The same with some changes. */
    RunBody with(Consumer<Draft> changes) {
        Draft draft = new Draft();
        changes.accept(draft);
        return draft.build();
    }

    /** What of a run changes after it began. */
    final class Draft {
        RunStatus nowStatus = status;
        Attributes nowMetrics = metrics;

        @Nullable
        Attributes nowDerived = derived;

        Attributes nowSummary = summary;
        List<String> nowTags = tags;
        List<String> nowNotes = notes;
        List<String> nowWarnings = warnings;

        @Nullable
        RunError nowError = error;

        @Nullable
        Instant nowFinished = finished;

        private RunBody build() {
            return new RunBody(
                    format,
                    name,
                    nowStatus,
                    attempt,
                    parameters,
                    seed,
                    context,
                    fingerprint,
                    datasets,
                    nowMetrics,
                    nowDerived,
                    nowSummary,
                    nowTags,
                    nowNotes,
                    nowWarnings,
                    provenance,
                    nowError,
                    started,
                    nowFinished,
                    nowFinished == null
                            ? null
                            : Duration.between(started, nowFinished).toMillis(),
                    earlier,
                    heartbeat);
        }
    }

    Content content() {
        return Content.of(Json.write(this));
    }

    /** What {@code document} says. */
    static RunBody of(Document document) {
        return Body.read(document, RunBody.class, FORMAT);
    }
}
