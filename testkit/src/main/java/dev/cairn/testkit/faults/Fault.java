package dev.cairn.testkit.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** A fault that a test asked for: it can be waited for, counted and ended. Safe for use by many threads. */
public final class Fault {
    private static final long SECONDS = 60;

    private final Predicate<Step> steps;
    private final LongPredicate occurrences;
    private final Effect effect;
    private final AtomicLong matches = new AtomicLong();
    private final AtomicLong struck = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Fault(Predicate<Step> steps, LongPredicate occurrences, Effect effect) {
        this.steps = steps;
        this.occurrences = occurrences;
        this.effect = effect;
    }

    /**
     * Ends it: nothing more is struck, and whoever it keeps waiting goes on. A crash that happened is not undone. May be called
     * more than once.
     */
    public void end() {
        ended.countDown();
    }

    /** How many steps it struck. */
    public long struck() {
        return struck.get();
    }

    /**
     * Waits until it has struck a step; with a pause, that step then waits.
     *
     * @throws AssertionError if that does not happen within a minute
     */
    public void awaitStruck() {
        if (!awaits(reached)) {
            throw new AssertionError("No step was struck by the fault within " + SECONDS + " seconds.");
        }
    }

    Effect effect() {
        return effect;
    }

    /** Whether this is a step to strike; counts those that match. */
    boolean strikes(Step step) {
        return ended.getCount() > 0 && steps.test(step) && occurrences.test(matches.incrementAndGet());
    }

    void strike() {
        struck.incrementAndGet();
        reached.countDown();
    }

    void pause(Step step) {
        if (!awaits(ended)) {
            throw new IllegalStateException("Nobody let " + step + " go on within " + SECONDS
                    + " seconds; call end() on the fault that made it wait.");
        }
    }

    /** Like a call of a store, it is not broken off by an interrupt, which stays set. */
    private static boolean awaits(CountDownLatch latch) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
