package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a store holds of a run: all but its artifacts, data, logs and steps. Immutable; does not change when the run does. */
public final class RunRecord {
    private final Document document;
    private final RunBody body;
    private final RunStatus status;

    /** The run that {@code document} tells of. {@code status} is how it stands, which takes more than the document to tell. */
    RunRecord(Document document, RunBody body, RunStatus status) {
        this.document = document;
        this.body = body;
        this.status = status;
    }

    Document document() {
        return document;
    }

    RunBody body() {
        return body;
    }

    /** Its id, unique within its experiment. */
    public String id() {
        return document.key().id();
    }

    /** The experiment that it belongs to. */
    public String experiment() {
        return document.key().scope();
    }

    /** The revision of its document, which grows with each change. */
    public long revision() {
        return document.revision();
    }

    /** For people; empty if it was given none. */
    public Optional<String> name() {
        return Optional.ofNullable(body.name());
    }

    /** How it stood when this was read. */
    public RunStatus status() {
        return status;
    }

    /** Which attempt this is: 1, or more if it was begun again after it failed, was cancelled or was killed. */
    public int attempt() {
        return body.attempt();
    }

    /** The attempts before this one, the first one first. */
    public List<RunAttempt> earlier() {
        return body.earlier();
    }

    /** What it was given. */
    public Attributes parameters() {
        return body.parameters();
    }

    /** The seed of its random numbers; empty if it was given none. */
    public OptionalLong seed() {
        Long seed = body.seed();
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /** What else decides its outcome. */
    public Attributes context() {
        return body.context();
    }

    /** What identifies it, if it is {@linkplain RunSpec#identified() identified}. */
    public Optional<String> fingerprint() {
        return Optional.ofNullable(body.fingerprint());
    }

    /** What it works on. */
    public List<Attributes> datasets() {
        return body.datasets();
    }

    /** What it measured: numbers, truth values and texts by name. */
    public Attributes metrics() {
        return body.metrics();
    }

    /** What was computed of it afterwards; empty if nothing ever was. */
    public Optional<Attributes> derived() {
        return Optional.ofNullable(body.derived());
    }

    /** What was said when it was completed. */
    public Attributes summary() {
        return body.summary();
    }

    /** To find it by, in the order in which they were given. */
    public List<String> tags() {
        return body.tags();
    }

    /** For people. */
    public List<String> notes() {
        return body.notes();
    }

    /** What it complained of. */
    public List<String> warnings() {
        return body.warnings();
    }

    /** By what it was made. */
    public Provenance provenance() {
        return body.provenance();
    }

    /** Why it failed; empty unless it did. */
    public Optional<RunError> error() {
        return Optional.ofNullable(body.error());
    }

    /** When this attempt began, to the microsecond; of two that one process began, never the same. */
    public Instant started() {
        return body.started();
    }

    /** When it ended; empty if it goes on, or nobody knows. */
    public Optional<Instant> finished() {
        return Optional.ofNullable(body.finished());
    }

    /** How long it took; empty if it goes on, or nobody knows. */
    public Optional<Duration> duration() {
        return finished().map(end -> Duration.between(started(), end));
    }

    @Override
    public String toString() {
        return "Run[" + id() + ", " + status + (body.attempt() > 1 ? ", attempt " + body.attempt() : "") + "]";
    }
}
