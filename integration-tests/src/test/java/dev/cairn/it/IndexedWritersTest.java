package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.TierOptions;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.compose.TieredBackend;
import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Query;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.testkit.faults.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several writers, and steps of one that fall between those of another, leave no wrong answer and no index that nobody believes. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class IndexedWritersTest {
    private static final String SCOPE = "s";
    private static final String KIND = "run";

    @TempDir(factory = FastFolder.class)
    private Path folder;

    private final Faults firstFiles = new Faults();
    private final Faults firstIndex = new Faults();
    private final Faults secondFiles = new Faults();
    private StorageBackend database;
    private IndexedBackend first;
    private IndexedBackend second;

    @BeforeEach
    void open() {
        database = Stores.h2("mem:writers" + System.nanoTime(), Clock.systemUTC());
        first = open(firstFiles, firstIndex, Duration.ZERO);
        second = open(secondFiles, new Faults(), Duration.ZERO);
    }

    @AfterEach
    void close() {
        firstFiles.endAll();
        firstIndex.endAll();
        secondFiles.endAll();
        first.close();
        second.close();
        database.close();
    }

    private IndexedBackend open(Faults files, Faults index, Duration timeout) {
        return new IndexedBackend(
                new FaultyBackend(Stores.unforced(folder.resolve("files")), files),
                new FaultyBackend(Stores.surviving(database), index),
                TierOptions.defaults().withTimeout(timeout).withoutBackground(),
                System::nanoTime);
    }

    private static DocumentKey key(String id) {
        return new DocumentKey(SCOPE, KIND, id);
    }

    private static Document put(StorageBackend store, String id, int x) {
        Content content = Content.of(("{\"x\":" + x + "}").getBytes(UTF_8));
        return store.documents().put(Put.live(key(id), content, Expectation.any()));
    }

    private static long count(StorageBackend store) {
        return store.index().orElseThrow().count(SCOPE, KIND, Criterion.exists("x"));
    }

    private static List<String> ids(List<Document> documents) {
        return documents.stream().map(document -> document.key().id()).toList();
    }

    private static boolean isMark(Step step) {
        return step.keys().stream().anyMatch(key -> key.kind().equals("index"));
    }

    @Test
    void twoWritersWhoRenewTheMarkAtOnceLeaveOneThatFits() {
        Fault between = firstFiles
                .on(Operation.DOCUMENT_PUT)
                .where(IndexedWritersTest::isMark)
                .nth(1)
                .before(step -> put(second, "b", 2));
        put(first, "a", 1);
        between.end();
        assertThat(first.status().complete()).isTrue();
        assertThat(second.status().complete()).isTrue();
        assertThat(count(first)).isEqualTo(2);
    }

    @Test
    void aMarkThatIsTakenAwayMeanwhileStaysAway() {
        put(first, "a", 1);
        first.synchronize();
        Fault between = firstFiles
                .on(Operation.DOCUMENT_PUT)
                .where(IndexedWritersTest::isMark)
                .nth(1)
                .before(step -> {
                    try (StorageBackend plain = Stores.unforced(folder.resolve("files"));
                            TieredBackend tiers = new TieredBackend(plain, null)) {
                        Document a = tiers.documents()
                                .get(List.of(key("a")))
                                .get(0)
                                .find()
                                .orElseThrow();
                        assertThat(tiers.documents().remove(key("a"), a.revision()))
                                .isTrue();
                    }
                });
        put(first, "b", 2);
        between.end();
        first.synchronize();
        assertThat(count(first)).isEqualTo(1);
        assertThat(count(second)).isEqualTo(1);
    }

    @Test
    void twoWhoOpenANewStoreAtOnceBelieveItsIndex() {
        StorageBackend other = Stores.h2("mem:other" + System.nanoTime(), Clock.systemUTC());
        Faults files = new Faults();
        Path fresh = folder.resolve("fresh");
        IndexedBackend[] meanwhile = new IndexedBackend[1];
        files.on(Operation.DOCUMENT_PUT)
                .where(IndexedWritersTest::isMark)
                .nth(1)
                .before(step -> meanwhile[0] = new IndexedBackend(Stores.unforced(fresh), Stores.surviving(other)));
        try (IndexedBackend opened =
                new IndexedBackend(new FaultyBackend(Stores.unforced(fresh), files), Stores.surviving(other))) {
            put(meanwhile[0], "a", 1);
            assertThat(opened.status().complete()).isTrue();
        } finally {
            meanwhile[0].close();
            other.close();
        }
    }

    @Test
    void whatFailsAfterAnotherFailureWasMendedIsToldToOthers() {
        Faults index = new Faults();
        try (IndexedBackend worked = new IndexedBackend(
                Stores.unforced(folder.resolve("files")), new FaultyBackend(Stores.surviving(database), index))) {
            Fault refusals = refusing(index);
            put(worked, "a", 1);
            Stores.await("the worker tried it too", () -> index.count(Operation.DOCUMENT_PUT_NEWER) > 1);
            refusals.end();
            put(worked, "a", 2);
            Stores.await("nothing is pending", () -> notes().isEmpty());
            refusing(index);
            put(worked, "b", 1);
            assertThat(count(second)).isEqualTo(2);
        }
    }

    private List<Slot> notes() {
        try (Stream<Slot> all = second.files()
                .documents()
                .scan(DocumentKey.STORE_SCOPE, "replication", EnumSet.allOf(DocumentState.class))) {
            return all.toList();
        }
    }

    private static Fault refusing(Faults index) {
        return index.on(Operation.DOCUMENT_PUT_NEWER)
                .failBefore(step -> new UnsupportedException("The index takes nothing, as the test asked."));
    }

    @Test
    void whatReachesTheIndexWhileItIsCountedIsCountedOnce() {
        put(first, "a", 1);
        Fault refusals = refusing(firstIndex);
        put(first, "b", 2);
        refusals.end();
        firstIndex.on(Operation.INDEX_COUNT).nth(1).after(step -> first.synchronize());
        assertThat(count(first)).isEqualTo(2);
    }

    @Test
    void whatIsDeclaredWhileTheIndexIsDownCountsWhenItAnswers() {
        Fault outage = firstIndex.outage();
        KindSpec spec = new KindSpec(KIND, List.of("at"), List.of("at"));
        DocumentQueries<Document> runs = DocumentQueries.of(first, SCOPE, spec);
        outage.end();
        Content content = Content.of("{\"x\":1,\"at\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_8));
        first.documents().put(Put.live(key("a"), content, Expectation.any()));
        Criterion later = Criterion.gt("at", Instant.parse("2025-12-31T00:00:00Z"));
        assertThat(runs.count(later)).isEqualTo(1);
        Stores.await("the index answers", () -> {
            first.synchronize();
            return first.status().complete() && first.status().pending() == 0;
        });
        assertThat(runs.count(later)).isEqualTo(1);
        assertThat(ids(runs.page(Query.where(later).limit(5)).items())).containsExactly("a");
    }

    @Test
    void anIndexThatEndsWhileItIsOpenedLeavesNothingRunning() {
        long before = workers();
        Faults index = new Faults();
        index.on(Operation.DOCUMENT_GET).where(IndexedWritersTest::isMark).failBefore();
        StorageBackend files = Stores.unforced(folder.resolve("files"));
        assertThatThrownBy(() -> new IndexedBackend(files, new FaultyBackend(Stores.surviving(database), index)))
                .isInstanceOf(UnavailableException.class);
        files.close();
        assertThat(workers()).isEqualTo(before);
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cairn-replication"))
                .count();
    }

    @Test
    void anOffsetLeavesOutWhatIsShown() {
        Content child = Content.of("{\"x\":0}".getBytes(UTF_8)).under(new Parent("node", "none", 0));
        first.documents().put(Put.live(key("a"), child, Expectation.any()));
        for (String id : List.of("b", "c", "d", "e")) {
            put(first, id, 1);
        }
        for (StorageBackend store : List.of(first, first.files())) {
            DocumentQueries<Document> runs = DocumentQueries.of(store, SCOPE, KindSpec.everything(KIND));
            Query two = Query.all().limit(2);
            assertThat(ids(runs.page(two).items())).containsExactly("b", "c");
            assertThat(ids(runs.page(two.offset(2)).items())).containsExactly("d", "e");
            assertThat(ids(runs.page(Query.all().offset(2)).items())).containsExactly("d", "e");
            assertThat(ids(runs.stream(Query.all().offset(3)).toList())).containsExactly("e");
            assertThat(ids(runs.page(two.offset(3)).items())).containsExactly("e");
            assertThat(ids(runs.page(two.offset(4)).items())).isEmpty();
        }
    }

    @Test
    void aRemovalThatItsWriterDidNotEndIsCounted() {
        put(first, "b", 2);
        Document a = put(first, "a", 1);
        first.synchronize();
        firstIndex.on(Operation.DOCUMENT_REMOVE).crashBefore();
        firstIndex.on(Operation.DOCUMENT_HEAD).crashBefore();
        try {
            first.documents().remove(key("a"), a.revision());
        } catch (Error e) {
            assertThat(e).hasMessageContaining("crash");
        }
        assertThat(second.files().documents().head(key("a"))).isEmpty();
        try {
            first.close();
        } catch (Error e) {
            assertThat(e).hasMessageContaining("crash");
        }
        first = open(new Faults(), new Faults(), Duration.ZERO);
        assertThat(count(first)).isEqualTo(1);
        first.synchronize();
        assertThat(count(first)).isEqualTo(1);
    }

    @Test
    void whoAsksAClosedStoreIsToldSo() {
        put(first, "a", 1);
        DocumentQueries<Document> runs = DocumentQueries.of(first, SCOPE, KindSpec.everything(KIND));
        first.close();
        assertThatThrownBy(() -> runs.count(Criterion.exists("x"))).isInstanceOf(IllegalStateException.class);
        IndexedBackend limited = open(new Faults(), new Faults(), Duration.ofSeconds(5));
        DocumentQueries<Document> others = DocumentQueries.of(limited, SCOPE, KindSpec.everything(KIND));
        limited.close();
        assertThatThrownBy(() -> others.count(Criterion.exists("x"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSaveDoesNotWaitForTheMarkOfAnIndexThatHangs() throws Exception {
        Faults hanging = new Faults();
        IndexedBackend impatient = open(new Faults(), hanging, Duration.ofMillis(200));
        Fault pause = hanging.onAll().pauseBefore();
        CompletableFuture<Document> saved = CompletableFuture.supplyAsync(() -> put(impatient, "a", 1));
        try {
            assertThat(saved.get(10, TimeUnit.SECONDS).key()).isEqualTo(key("a"));
        } finally {
            pause.end();
            impatient.close();
        }
    }
}
