package dev.cairn.compose;

import dev.cairn.StorageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks after what is pending: again and again, with growing pauses while the secondary does not answer. */
final class ReplicationWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationWorker.class);
    private static final long TICK_MILLIS = 500;
    private static final int LONGEST_PAUSE = 60;
    private static final long REPORT = TimeUnit.MINUTES.toNanos(1);
    private static final long RECOVER = TimeUnit.MINUTES.toNanos(5);
    private static final int CLOSING_SECONDS = 30;

    private final Replicator replicator;
    private final ScheduledExecutorService thread;
    private final Future<?> ticking;
    private boolean complete = true;
    private int pause = 1;
    private int wait;
    private long reported = System.nanoTime();
    private long recovered = reported - RECOVER;

    /** Begins at once with what others left behind; never does anything if it is not {@code wanted}. */
    ReplicationWorker(Replicator replicator, boolean wanted) {
        this.replicator = replicator;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "cairn-replication");
            made.setDaemon(true);
            return made;
        });
        this.ticking = wanted
                ? thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS)
                : CompletableFuture.completedFuture(null);
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - recovered >= RECOVER) {
            recovered = now;
            attempt(replicator::recover);
        }
        if (!replicator.isComplete() && --wait < 0) {
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            wait = pause;
            attempt(replicator::drain);
        }
        if (replicator.isComplete()) {
            pause = 1;
            wait = 0;
        }
        if (replicator.isComplete() != complete || now - reported >= REPORT) {
            complete = replicator.isComplete();
            reported = now;
            attempt(replicator::report);
        }
    }

    /** Whatever goes wrong in one thing keeps nothing from the others, nor from the next time. */
    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (StorageException e) {
            LOG.debug("The replication could not go on: {}", e.getMessage());
        } catch (Throwable e) {
            LOG.error("The replication met something unforeseen, and goes on.", e);
        }
    }

    /** Waits for what it is doing, though not for ever; interrupts nothing. */
    @Override
    public void close() {
        ticking.cancel(false);
        thread.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The replication did not end within {} s.", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
