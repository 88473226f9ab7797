package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capability;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.time.Duration;
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

    /** Closes the store and opens it again. */
    final void reopen() {
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

    /** Puts a blob of {@code bytes} into the default scope. */
    final BlobRef putBlob(byte[] bytes) {
        return putBlob(Samples.SCOPE, bytes);
    }

    final BlobRef putBlob(String scope, byte[] bytes) {
        try (BlobSink sink = blobs().create(scope)) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    /** All bytes of a blob of the default scope. */
    final byte[] readBlob(Digest digest) {
        return readBlob(Samples.SCOPE, digest);
    }

    final byte[] readBlob(String scope, Digest digest) {
        try (BlobReader reader = blobs().open(scope, digest)) {
            ByteBuffer target = ByteBuffer.allocate((int) reader.size());
            reader.read(0, target);
            return target.array();
        }
    }

    /** Lets the clock that stamps touches move on, whichever it is, and returns its time. */
    final Instant letTimePass() {
        Instant before = blobs().now();
        clock.advance(Duration.ofMinutes(1));
        Instant deadline = Instant.now().plusSeconds(10);
        Instant now = blobs().now();
        while (!now.isAfter(before)) {
            assertThat(Instant.now())
                    .as("the clock of blobs().now() stands still")
                    .isBefore(deadline);
            Thread.onSpinWait();
            now = blobs().now();
        }
        return now;
    }
}
