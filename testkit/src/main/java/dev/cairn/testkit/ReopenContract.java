package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.OTHER;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.bytes;
import static dev.cairn.testkit.Samples.content;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is closed and opened again holds what it held. Skipped where the durability is VOLATILE. */
abstract class ReopenContract extends ContractTest {
    @BeforeEach
    void assumeThatItKeepsAnything() {
        assumeTrue(
                backend.capabilities().durability() != Durability.VOLATILE,
                () -> backend.location() + " keeps nothing when it is closed: its durability is VOLATILE");
    }

    @Test
    void keepsTheIdOfTheStore() {
        String id = backend.storeId();
        reopen();
        assertThat(backend.storeId()).isEqualTo(id);
    }

    @Test
    void keepsDocumentsOfEveryState() {
        Content whole = Content.of(CONTENT.body(), Map.of("x", putBlob(bytes(1000, 1))))
                .under(new Parent("run", "parent", 2))
                .withEpoch(3);
        Document live = put(key("live"), whole);
        Document archived = documents().put(Put.archived(key("archived"), whole, "cold", Expectation.any()));
        Document tombstone = delete(key("deleted"));
        reopen();
        assertThat(documents().get(List.of(live.key(), archived.key(), tombstone.key())))
                .extracting(slot -> slot.find().orElseThrow())
                .containsExactly(live, archived, tombstone);
        assertThat(Listings.keys(documents())).containsExactlyInAnyOrder(live.key(), archived.key());
    }

    @Test
    void keepsARemovedDocumentRemoved() {
        documents().remove(KEY, put(KEY, CONTENT).revision());
        reopen();
        assertThat(documents().get(KEY).find()).isEmpty();
    }

    @Test
    void goesOnAboveTheRevisionsBeforeThoughTheClockIsSetBack() {
        Document live = put(KEY, CONTENT);
        Document tombstone = delete(key("deleted"));
        clock.advance(Duration.ofDays(-400));
        reopen();
        assertThat(put(KEY, OTHER).revision()).isGreaterThan(live.revision());
        assertThat(put(key("deleted"), OTHER).revision()).isGreaterThan(tombstone.revision());
    }

    @Test
    void keepsBlobsAndWhenTheyWereTouched() {
        byte[] bytes = bytes(200_000, 1);
        BlobInfo before = listedAfter(bytes);
        reopen();
        assertThat(Listings.blobs(blobs(), SCOPE)).containsExactly(before);
        assertThat(readBlob(before.digest())).isEqualTo(bytes);
    }

    @Test
    void keepsJournalsAndTheirPositions() {
        JournalKey log = new JournalKey(KEY, "log");
        long end = journals().append(log, List.of("{\"n\":1}", "{\"n\":2}"));
        JournalPage before = journals().read(log, 0, 10);
        reopen();
        assertThat(journals().read(log, 0, 10)).isEqualTo(before);
        journals().append(log, List.of("{\"n\":3}"));
        assertThat(journals().read(log, end, 10).entries()).hasSize(1);
        assertThat(journals().names(KEY)).containsExactly("log");
    }

    @Test
    void keepsEveryPutThatReturnedBeforeTheClose() {
        Queue<Document> returned = new ConcurrentLinkedQueue<>();
        List<Together.Task> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int number = thread;
            tasks.add(() -> CloseContract.untilClosed(
                    i -> returned.add(put(key(number + "-" + i), content(number + "-" + i)))));
        }
        tasks.add(() -> {
            while (returned.size() < 40 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            backend.close();
        });
        Together.run(tasks.toArray(Together.Task[]::new));
        reopen();
        assertThat(returned)
                .allSatisfy(document ->
                        assertThat(documents().get(document.key()).find()).contains(document));
    }

    private BlobInfo listedAfter(byte[] bytes) {
        putBlob(bytes);
        return Listings.blobs(blobs(), SCOPE).get(0);
    }
}
