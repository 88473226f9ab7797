package dev.cairn.spi;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Counts the calls under way of a store, so that closing waits for them and no later one begins; for whoever writes a backend. An
 * interrupt ends no waiting. A call may be part of another one of the same thread.
 */
public final class Usage {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String location;

    /** Written under the write lock. */
    private volatile boolean closed;

    /** The store at {@code location} is open. */
    public Usage(String location) {
        this.location = location;
    }

    /**
     * Does {@code work} while the store is open.
     *
     * @throws IllegalStateException if it is closed
     */
    public <T> T during(Supplier<T> work) {
        lock.readLock().lock();
        try {
            checkOpen();
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Refuses what comes after the close.
     *
     * @throws IllegalStateException if the store is closed
     */
    public void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The store " + location + " is closed; open it again.");
        }
    }

    /** Waits for the calls under way and lets no later one begin; returns whether this was the first time. */
    public boolean close() {
        lock.writeLock().lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
