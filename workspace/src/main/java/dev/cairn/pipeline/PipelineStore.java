package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The documents of pipelines: how they begin and end. Each change expects the revision that it was decided on. */
final class PipelineStore {
    private static final int TRIES = 50;

    private final PipelineHome home;
    private final Graves graves;

    PipelineStore(PipelineHome home, Graves graves) {
        this.home = home;
        this.graves = graves;
    }

    Document begin(String run, PipelineSpec spec) {
        home.declareIndex();
        Document parent = home.get(PipelineHome.RUN, run);
        Integer attempt = home.runs().apply(List.of(run)).get(run);
        if (attempt == null) {
            throw new ConflictException(
                    "The " + parent.key() + " does not go on, so no pipeline is begun in it.", parent.revision());
        }
        Document begun = save(parent, attempt, spec);
        if (!new Ancestry(home.tiers().documents()).isVisible(begun)) {
            graves.dig(parent);
            graves.fillSoon();
            throw new ConflictException(
                    "The " + parent.key()
                            + " was deleted while a pipeline of it was begun, so nobody sees that pipeline.",
                    parent.revision());
        }
        return begun;
    }

    private Document save(Document parent, int attempt, PipelineSpec spec) {
        Parent run =
                new Parent(PipelineHome.RUN, parent.key().id(), parent.content().epoch());
        PipelineBody body =
                PipelineBody.begun(run.id(), attempt, spec, home.times().get());
        return put(PipelineBody.key(home.scope(), home.ids().get()), body.content(run, 0), Expectation.absent());
    }

    private Document put(DocumentKey key, Content content, Expectation expectation) {
        return home.access()
                .save(key, expectation, home.replication(), blobs -> content)
                .document();
    }

    Document complete(String id, PipelineScores scores, @Nullable Duration duration) {
        Names.given("scores of a pipeline", scores);
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("A pipeline cannot take " + duration + ".");
        }
        return change(id, (there, body) -> {
            if (body.status() != PipelineStatus.RUNNING) {
                throw ended(there, body, PipelineStatus.COMPLETED);
            }
            return body.completed(scores, duration, latest(body.started()))
                    .content(parentOf(there), there.content().epoch());
        });
    }

    /** Fails a pipeline and hides all that it made; one that failed already is left as it is. */
    Document fail(String id, String error) {
        Names.given("error of a pipeline", error);
        Document failed = change(id, (there, body) -> {
            if (body.status() == PipelineStatus.FAILED) {
                return null;
            }
            if (body.status() != PipelineStatus.RUNNING) {
                throw ended(there, body, PipelineStatus.FAILED);
            }
            graves.dig(there);
            return body.failed(error, latest(body.started()))
                    .content(parentOf(there), there.content().epoch() + 1);
        });
        graves.fillSoon();
        return failed;
    }

    private Instant latest(Instant started) {
        Instant now = home.times().get();
        return now.isAfter(started) ? now : started;
    }

    private static Parent parentOf(Document pipeline) {
        return Objects.requireNonNull(pipeline.content().parent(), "a pipeline has a run");
    }

    /** What to make of a pipeline as it stands; null to leave it so. */
    private interface Decision {
        @Nullable
        Content on(Document there, PipelineBody body);
    }

    private Document change(String id, Decision decision) {
        for (int i = 1; ; i++) {
            Document there = home.get(PipelineBody.KIND, id);
            Content content = decision.on(there, PipelineBody.of(there));
            if (content == null) {
                return there;
            }
            try {
                return put(there.key(), content, Expectation.revision(there.revision()));
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static ConflictException ended(Document there, PipelineBody body, PipelineStatus wanted) {
        return new ConflictException(
                "The " + there.key() + " cannot become " + wanted.word() + ": it is "
                        + body.status().word() + " since " + body.finished() + ".",
                there.revision());
    }

    /**
     * The pipeline, if something may be added to it.
     *
     * @throws ConflictException if it failed
     */
    static Document requireNotFailed(Document pipeline) {
        PipelineBody body = PipelineBody.of(pipeline);
        if (body.status() == PipelineStatus.FAILED) {
            throw new ConflictException(
                    "The " + pipeline.key() + " failed at " + body.finished() + ", so nothing is added to it: "
                            + body.error(),
                    pipeline.revision());
        }
        return pipeline;
    }
}
