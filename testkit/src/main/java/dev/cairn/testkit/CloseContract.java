package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.bytes;
import static dev.cairn.testkit.Samples.content;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Put;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A backend may be closed at any time and twice; whoever goes on using it is told. */
abstract class CloseContract extends ContractTest {
    @Test
    void mayHappenTwice() {
        backend.close();
        backend.close();
    }

    @Test
    void endsTheUseOfDocuments() {
        DocumentStore documents = documents();
        Document document = put(KEY, CONTENT);
        backend.close();
        assertRefused(
                () -> documents.get(KEY),
                () -> documents.head(KEY),
                () -> documents.put(Put.live(KEY, CONTENT, Expectation.any())),
                () -> documents.putAll(List.of(Put.live(KEY, CONTENT, Expectation.any()))),
                () -> documents.putNewer(document),
                () -> documents.remove(KEY, document.revision()),
                documents::scopes,
                () -> documents.kinds(SCOPE),
                () -> drain(documents.keys(SCOPE, KIND)),
                () -> drain(documents.scan(SCOPE, KIND, EnumSet.allOf(DocumentState.class))),
                () -> drain(documents.modifiedSince(SCOPE, START)));
    }

    @Test
    void endsTheUseOfBlobs() {
        BlobStore blobs = blobs();
        Digest digest = putBlob(bytes(10, 1)).digest();
        backend.close();
        assertRefused(
                () -> blobs.open(SCOPE, digest),
                () -> {
                    try (BlobSink sink = blobs.create(SCOPE)) {
                        sink.write(bytes(10, 2));
                        sink.commit();
                    }
                },
                () -> blobs.touch(SCOPE, List.of(digest)),
                () -> drain(blobs.list(SCOPE)),
                () -> blobs.sweep(SCOPE, List.of(digest), START));
    }

    @Test
    void endsTheUseOfJournals() {
        JournalStore journals = journals();
        JournalKey log = new JournalKey(KEY, "log");
        journals.append(log, List.of("{}"));
        backend.close();
        assertRefused(
                () -> journals.append(log, List.of("{}")),
                () -> journals.force(log),
                () -> journals.read(log, 0, 1),
                () -> journals.names(KEY),
                () -> journals.seal(log),
                () -> journals.delete(log));
    }

    @Test
    void letsPutsUnderWayEndOrRefusesThem() {
        AtomicInteger puts = new AtomicInteger();
        Together.Task writer = () -> untilClosed(i -> {
            put(key("put " + i % 10), content("text " + i));
            puts.incrementAndGet();
        });
        Together.run(writer, writer, writer, () -> {
            while (puts.get() < 30 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            backend.close();
        });
    }

    /** Calls {@code step} with 0, 1, 2 and so on until it meets a closed backend; any other failure is one. */
    static void untilClosed(IntConsumer step) {
        assertThatIllegalStateException().isThrownBy(() -> {
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                step.accept(i);
            }
        });
    }

    private static void assertRefused(ThrowingCallable... calls) {
        for (int i = 0; i < calls.length; i++) {
            assertThatIllegalStateException().as("call %s of the list", i).isThrownBy(calls[i]);
        }
    }

    private static void drain(Stream<?> stream) {
        try (stream) {
            stream.forEach(element -> {});
        }
    }
}
