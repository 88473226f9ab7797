package dev.cairn.testkit.faults;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.DocumentKey;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which steps a fault strikes, and, in its last call, what happens to them; that call puts the fault in force. Without
 * {@link #nth}, {@link #first} or {@link #flapping} every step that matches is struck. Immutable.
 */
public final class StepSelection {
    private final Faults faults;
    private final Set<Operation> operations;
    private final Predicate<Step> condition;
    private final LongPredicate occurrences;
    private final @Nullable DocumentKey key;

    StepSelection(Faults faults, Set<Operation> operations) {
        this(faults, operations, step -> true, count -> true, null);
    }

    private StepSelection(
            Faults faults,
            Set<Operation> operations,
            Predicate<Step> condition,
            LongPredicate occurrences,
            @Nullable DocumentKey key) {
        this.faults = faults;
        this.operations = operations;
        this.condition = condition;
        this.occurrences = occurrences;
        this.key = key;
    }

    /** Only those that meet {@code more} too. */
    public StepSelection where(Predicate<Step> more) {
        return new StepSelection(faults, operations, condition.and(more), occurrences, key);
    }

    /** Only those that are about the document under {@code about} or its journals; with {@link #damage} also listings. */
    public StepSelection about(DocumentKey about) {
        return new StepSelection(faults, operations, condition, occurrences, about);
    }

    /** Only the {@code n}th that matches from now on, from 1. */
    public StepSelection nth(long n) {
        return occurring(count -> count == n);
    }

    /** Only the first {@code n} that match from now on. */
    public StepSelection first(long n) {
        return occurring(count -> count <= n);
    }

    /** The first {@code k} of every {@code n} that match. */
    public StepSelection flapping(int k, int n) {
        if (k < 0 || n < 1 || k > n) {
            throw new IllegalArgumentException("Of every " + n + " steps " + k + " cannot be struck.");
        }
        return occurring(count -> (count - 1) % n < k);
    }

    /** Nothing is done, and the caller gets {@link UnavailableException}; from {@code putAll} as the result of each put. */
    public Fault failBefore() {
        return failBefore(
                step -> new UnavailableException("The store did not answer " + step + ", as the test asked."));
    }

    /** Nothing is done, and the caller gets {@code failure}. */
    public Fault failBefore(Function<Step, ? extends StorageException> failure) {
        return before(step -> {
            throw failure.apply(step);
        });
    }

    /**
     * It is done, but the answer is lost: the caller gets {@link OutcomeUnknownException} where the store may have changed, and
     * {@link UnavailableException} otherwise.
     */
    public Fault failAfter() {
        return failAfter(StepSelection::answerLost);
    }

    /** It is done, but the caller gets {@code failure}. */
    public Fault failAfter(Function<Step, ? extends StorageException> failure) {
        return after(step -> {
            throw failure.apply(step);
        });
    }

    /** The process ends before it is done; see {@link FaultyBackend} for what that means. */
    public Fault crashBefore() {
        return before(step -> {
            throw faults.crash("before", step);
        });
    }

    /** The process ends when it is done. */
    public Fault crashAfter() {
        return after(step -> {
            throw faults.crash("after", step);
        });
    }

    /** It waits, before it is done, until the fault is ended, a minute at most. */
    public Fault pauseBefore() {
        return inForce(operations, new Effect.Before((step, fault) -> fault.pause(step)));
    }

    /** It waits, when it is done, until the fault is ended, a minute at most. */
    public Fault pauseAfter() {
        return inForce(operations, new Effect.After((step, fault) -> fault.pause(step)));
    }

    /**
     * {@code action} runs before it is done, on the same thread. What it does to the same store are steps that this fault may
     * strike too: say which one is meant.
     */
    public Fault before(Consumer<Step> action) {
        return inForce(operations, new Effect.Before((step, fault) -> action.accept(step)));
    }

    /** {@code action} runs when it is done, on the same thread. */
    public Fault after(Consumer<Step> action) {
        return inForce(operations, new Effect.After((step, fault) -> action.accept(step)));
    }

    /** The store is asked for it twice, as by a message that is delivered again, and the caller gets the second answer. */
    public Fault doTwice() {
        return inForce(only(Operation.REPEATABLE, "done twice"), new Effect.Twice());
    }

    /**
     * What is read is damaged: one bit of a blob is flipped, a document is a damaged slot, its head {@code CorruptException}, and
     * the middle one of the entries of a journal is missing and told as damage. What was not there stays absent.
     */
    public Fault damage() {
        return inForce(only(Operation.DAMAGEABLE, "damaged"), new Effect.Damaged(key));
    }

    /**
     * Only the first half arrives: of the bytes of a write to a blob, the entries of an append or the puts of a batch, then
     * {@link OutcomeUnknownException} follows; of a listing only the first element, then {@link UnavailableException}.
     */
    public Fault tear() {
        Set<Operation> divisible = EnumSet.copyOf(Operation.DIVISIBLE);
        divisible.addAll(Operation.LISTINGS);
        return inForce(only(divisible, "torn"), new Effect.Torn(step -> {
            throw answerLost(step);
        }));
    }

    /** Only the first half of a write arrives, as with {@link #tear}, and there the process ends. */
    public Fault crashDuring() {
        return inForce(only(Operation.DIVISIBLE, "torn"), new Effect.Torn(step -> {
            throw faults.crash("during", step);
        }));
    }

    private StepSelection occurring(LongPredicate when) {
        return new StepSelection(faults, operations, condition, when, key);
    }

    private Set<Operation> only(Set<Operation> possible, String what) {
        Set<Operation> remaining = EnumSet.copyOf(operations);
        remaining.retainAll(possible);
        if (remaining.isEmpty()) {
            throw new IllegalArgumentException(operations + " cannot be " + what + "; " + possible + " can.");
        }
        return remaining;
    }

    private Fault inForce(Set<Operation> struck, Effect effect) {
        Fault fault = new Fault(
                step -> struck.contains(step.operation()) && concerns(step, effect) && condition.test(step),
                occurrences,
                effect);
        faults.add(fault);
        return fault;
    }

    private boolean concerns(Step step, Effect effect) {
        return key == null
                || step.keys().contains(key)
                || (effect instanceof Effect.Damaged && Operation.LISTINGS.contains(step.operation()));
    }

    private static StorageException answerLost(Step step) {
        return step.operation().writes()
                ? new OutcomeUnknownException("The answer to " + step + " was lost, as the test asked.")
                : new UnavailableException("The answer to " + step + " was lost, as the test asked.");
    }
}
