package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.OTHER;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.bytes;
import static dev.cairn.testkit.Samples.content;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that is interrupted finishes what it does and stays interrupted; nobody else notices. */
abstract class InterruptContract extends ContractTest {
    private static final JournalKey LOG = new JournalKey(KEY, "log");
    private static final byte[] BYTES = bytes(300_000, 1);

    private Digest digest = Digest.of(BYTES);

    @BeforeEach
    void fill() {
        put(KEY, CONTENT);
        digest = putBlob(BYTES).digest();
        journals().append(LOG, List.of("{\"n\":1}"));
    }

    @Test
    void aPutIsCarriedOut() {
        interrupted(() -> put(KEY, OTHER));
        assertThat(documents().get(KEY).find().orElseThrow().content()).isEqualTo(OTHER);
    }

    @Test
    void aPutOfManyIsCarriedOut() {
        interrupted(() -> documents()
                .putAll(List.of(
                        Put.live(key("a"), CONTENT, Expectation.any()), Put.live(key("b"), CONTENT, Expectation.any())))
                .forEach(result -> result.orElseThrow()));
        assertThat(Listings.keys(documents())).containsExactlyInAnyOrder(KEY, key("a"), key("b"));
    }

    @Test
    void aPutOfAnotherStoresDocumentIsCarriedOut() {
        Document other = Samples.made(key("other"), 5, DocumentState.LIVE, CONTENT);
        interrupted(() -> documents().putNewer(other));
        assertThat(documents().get(key("other")).find()).contains(other);
    }

    @Test
    void aRemovalIsCarriedOut() {
        long revision = documents().head(KEY).orElseThrow().revision();
        interrupted(() -> assertThat(documents().remove(KEY, revision)).isTrue());
        assertThat(documents().get(KEY).find()).isEmpty();
    }

    @Test
    void aDocumentIsRead() {
        interrupted(() ->
                assertThat(documents().get(KEY).find().orElseThrow().content()).isEqualTo(CONTENT));
        interrupted(() -> assertThat(documents().head(KEY)).isPresent());
    }

    @Test
    void documentsAreListed() {
        interrupted(() -> assertThat(Listings.keys(documents())).containsExactly(KEY));
        interrupted(() -> assertThat(Listings.scan(documents(), EnumSet.allOf(DocumentState.class)))
                .hasSize(1));
        interrupted(() -> assertThat(Listings.modifiedSince(documents(), START)).hasSize(1));
        interrupted(() -> assertThat(documents().scopes()).contains(SCOPE));
        interrupted(() -> assertThat(documents().kinds(SCOPE)).containsExactly(KIND));
    }

    @Test
    void aBlobIsWritten() {
        byte[] others = bytes(200_000, 2);
        interrupted(() -> putBlob(others));
        assertThat(readBlob(Digest.of(others))).isEqualTo(others);
    }

    @Test
    void aBlobIsRead() {
        interrupted(() -> assertThat(readBlob(digest)).isEqualTo(BYTES));
    }

    @Test
    void aReaderThatAnotherThreadOpenedGoesOn() {
        try (BlobReader reader = blobs().open(SCOPE, digest)) {
            ByteBuffer target = ByteBuffer.allocate(BYTES.length);
            interrupted(() -> reader.read(0, target));
            assertThat(target.array()).isEqualTo(BYTES);
            assertThat(reader.read(0, target.clear())).isEqualTo(BYTES.length);
        }
    }

    @Test
    void blobsAreTouchedAndListed() {
        interrupted(() -> assertThat(blobs().touch(SCOPE, List.of(digest))).isEmpty());
        interrupted(() -> assertThat(Listings.blobs(blobs(), SCOPE)).hasSize(1));
    }

    @Test
    void blobsAreSwept() {
        Instant later = letTimePass();
        interrupted(() ->
                assertThat(blobs().sweep(SCOPE, List.of(digest), later).count()).isEqualTo(1));
        assertThat(Listings.blobs(blobs(), SCOPE)).isEmpty();
    }

    @Test
    void aJournalIsAppendedToForcedAndRead() {
        interrupted(() -> journals().append(LOG, List.of("{\"n\":2}")));
        interrupted(() -> journals().force(LOG));
        interrupted(() -> assertThat(journals().read(LOG, 0, 10).entries()).hasSize(2));
        interrupted(() -> assertThat(journals().names(KEY)).containsExactly("log"));
    }

    @Test
    void aJournalIsSealedAndDeleted() {
        interrupted(() -> assertThat(journals().seal(LOG).length()).isPositive());
        interrupted(() -> journals().delete(LOG));
        assertThat(journals().names(KEY)).isEmpty();
    }

    @Test
    void interruptsAtAnyMomentHinderNoPut() throws Exception {
        FutureTask<@Nullable Void> puts = new FutureTask<>(() -> {
            for (int i = 0; i < 200; i++) {
                put(key("put " + i), content("text " + i));
            }
            return null;
        });
        Thread writer = new Thread(puts);
        writer.start();
        SplittableRandom random = new SplittableRandom(7);
        while (!puts.isDone()) {
            writer.interrupt();
            LockSupport.parkNanos(random.nextLong(500_000));
        }
        puts.get();
        assertThat(Listings.keys(documents())).hasSize(201);
        assertTheStoreWorks();
    }

    /** Runs {@code task} in a thread that is interrupted already, and looks whether anything suffered. */
    private void interrupted(Together.Task task) {
        Together.run(() -> {
            Thread.currentThread().interrupt();
            task.run();
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the interrupt stays set")
                    .isTrue();
        });
        assertTheStoreWorks();
    }

    private void assertTheStoreWorks() {
        put(key("afterwards"), CONTENT);
        documents()
                .remove(
                        key("afterwards"),
                        documents().head(key("afterwards")).orElseThrow().revision());
        byte[] others = bytes(100_000, 3);
        assertThat(readBlob("afterwards", putBlob("afterwards", others).digest()))
                .isEqualTo(others);
        JournalKey journal = new JournalKey(key("afterwards"), "log");
        journals().append(journal, List.of("{}"));
        assertThat(journals().read(journal, 0, 1).entries()).hasSize(1);
        journals().delete(journal);
    }
}
