package dev.cairn.backend.memory;

import dev.cairn.spi.Hold;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets many savers in at once, or one holder alone, in the order in which they came. Not bound to threads: a hold may be
 * closed by another one, and a thread that has a hold must not wait for a second one. An interrupt ends no waiting and stays
 * set.
 */
final class SaveGate {
    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore permits = new Semaphore(ALL, true);
    private final MemoryTables tables;

    SaveGate(MemoryTables tables) {
        this.tables = tables;
    }

    Hold enter() {
        tables.checkOpen();
        permits.acquireUninterruptibly();
        try {
            long tick = tables.beginHold();
            return once(() -> {
                tables.endHold(tick);
                permits.release();
            });
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    Hold enterAlone() {
        tables.checkOpen();
        permits.acquireUninterruptibly(ALL);
        try {
            tables.checkOpen();
            return once(() -> permits.release(ALL));
        } catch (RuntimeException e) {
            permits.release(ALL);
            throw e;
        }
    }

    private static Hold once(Runnable end) {
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                end.run();
            }
        };
    }
}
