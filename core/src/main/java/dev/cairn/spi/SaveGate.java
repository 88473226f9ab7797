package dev.cairn.spi;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets many savers of one process in at once, or one holder alone, in the order in which they came: what a backend that no other
 * process uses needs for {@link Capability#EXCLUSIVE_HOLD}. Not bound to threads: a hold may be closed by another one, and a
 * thread that has a hold must not wait for a second one. An interrupt ends no waiting and stays set.
 */
public final class SaveGate {
    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore permits = new Semaphore(ALL, true);
    private final Runnable checkOpen;

    /** {@code checkOpen} throws {@link IllegalStateException} where the store is closed, as {@link Usage#checkOpen} does. */
    public SaveGate(Runnable checkOpen) {
        this.checkOpen = checkOpen;
    }

    /** Enters as one of many; for {@link StorageBackend#hold}. */
    public Hold enter() {
        return enter(1);
    }

    /** Enters alone; for {@link StorageBackend#holdExclusively}. */
    public Hold enterAlone() {
        return enter(ALL);
    }

    private Hold enter(int share) {
        checkOpen.run();
        permits.acquireUninterruptibly(share);
        try {
            checkOpen.run();
        } catch (RuntimeException e) {
            permits.release(share);
            throw e;
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                permits.release(share);
            }
        };
    }
}
