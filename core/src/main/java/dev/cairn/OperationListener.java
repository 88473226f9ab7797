package dev.cairn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told of what a manager did in its stores, once it is done. Called by the thread that did it, so it should be quick, and by
 * many threads at once. What it throws is logged and changes nothing.
 *
 * <p>A load that the cache answers by itself is not told: it takes nanoseconds, and is among the hits of
 * {@link StorageManager#cacheStatistics}.
 */
@FunctionalInterface
public interface OperationListener {
    /** What a manager does for one key. */
    enum Operation {
        /** A save into the stores, with its replica, whoever asked for it. */
        SAVE,
        /** A load of a result, or of some of its columns, for which a store was asked. */
        LOAD,
        /** A deletion, with its replica. */
        DELETE
    }

    /**
     * An operation ended.
     *
     * @param took how long it took, by the clock of {@link StorageManagers.Builder#nanoTime}
     * @param failure what it threw; null if it succeeded
     */
    void done(Operation operation, Duration took, @Nullable Throwable failure);
}
