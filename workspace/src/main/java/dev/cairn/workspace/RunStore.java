package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.Replication;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.compose.TieredBackend;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of the runs of one experiment: how they begin, change and end. Each change expects the revision that it was decided on, and
 * is decided anew if somebody else was faster; so no writer undoes what another one did.
 */
final class RunStore {
    private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);
    private static final int TRIES = 50;

    private final String scope;
    private final DocumentAccess access;
    private final Liveness liveness;
    private final WorkspaceOptions options;
    private final OrderedClock clock;

    RunStore(String scope, TieredBackend tiers, WorkspaceOptions options, OrderedClock clock) {
        this.scope = scope;
        this.access = new DocumentAccess(tiers);
        this.liveness = new Liveness(tiers.primary().documents(), options.clock());
        this.options = options;
        this.clock = clock;
    }

    String scope() {
        return scope;
    }

    DocumentAccess access() {
        return access;
    }

    TieredBackend tiers() {
        return access.tiers();
    }

    WorkspaceOptions options() {
        return options;
    }

    Instant now() {
        return options.clock().instant();
    }

    DocumentKey keyOf(String id) {
        return RunIds.run(scope, id);
    }

    /** The records that these documents tell of. */
    List<RunRecord> records(List<Document> documents) {
        return liveness.records(documents);
    }

    RunRecord record(Document document) {
        return records(List.of(document)).get(0);
    }

    /** The same with what was told of it since it began, if it did not end: that stands in a journal. */
    RunRecord loaded(Document document) {
        RunRecord record = record(document);
        if (record.body().status() != RunStatus.RUNNING) {
            return record;
        }
        RunEvents events = told(document.key().id(), record.attempt());
        return new RunRecord(document, record.body().with(events::addTo), record.status());
    }

    /** Whether the attempt that {@code begun} tells of was neither ended nor taken over nor deleted. */
    boolean goesOn(String id, RunBody begun) {
        Document now =
                tiers().primary().documents().get(keyOf(id)).findVisible().orElse(null);
        return now != null && RunBody.of(now).goesOnAs(begun);
    }

    /** What was told of an attempt that did not end. */
    RunEvents told(String id, int attempt) {
        RunJournals journals = new RunJournals(tiers().journals(), keyOf(id), attempt);
        RunEvents events = new RunEvents();
        journals.all(journals.events(), RunEvents.Event.class, new ArrayList<>())
                .forEach(events::add);
        return events;
    }

    Optional<Document> find(String id) {
        return access.find(keyOf(id)).slot().findVisible();
    }

    boolean isRunning(String id) {
        return find(id).map(this::record)
                .filter(record -> record.status() == RunStatus.RUNNING)
                .isPresent();
    }

    Document get(String id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    NotFoundException unknown(String id) {
        return new NotFoundException("There is no " + keyOf(id) + " in " + tiers().location() + ".");
    }

    /** A run that was begun: its document, and what it says. */
    record Begun(Document document, RunBody body) {}

    /**
     * Begins a run.
     *
     * @throws ConflictException if it is known and was done, or goes on
     */
    Begun begin(RunSpec spec) {
        String id = spec.id() != null ? spec.id() : spec.byFingerprint() ? spec.fingerprint() : null;
        if (id == null) {
            return put(RunIds.next(), body(spec, 1, List.of()), Expectation.absent(), 0);
        }
        for (int i = 1; ; i++) {
            Document there = known(keyOf(id)).find().orElse(null);
            RunRecord before = there == null || !there.state().visible() ? null : record(there);
            if (before != null) {
                requireToBeDone(before);
            }
            try {
                return before == null ? beginAnew(id, spec, there) : beginAgain(spec, before);
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Of a run that was deleted something may be left, which is none of the new one's. */
    private Begun beginAnew(String id, RunSpec spec, @Nullable Document tombstone) {
        RunRemains remains = new RunRemains(this, id);
        int before = tombstone == null ? 0 : remains.lastAttempt();
        Begun begun = put(id, body(spec, before + 1, List.of()), Expectation.absent(), clock.nextMicros());
        try {
            remains.removeUpTo(before);
        } catch (StorageException e) {
            LOG.debug("Left behind by {}: {}", keyOf(id), e.getMessage());
        }
        return begun;
    }

    /** What stands under {@code key}: what the primary lacks is looked for in the secondary, if that answers. */
    Slot known(DocumentKey key) {
        try {
            return access.find(key).slot();
        } catch (UnavailableException e) {
            return tiers().primary().documents().get(key);
        }
    }

    private void requireToBeDone(RunRecord before) {
        if (before.status() == RunStatus.RUNNING || before.status() == RunStatus.COMPLETED) {
            throw new ConflictException(
                    "The " + keyOf(before.id()) + " is " + before.status().word() + " since "
                            + before.finished().orElse(before.started())
                            + ", so it is not begun again; resumeRun passes over such ones, and deleteRun removes what was done.",
                    before.revision());
        }
    }

    private Begun beginAgain(RunSpec spec, RunRecord before) {
        List<RunAttempt> earlier = new ArrayList<>(before.earlier());
        earlier.add(new RunAttempt(
                before.attempt(),
                before.status(),
                before.started(),
                before.finished().orElse(null),
                before.error().orElse(null)));
        RunBody body = body(spec, before.attempt() + 1, earlier);
        long epoch = before.document().content().epoch();
        return put(before.id(), body, Expectation.revision(before.revision()), epoch);
    }

    private RunBody body(RunSpec spec, int attempt, List<RunAttempt> earlier) {
        RunBody.Heartbeat heartbeat =
                new RunBody.Heartbeat(ProcessToken.own(), options.staleAfter().toSeconds());
        return RunBody.begun(spec, attempt, earlier, clock.next(), heartbeat);
    }

    private Begun put(String id, RunBody body, Expectation expectation, long epoch) {
        return new Begun(save(id, body, expectation, epoch), body);
    }

    private Document save(String id, RunBody body, Expectation expectation, long epoch) {
        return access.save(
                        keyOf(id),
                        expectation,
                        options.replication(),
                        blobs -> body.content().withEpoch(epoch))
                .document();
    }

    /**
     * Changes the document of a run.
     *
     * @param known the document as it was last seen; null to look first
     * @param decide says what to change, or refuses by an exception
     */
    Document change(String id, @Nullable Document known, Decision decide) {
        Document before = known;
        for (int i = 1; ; i++) {
            if (before == null) {
                before = get(id);
            }
            RunBody body = RunBody.of(before);
            try {
                Expectation same = Expectation.revision(before.revision());
                return save(
                        id, body.with(decide.on(body)), same, before.content().epoch());
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
                before = null;
            }
        }
    }

    /** What to do with a run as it stands. */
    interface Decision {
        Consumer<RunBody.Draft> on(RunBody body);
    }

    /**
     * Ends a run.
     *
     * @param known the document as it was last seen; null to look first
     * @param begun the attempt that ends
     * @throws ConflictException if that does not go on any more
     */
    Document end(String id, @Nullable Document known, RunBody begun, Ending ending, RunEvents events) {
        return change(id, known, body -> {
            if (!body.goesOnAs(begun)) {
                throw ended(id, body, ending.status());
            }
            return draft -> {
                events.addTo(draft);
                ending.write(draft, latest(body.started(), now()));
            };
        });
    }

    private static Instant latest(Instant first, Instant second) {
        return first.isAfter(second) ? first : second;
    }

    private ConflictException ended(String id, RunBody body, RunStatus wanted) {
        boolean overtaken = body.status() == RunStatus.RUNNING;
        return new ConflictException(
                "The " + keyOf(id) + " cannot become " + wanted.word() + ": "
                        + (overtaken
                                ? "attempt " + body.attempt()
                                        + " of it was begun meanwhile, since this one showed no sign of life"
                                : "it is " + body.status().word() + " since " + body.finished())
                        + ".",
                0);
    }

    /**
     * How a run ends.
     *
     * @param status as what
     * @param error why it failed; null unless it did
     * @param summary what there is to say
     */
    record Ending(
            RunStatus status,
            @Nullable RunError error,
            Attributes summary,
            @Nullable String warning) {
        static Ending completed(Attributes summary) {
            return new Ending(RunStatus.COMPLETED, null, summary, null);
        }

        static Ending failed(RunError error) {
            return new Ending(RunStatus.FAILED, error, Attributes.empty(), null);
        }

        static Ending cancelled(@Nullable String why) {
            return new Ending(RunStatus.CANCELLED, null, Attributes.empty(), why);
        }

        private void write(RunBody.Draft draft, Instant when) {
            draft.nowStatus = status;
            draft.nowError = error;
            draft.nowSummary = summary;
            draft.nowFinished = when;
            if (warning != null) {
                List<String> warnings = new ArrayList<>(draft.nowWarnings);
                warnings.add(warning);
                draft.nowWarnings = warnings;
            }
        }
    }

    /**
     * Ends a run that goes on elsewhere, or nowhere any more.
     *
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has ended
     */
    Document endFromOutside(String id, Ending ending) {
        Document there = get(id);
        RunRecord record = record(there);
        if (record.status() == RunStatus.STALE && ending.status() == RunStatus.COMPLETED) {
            throw new ConflictException(
                    "The " + keyOf(id)
                            + " cannot become completed: its process is gone, so nobody knows that it was done. Fail or cancel it.",
                    there.revision());
        }
        return end(id, there, record.body(), ending, told(id, record.attempt()));
    }

    /** How a replica of what belongs to runs is wanted. */
    Replication replication() {
        return options.replication();
    }
}
