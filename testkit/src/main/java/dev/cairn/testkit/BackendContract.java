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
    @DisplayName("Putting documents of another store")
    class PutsNewer extends PutNewerContract {
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

    @Nested
    @DisplayName("Blobs")
    class Blobs extends BlobContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Ageing blobs")
    class Sweeps extends SweepContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Journals")
    class Journals extends JournalContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Journals that are copied")
    class JournalEnds extends JournalEndContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Groups of blobs")
    class BlobGroups extends BlobGroupContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Names")
    class Names extends NameContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Many threads")
    class Threads extends ConcurrencyContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Interrupted threads")
    class Interrupts extends InterruptContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Holds")
    class Holds extends HoldContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Reopening")
    class Reopening extends ReopenContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Closing")
    class Closing extends CloseContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }
}
