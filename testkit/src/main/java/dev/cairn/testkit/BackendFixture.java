package dev.cairn.testkit;

import dev.cairn.spi.StorageBackend;
import java.time.Clock;

/**
 * One store of its own for one test. A lambda is enough where the test class cleans up otherwise, for example by
 * {@code @TempDir}.
 */
@FunctionalInterface
public interface BackendFixture {
    /**
     * Opens the store, making it if it is not there yet. Called again only after the backend that it returned before was
     * closed, and then opens the same store, unless the backend's durability is VOLATILE.
     *
     * @param clock tells the time of revisions
     */
    StorageBackend open(Clock clock);

    /** Removes whatever the store left behind; called after the test, when the backend is closed. */
    default void cleanUp() {}
}
