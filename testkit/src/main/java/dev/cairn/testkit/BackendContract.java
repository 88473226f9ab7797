package dev.cairn.testkit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What a backend promises, as tests. Extend this class, return a store of your own from {@link #fixture()}, and run it; a
 * backend that passes is one that every part of Cairn can rely on.
 *
 * <pre>{@code
 * class FileBackendContractTest extends BackendContract {
 *     @TempDir Path folder;
 *
 *     @Override
 *     protected BackendFixture fixture() {
 *         return clock -> FileBackend.open(folder, clock);
 *     }
 * }
 * }</pre>
 *
 * <p>Tests of what a backend does not declare in its {@link dev.cairn.spi.Capabilities} are skipped and say so.
 */
public abstract class BackendContract {
    /** For subclasses. */
    protected BackendContract() {}

    /** A store of its own for one test; called once before each. */
    protected abstract BackendFixture fixture();

    @Nested
    @DisplayName("Putting documents")
    class Puts extends PutContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Documents")
    class Documents extends DocumentContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Listing documents")
    class Scans extends ScanContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Revisions")
    class Revisions extends RevisionContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }
}
