package dev.cairn.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capability;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;

/** Opens a fresh store on a clock that stands still before each test, and closes it afterwards. */
@DisplayNameGeneration(Sentences.class)
abstract class ContractTest {
    /** To the microsecond, as clocks of systems tell it. */
    static final Instant START = Instant.parse("2026-03-01T12:00:00.123456Z");

    private BackendFixture fixture;
    MutableClock clock;
    StorageBackend backend;

    /** A store of its own for one test. */
    abstract BackendFixture newFixture();

    @BeforeEach
    void open() {
        fixture = newFixture();
        clock = MutableClock.at(START);
        backend = fixture.open(clock);
    }

    @AfterEach
    void close() {
        try {
            backend.close();
        } finally {
            fixture.cleanUp();
        }
    }

    /** Closes the store and opens it again; skips the test where nothing of it would be left. */
    final void reopen() {
        assumeTrue(
                backend.capabilities().durability() != Durability.VOLATILE,
                () -> backend.location() + " keeps nothing when it is closed: its durability is VOLATILE");
        backend.close();
        backend = fixture.open(clock);
    }

    /** Skips the test, visibly, where the backend does not declare {@code capability}. */
    final void assume(Capability capability) {
        assumeTrue(
                backend.capabilities().has(capability),
                () -> backend.location() + " does not declare the capability " + capability);
    }

    final DocumentStore documents() {
        return backend.documents();
    }

    final BlobStore blobs() {
        return backend.blobs();
    }

    final JournalStore journals() {
        return backend.journals();
    }

    /** Puts {@code content} whatever is there. */
    final Document put(DocumentKey key, Content content) {
        return documents().put(Put.live(key, content, Expectation.any()));
    }

    /** Deletes whatever is there. */
    final Document delete(DocumentKey key) {
        return documents().put(Put.deleted(key, Expectation.any()));
    }
}
