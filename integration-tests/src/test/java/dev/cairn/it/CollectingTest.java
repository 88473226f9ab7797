package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.BLOB_OPEN;
import static dev.cairn.testkit.faults.Operation.BLOB_SWEEP;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_SCAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.MutableClock;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage is collected beside savers and readers who are stopped in the middle, and nothing that is named is missed. */
class CollectingTest {
    private static final OptimizationResult SHARED = numbered(1, 100);
    private static final LoadOptions PAST_CACHE = LoadOptions.withoutCache();

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private final Faults faults = new Faults();
    private final StorageBackend store = new FaultyBackend(Stores.memory(clock), faults);
    private final StorageManager manager =
            StorageManagers.builder().primary(store).build();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        faults.endAll();
        thread.shutdown();
        manager.close();
    }

    private CollectReport collect() {
        return manager.collectGarbage(CollectOptions.defaults());
    }

    private CollectReport collectAlone() {
        return manager.collectGarbage(CollectOptions.exclusively());
    }

    private void leaveOldGarbage() {
        manager.saveResult("deleted", SHARED);
        manager.deleteResult("deleted");
        clock.advance(Duration.ofDays(30));
    }

    private OptimizationResult load(String key) {
        return manager.loadResult(key, PAST_CACHE);
    }

    @Test
    @DisplayName(
            "21: a save that found its blob among old garbage keeps it, though a collection comes before its document")
    void aBlobThatIsFoundThere() throws Exception {
        leaveOldGarbage();
        Fault pause = faults.on(DOCUMENT_PUT).pauseBefore();
        Future<?> save = thread.submit(() -> manager.saveResult("k", SHARED));
        pause.awaitStruck();
        assertThat(collect().blobs()).isZero();
        pause.end();
        save.get();

        assertThat(load("k")).isEqualTo(SHARED);
    }

    @Test
    @DisplayName("21: a save that takes over a blob after the mark keeps it")
    void aBlobThatIsTakenOverAfterTheMark() throws Exception {
        leaveOldGarbage();
        Fault pause = faults.on(BLOB_SWEEP).pauseBefore();
        Future<CollectReport> collection = thread.submit(this::collect);
        pause.awaitStruck();
        manager.saveResult("k", SHARED);
        pause.end();

        assertThat(collection.get().blobs()).isZero();
        assertThat(load("k")).isEqualTo(SHARED);
    }

    @Test
    @DisplayName("22: the age of a blob is told by the store, so a manager whose clock is wrong removes nothing young")
    void aClockThatIsWrong(@TempDir Path folder) {
        leaveOldGarbage();
        try (StorageManager ahead = StorageManagers.builder()
                .primary(Stores.unforced(folder, MutableClock.at(Instant.parse("2050-01-01T00:00:00Z"))))
                .build()) {
            ahead.saveResult("k", SHARED);
            ahead.deleteResult("k");

            assertThat(ahead.collectGarbage(CollectOptions.defaults()).blobs()).isZero();
        }
        assertThat(collect().blobs()).isOne();
    }

    @Test
    @DisplayName("23: a collection for one experiment keeps the blobs of the others and those of unknown kinds")
    void otherScopesAndKinds() {
        StorageManager other =
                StorageManagers.builder().primary(store).experiment("other").build();
        other.saveResult("k", SHARED);
        BlobRef ofUnknownKind = putBlob(new byte[] {1, 2, 3});
        store.documents()
                .put(Put.live(
                        new DocumentKey(DocumentKey.DEFAULT_SCOPE, "mystery", "x"),
                        Content.of("{}".getBytes(UTF_8), Map.of("part", ofUnknownKind)),
                        Expectation.any()));
        leaveOldGarbage();

        assertThat(collectAlone().blobs()).isOne();
        assertThat(other.loadResult("k", PAST_CACHE)).isEqualTo(SHARED);
        assertThat(store.blobs().touch(DocumentKey.DEFAULT_SCOPE, List.of(ofUnknownKind.digest())))
                .isEmpty();
    }

    private BlobRef putBlob(byte[] bytes) {
        try (BlobSink sink = store.blobs().create(DocumentKey.DEFAULT_SCOPE)) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    @Test
    @DisplayName("24: beside a document that cannot be read nothing is swept, and the report says why")
    void aDamagedDocument() {
        manager.saveResult("damaged", numbered(2, 100));
        leaveOldGarbage();
        Fault damage = faults.on(DOCUMENT_SCAN)
                .about(new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", "damaged"))
                .damage();

        CollectReport report = collectAlone();

        assertThat(report.blobs() + report.tombstones()).isZero();
        assertThat(report.skipped()).singleElement().asString().contains("damaged");
        damage.end();
        assertThat(collectAlone().blobs()).isOne();
        assertThat(load("damaged")).isEqualTo(numbered(2, 100));
    }

    @Test
    @DisplayName("25: of results that share a blob one or two may be deleted beside a save of the third")
    void aSharedBlob() throws Exception {
        manager.saveResult("a", SHARED);
        manager.saveResult("b", SHARED);
        clock.advance(Duration.ofDays(30));
        manager.deleteResult("a");
        assertThat(collectAlone().blobs()).isZero();
        assertThat(load("b")).isEqualTo(SHARED);

        Fault pause = faults.on(DOCUMENT_PUT).first(1).pauseBefore();
        Future<?> save = thread.submit(() -> manager.saveResult("c", SHARED));
        pause.awaitStruck();
        manager.deleteResult("b");
        assertThat(collect().blobs()).isZero();
        pause.end();
        save.get();
        assertThat(load("c")).isEqualTo(SHARED);

        manager.deleteResult("c");
        assertThat(collectAlone().blobs()).isOne();
    }

    @Test
    @DisplayName("26: a reader between two revisions, whose blob was collected meanwhile, reads the newer one")
    void aReaderBetweenTwoRevisions() throws Exception {
        manager.saveResult("k", SHARED);
        Fault pause = faults.on(BLOB_OPEN).first(1).pauseBefore();
        Future<OptimizationResult> read = thread.submit(() -> load("k"));
        pause.awaitStruck();
        manager.saveResult("k", numbered(2, 100));
        assertThat(collectAlone().blobs()).isOne();
        pause.end();

        assertThat(read.get()).isEqualTo(numbered(2, 100));
    }
}
