package dev.cairn.testkit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What a {@link dev.cairn.StorageManager} does on any backend. A backend that passes {@link BackendContract} passes this too;
 * a backend author extends both.
 */
public abstract class StorageManagerContract {
    /** For subclasses. */
    protected StorageManagerContract() {}

    /** A store of its own for one test; called once before each. */
    protected abstract BackendFixture fixture();

    @Nested
    @DisplayName("Saving and loading")
    class Saving extends SavingContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Expectations and many at once")
    class Expectations extends ExpectationContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Listing, deleting and collecting")
    class Listing extends ListingContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Queries")
    class Queries extends QueryContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Recording")
    class Recordings extends RecordingContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Finishing what was recorded")
    class RecordingEnds extends RecordingEndContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("The cache")
    class Cache extends CacheContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }

    @Nested
    @DisplayName("Bad input")
    class BadInput extends BadInputContract {
        @Override
        BackendFixture newFixture() {
            return fixture();
        }
    }
}
