package dev.cairn.backend.database;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Counts the calls under way, so that closing waits for them and no later one begins. An interrupt ends no waiting. */
final class Usage {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String location;

    /** Written under the write lock. */
    private volatile boolean closed;

    Usage(String location) {
        this.location = location;
    }

    /** Does {@code work} while the store is open. */
    <T> T during(Supplier<T> work) {
        lock.readLock().lock();
        try {
            checkOpen();
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Throws if the store is closed. */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The store " + location + " is closed.");
        }
    }

    /** Waits for the calls under way and lets no later one begin; returns whether this was the first time. */
    boolean close() {
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
