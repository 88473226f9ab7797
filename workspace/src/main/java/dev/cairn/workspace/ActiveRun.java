package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageException;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Document;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Names;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that goes on in this process, and what is told of it. What was told survives the end of the process at once, and is part of the
 * run's record when the run ends. Safe for use by many threads.
 *
 * <p>It ends by {@link #complete}, {@link #fail} or {@link #cancel}, once. {@link #close} fails one that did not end: it was left by an
 * exception, or somebody forgot.
 */
public final class ActiveRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    private final RunStore store;
    private final Heartbeats heartbeats;
    private final Document begun;
    private final RunBody body;
    private final RunJournals journals;
    private final RunEvents events = new RunEvents();
    private final RunLogs logs;
    private final RunArtifacts artifacts;
    private final RunArtifacts data;
    private final Set<JournalKey> written = ConcurrentHashMap.newKeySet();

    /** Held for writing by whoever ends the run, for reading by who tells of it or renews its heartbeat. */
    private final ReentrantReadWriteLock ending = new ReentrantReadWriteLock();

    private volatile boolean ended;
    private volatile boolean beaten;

    ActiveRun(RunStore store, Heartbeats heartbeats, RunStore.Begun begun) {
        this.store = store;
        this.heartbeats = heartbeats;
        this.begun = begun.document();
        this.body = begun.body();
        String id = begun.document().key().id();
        this.journals =
                new RunJournals(store.tiers().journals(), begun.document().key(), body.attempt());
        this.logs = new RunLogs(journals, store.options().clock());
        this.artifacts = RunArtifacts.of(store, RunArtifacts.ARTIFACT, id, body.attempt());
        this.data = RunArtifacts.of(store, RunArtifacts.DATA, id, body.attempt());
    }

    RunStore store() {
        return store;
    }

    /** Its id, by which it is found again. */
    public String id() {
        return begun.key().id();
    }

    /** The experiment that it belongs to. */
    public String experiment() {
        return begun.key().scope();
    }

    /** Which attempt at this run it is, from 1 on. */
    public int attempt() {
        return body.attempt();
    }

    /** What it was given. */
    public Attributes parameters() {
        return body.parameters();
    }

    /**
     * Tells the value of a metric, in place of an earlier one.
     *
     * @param value a number, a truth value or a text; not-a-number and infinities are kept exactly
     */
    public void metric(String name, Object value) {
        metrics(Map.of(
                Names.check("name of a metric", name), Names.given("value of the metric " + Names.quote(name), value)));
    }

    /** Tells the values of several metrics, in place of earlier ones. */
    public void metrics(Map<String, ?> values) {
        tell(RunEvents.Event.metrics(store.now(), Metrics.check(values)));
    }

    /** Tells what was measured at a step, beside what was measured at others. */
    public void step(long step, Map<String, ?> values) {
        append(journals.steps(), new MetricStep(step, store.now(), Metrics.check(values)));
    }

    /** Tells what was measured at a step, beside what was measured at others. */
    public void step(long step, String name, Object value) {
        step(
                step,
                Map.of(
                        Names.check("name of a metric", name),
                        Names.given("value of the metric " + Names.quote(name), value)));
    }

    /** Gives it a tag to be found by. */
    public void tag(String tag) {
        tell(new RunEvents.Event(store.now(), null, Names.check("tag", tag), null, null));
    }

    /** Notes something for people. */
    public void note(String note) {
        tell(new RunEvents.Event(store.now(), null, null, Texts.check("note", note), null));
    }

    /** Notes that something is not as it should be, though the run goes on. */
    public void warn(String warning) {
        tell(new RunEvents.Event(store.now(), null, null, null, Texts.check("warning", warning)));
    }

    /** Appends a line to a log. */
    public void log(String log, String text) {
        requireActive();
        logs.append(log, text);
    }

    /** Its logs. */
    public RunLogs logs() {
        return logs;
    }

    /** Its artifacts: whatever it makes that others may want, by name. */
    public RunArtifacts artifacts() {
        return artifacts;
    }

    /** Saves structured data under a name, in place of what was there. */
    public void data(String name, StructuredData values) {
        requireActive();
        values.saveTo(data, name);
    }

    private void tell(RunEvents.Event event) {
        append(journals.events(), event, () -> events.add(event));
    }

    private void append(JournalKey key, Object entry) {
        append(key, entry, () -> {});
    }

    /** The run does not end in between, so its record has what was appended. */
    private void append(JournalKey key, Object entry, Runnable then) {
        ending.readLock().lock();
        try {
            requireActive();
            journals.append(key, entry);
            written.add(key);
            then.run();
        } finally {
            ending.readLock().unlock();
        }
    }

    private void requireActive() {
        if (ended) {
            throw new IllegalStateException("The " + begun.key() + " has ended, so nothing more is told of it.");
        }
    }

    /** Ends the run as it should. */
    public void complete() {
        complete(Map.of());
    }

    /**
     * Ends the run as it should.
     *
     * @param summary what there is to say of it; see {@link Attributes} for what that may be
     * @throws ConflictException if it has ended already, or somebody else ended it or began it again
     */
    public void complete(Map<String, ?> summary) {
        end(RunStore.Ending.completed(Attributes.of(summary)));
    }

    /** Ends the run by an error. */
    public void fail(Throwable why) {
        fail(RunError.of(why));
    }

    /** Ends the run by an error. */
    public void fail(RunError why) {
        end(RunStore.Ending.failed(why));
    }

    /** Ends the run before it is done. */
    public void cancel() {
        end(RunStore.Ending.cancelled(null));
    }

    /** Ends the run before it is done, with a warning that says why. */
    public void cancel(String why) {
        end(RunStore.Ending.cancelled(Texts.check("warning", why)));
    }

    private void end(RunStore.Ending how) {
        ending.writeLock().lock();
        try {
            written.forEach(journals::force);
            logs.force();
            store.end(id(), ended ? null : begun, body, how, events);
            ended = true;
        } finally {
            ending.writeLock().unlock();
        }
        heartbeats.remove(this);
        tidyUp();
    }

    /** The record has it all now. What cannot be removed here is removed with the run. */
    private void tidyUp() {
        try {
            if (written.contains(journals.events())) {
                journals.delete(journals.events());
            }
            if (beaten) {
                new RunRemains(store, id()).removeHeartbeat();
            }
        } catch (StorageException e) {
            LOG.debug("Left behind by {}: {}", begun.key(), e.getMessage());
        }
    }

    /** Whether it goes on by what the store holds. */
    boolean goesOn() {
        return store.goesOn(id(), body);
    }

    /** Does {@code beat} unless the run ends meanwhile. */
    void whileActive(Runnable beat) {
        if (ending.readLock().tryLock()) {
            try {
                if (!ended) {
                    beaten = true;
                    beat.run();
                }
            } finally {
                ending.readLock().unlock();
            }
        }
    }

    /**
     * Fails the run if it did not end. Does nothing if it did, or if somebody else ended or deleted it. If the store does not take that,
     * the run shows no more signs of life all the same, and will be stale.
     */
    @Override
    public void close() {
        if (!ended) {
            closeUnended(
                    RunStore.Ending.failed(RunError.of("NotCompleted", "The run was closed before it was completed.")));
        }
    }

    /** Ends it so if it did not end. */
    void closeUnended(RunStore.Ending how) {
        try {
            end(how);
        } catch (ConflictException | NotFoundException e) {
            LOG.debug("Not ended here: {}", e.getMessage());
            ended = true;
        } finally {
            heartbeats.remove(this);
        }
    }

    /** What a store holds of it now. */
    public RunRecord record() {
        return store.record(store.get(id()));
    }

    @Override
    public String toString() {
        return begun.key().toString();
    }
}
