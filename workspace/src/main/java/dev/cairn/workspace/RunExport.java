package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.model.Attributes;
import dev.cairn.pipeline.PipelineExport;
import dev.cairn.spi.Body;
import dev.cairn.spi.ExchangedJson;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it leaves a store: what is known of it, and its pipelines with their chains. Not the bytes of artifacts, no predictions, data,
 * logs and steps. Immutable; see {@link RunRecord} for what each part means. As JSON it has its keys in the order that stands here, those
 * without a value left out, and what is below {@code parameters} and the like in the order of the letters; {@code docs/format.md} describes
 * it.
 *
 * @param format the format in which it is written
 * @param id by which it was found
 * @param status how it stood
 * @param earlier the attempts before this one, the first one first
 * @param pipelines the one that was begun first in front
 */
public record RunExport(
        int format,
        String id,
        @Nullable String name,
        RunStatus status,
        int attempt,
        Instant started,
        @Nullable Instant finished,
        @Nullable RunError error,
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
        List<RunAttempt> earlier,
        List<PipelineExport> pipelines)
        implements Body {
    /** The format that this version writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    /** Who ran it is of no account where it is imported: nobody there shows a sign of life for it. */
    private static final RunBody.Heartbeat NONE = new RunBody.Heartbeat("imported", 0);

    public RunExport {
        RunIds.check(id);
        boolean ended = status.ended() && status != RunStatus.STALE;
        if (ended != (finished != null)) {
            throw new IllegalArgumentException("The run " + Names.quote(id) + " is " + status.word()
                    + (ended ? ", and it is not said since when." : ", and is said to have ended."));
        }
        if (attempt < 1) {
            throw new IllegalArgumentException("The attempts at a run count from 1 on, not from " + attempt + ".");
        }
        datasets = List.copyOf(datasets);
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
        earlier = List.copyOf(earlier);
        pipelines = List.copyOf(pipelines);
    }

    static RunExport of(RunRecord run, List<PipelineExport> pipelines) {
        RunBody body = run.body();
        return new RunExport(
                FORMAT,
                run.id(),
                body.name(),
                run.status(),
                body.attempt(),
                body.started(),
                body.finished(),
                body.error(),
                body.parameters(),
                body.seed(),
                body.context(),
                body.fingerprint(),
                body.datasets(),
                body.metrics(),
                body.derived(),
                body.summary(),
                body.tags(),
                body.notes(),
                body.warnings(),
                body.provenance(),
                body.earlier(),
                pipelines);
    }

    /** As it is written where it is imported: one that was never ended is stale there too. */
    RunBody body() {
        return new RunBody(
                        RunBody.FORMAT,
                        name,
                        RunStatus.RUNNING,
                        attempt,
                        parameters,
                        seed,
                        context,
                        fingerprint,
                        datasets,
                        metrics,
                        derived,
                        summary,
                        tags,
                        notes,
                        warnings,
                        provenance,
                        error,
                        started,
                        null,
                        null,
                        earlier,
                        NONE)
                .with(draft -> {
                    draft.nowStatus = status == RunStatus.STALE ? RunStatus.RUNNING : status;
                    draft.nowFinished = finished;
                });
    }

    /** As JSON over several lines. */
    public String toJson() {
        return new String(Json.indented(Json.write(this)), UTF_8);
    }

    /**
     * What {@link #toJson} wrote. Fields that are not known are passed over.
     *
     * @throws dev.cairn.UnsupportedException if a newer version of this software wrote it
     * @throws dev.cairn.CorruptException if it is no such JSON; says where, and names all fields that are missing
     */
    public static RunExport ofJson(String json) {
        return ofJson(json, "export of a run");
    }

    /**
     * The same.
     *
     * @param what what it is, for messages: {@code run export 'run.json'}
     */
    public static RunExport ofJson(String json, String what) {
        return ExchangedJson.read(json.getBytes(UTF_8), what, RunExport.class, FORMAT);
    }
}
