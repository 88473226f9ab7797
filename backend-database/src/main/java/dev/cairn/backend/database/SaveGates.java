package dev.cairn.backend.database;

import dev.cairn.spi.Hold;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One gate for each embedded database of this process, shared by all stores that are open on it: many savers at once, or one
 * holder alone, in the order in which they came. Not bound to threads; an interrupt ends no waiting and stays set.
 */
final class SaveGates {
    /** By the name of the database; guarded by itself. */
    private static final Map<String, Gate> GATES = new HashMap<>();

    private SaveGates() {}

    /** The gate of a database; to be released when its store is closed. */
    static Gate acquire(String database) {
        synchronized (GATES) {
            Gate gate = GATES.computeIfAbsent(database, Gate::new);
            gate.users++;
            return gate;
        }
    }

    /** Lets savers through. */
    static final class Gate {
        private static final int ALL = Integer.MAX_VALUE;

        private final String database;
        private final Semaphore permits = new Semaphore(ALL, true);

        /** Guarded by the map of gates. */
        private int users;

        private Gate(String database) {
            this.database = database;
        }

        Hold enter() {
            permits.acquireUninterruptibly();
            return once(1);
        }

        Hold enterAlone() {
            permits.acquireUninterruptibly(ALL);
            return once(ALL);
        }

        void release() {
            synchronized (GATES) {
                users--;
                if (users == 0) {
                    GATES.remove(database);
                }
            }
        }

        private Hold once(int count) {
            AtomicBoolean open = new AtomicBoolean(true);
            return () -> {
                if (open.compareAndSet(true, false)) {
                    permits.release(count);
                }
            };
        }
    }
}
