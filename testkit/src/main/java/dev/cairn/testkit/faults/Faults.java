package dev.cairn.testkit.faults;

import dev.cairn.UnavailableException;
import dev.cairn.spi.DocumentKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The script of what goes wrong in one or more {@link FaultyBackend}s, and the record of what they were asked for. Without a
 * fault nothing goes wrong.
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * StorageBackend store = new FaultyBackend(backend, faults);
 *
 * faults.on(DOCUMENT_PUT).nth(2).failAfter();          // the second put is done, its answer is lost
 * Fault outage = faults.outage();                      // nothing answers ...
 * outage.end();                                        // ... until now
 * assertThat(faults.count(DOCUMENT_GET)).isEqualTo(1);
 * }</pre>
 *
 * <p>Backends that share one script count their steps together and, like stores that one process uses, crash together. Where
 * several faults strike one step, they do so in the order in which they were asked for, and the first that throws decides. Safe
 * for use by many threads.
 */
public final class Faults {
    private final Object lock = new Object();
    private final List<Step> record = new ArrayList<>();
    private final List<Fault> script = new ArrayList<>();
    private long number;
    private volatile boolean crashed;

    /** The steps of these operations. */
    public StepSelection on(Operation first, Operation... more) {
        return new StepSelection(this, EnumSet.of(first, more));
    }

    /** All steps. */
    public StepSelection onAll() {
        return new StepSelection(this, EnumSet.allOf(Operation.class));
    }

    /** The step of this number, counted from 1 over all operations. */
    public StepSelection at(long step) {
        return onAll().where(reached -> reached.number() == step);
    }

    /** From now on everything is answered by {@link UnavailableException} and nothing is done, until the fault is ended. */
    public Fault outage() {
        return onAll().failBefore();
    }

    /**
     * From now on what takes space is refused by the {@link UnavailableException} with which the filesystem backend reports a full
     * disk, until the fault is ended. Reading, listing, touching, removing and sweeping go on, and so does beginning a blob.
     */
    public Fault diskFull() {
        return new StepSelection(this, Operation.NEEDING_SPACE)
                .failBefore(step -> new UnavailableException("Cannot carry out " + step
                        + ": the disk is full. Nothing was changed; free some space and try again."));
    }

    /** Ends all faults. A crash that happened is not undone: the next process has a script of its own. */
    public void endAll() {
        synchronized (lock) {
            script.forEach(Fault::end);
            script.clear();
        }
    }

    /** The steps that were reached since the start or the last {@link #forget}, in order, whatever became of them. */
    public List<Step> steps() {
        synchronized (lock) {
            return List.copyOf(record);
        }
    }

    /** How many of {@link #steps} were these operations. */
    public long count(Operation first, Operation... more) {
        return count(EnumSet.of(first, more)::contains, steps().stream());
    }

    /** How many of {@link #steps} meet {@code condition}. */
    public long count(Predicate<Step> condition) {
        return steps().stream().filter(condition).count();
    }

    /** Empties the record. The numbers of steps go on. */
    public void forget() {
        synchronized (lock) {
            record.clear();
        }
    }

    /** Whether the process has ended by a crash that a test asked for. */
    public boolean crashed() {
        return crashed;
    }

    /** Takes note of a call that reaches a store, and finds what is to happen to it. */
    Passage enter(String store, Operation operation, List<DocumentKey> keys, String subject) {
        synchronized (lock) {
            requireAlive();
            Step step = new Step(++number, store, operation, keys, subject);
            record.add(step);
            return new Passage(
                    this,
                    step,
                    script.stream().filter(fault -> fault.strikes(step)).toList());
        }
    }

    void add(Fault fault) {
        synchronized (lock) {
            script.add(fault);
        }
    }

    void requireAlive() {
        if (crashed) {
            throw new SimulatedCrash("The process has crashed; it does nothing more.");
        }
    }

    /** Ends the process at {@code step}. */
    SimulatedCrash crash(String moment, Step step) {
        crashed = true;
        return new SimulatedCrash("The process crashed " + moment + " " + step + ", as the test asked.");
    }

    private static long count(Predicate<Operation> condition, Stream<Step> steps) {
        return steps.map(Step::operation).filter(condition).count();
    }
}
