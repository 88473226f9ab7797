package dev.cairn.internal;

import dev.cairn.transfer.Progress;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener how far a transfer is: from whichever thread has just done something, one at a time, not more often than every
 * 200 ms, and at the end. A thread that finds another one telling goes on with its work. A listener that throws is given up.
 */
final class ProgressTeller {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressTeller.class);
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();

    private final Consumer<Progress> listener;
    private final Supplier<Progress> progress;
    private final LongSupplier nanoTime;
    private final ReentrantLock telling = new ReentrantLock();

    /** Guarded by {@code telling}. */
    private long last;

    private volatile @Nullable RuntimeException failure;

    ProgressTeller(Consumer<Progress> listener, Supplier<Progress> progress, LongSupplier nanoTime) {
        this.listener = listener;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Tells, if it is time. */
    void maybeTell() {
        if (!telling.isHeldByCurrentThread() && telling.tryLock()) {
            try {
                if (nanoTime.getAsLong() - last >= INTERVAL) {
                    tell();
                }
            } finally {
                telling.unlock();
            }
        }
    }

    /** Tells how it ended. */
    void tellLast() {
        telling.lock();
        try {
            tell();
        } finally {
            telling.unlock();
        }
    }

    /** What the listener threw; null if it did not. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    private void tell() {
        if (failure != null) {
            return;
        }
        try {
            listener.accept(progress.get());
        } catch (RuntimeException e) {
            failure = e;
            LOG.warn("The listener of a transfer failed and is not told any more; the transfer goes on.", e);
        }
        last = nanoTime.getAsLong();
    }
}
