package dev.cairn.backend.filesystem;

import static dev.cairn.testkit.faults.Operation.BLOB_COMMIT;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.SampleResults;
import dev.cairn.testkit.faults.CrashPoints;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the store promises holds wherever a process ends. The first test is the one that docs/write-a-backend.md shows. */
class CrashPointsTest {
    private static final DocumentKey KEY = Stores.key("a");
    private static final JournalKey LOG = new JournalKey(KEY, "log");

    @TempDir
    Path base;

    @TestFactory
    Stream<DynamicTest> aSaveIsWholeOrAbsentWhereverItsProcessEnds() throws Throwable {
        return CrashPoints.tests(point -> {
            Path folder = newFolder();
            List<Document> returned = new ArrayList<>();
            point.run(() -> {
                try (StorageBackend store = new FaultyBackend(Stores.open(folder), point.faults())) {
                    returned.add(save(store, new byte[100_000]));
                }
            });
            try (StorageBackend store = Stores.open(folder)) {
                Optional<Document> there = store.documents().get(KEY).find();
                if (!returned.isEmpty()) {
                    assertThat(there).contains(returned.get(0));
                }
                there.ifPresent(document -> assertThat(bytesOf(store, document)).isEqualTo(new byte[100_000]));
                save(store, new byte[10]);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aJournalHasWhatReturnedAndOnlyWholeEntries() throws Throwable {
        List<String> entries = List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
        return CrashPoints.tests(point -> {
            Path folder = newFolder();
            List<String> returned = new ArrayList<>();
            point.run(() -> {
                try (StorageBackend store = new FaultyBackend(Stores.open(folder), point.faults())) {
                    store.journals().append(LOG, entries.subList(0, 2));
                    returned.addAll(entries.subList(0, 2));
                    store.journals().append(LOG, entries.subList(2, 4));
                    returned.addAll(entries.subList(2, 4));
                }
            });
            try (StorageBackend store = Stores.open(folder)) {
                List<String> there = store.journals().read(LOG, 0, 10).entries().stream()
                        .map(JournalEntry::json)
                        .toList();
                assertThat(there).isEqualTo(entries.subList(0, there.size()));
                assertThat(there).hasSizeGreaterThanOrEqualTo(returned.size());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aResultIsTheOldOneOrTheNewOneInEitherTier() throws Throwable {
        return CrashPoints.tests(point -> {
            Path folder = newFolder();
            try (StorageManager manager = manager(folder, new Faults())) {
                manager.saveResult("k", SampleResults.numbered(1, 100));
            }
            List<Integer> returned = new ArrayList<>();
            point.run(() -> {
                try (StorageManager manager = manager(folder, point.faults())) {
                    manager.saveResult("k", SampleResults.numbered(2, 100));
                    returned.add(2);
                }
            });
            try (StorageManager manager = manager(folder, new Faults())) {
                assertThat(manager.loadResult("k"))
                        .isIn(SampleResults.numbered(returned.isEmpty() ? 1 : 2, 100), SampleResults.numbered(2, 100));
            }
        });
    }

    @Test
    void anUploadStaysUnfinishedWhereItsProcessEnds() throws IOException {
        Path folder = newFolder();
        Faults faults = new Faults();
        faults.on(BLOB_COMMIT).crashBefore();
        try (StorageBackend store = new FaultyBackend(Stores.open(folder), faults)) {
            assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> save(store, new byte[100_000]));

            assertThat(folder.resolve("_tmp")).isNotEmptyDirectory();
        }
        try (StorageBackend next = Stores.open(folder)) {
            assertThat(next.blobs().list(Stores.SCOPE)).isEmpty();
        }
    }

    @Test
    void aHoldEndsWithItsProcessAlsoWhereNobodyClosesIt() throws Exception {
        Path folder = newFolder().resolve("store");
        Faults faults = new Faults();
        ExecutorService others = Executors.newSingleThreadExecutor();
        try (StorageBackend other = Stores.open(folder)) {
            StorageBackend crashing = new FaultyBackend(Stores.open(folder), faults);
            Hold forgotten = crashing.hold();
            Future<Hold> alone = others.submit(other::holdExclusively);
            faults.on(DOCUMENT_PUT).crashBefore();
            assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> save(crashing, new byte[1]));
            assertThat(alone).isNotDone();
            crashing.close();

            alone.get(20, TimeUnit.SECONDS).close();
            forgotten.close();
        } finally {
            others.shutdownNow();
        }
    }

    private Path newFolder() throws IOException {
        return Files.createTempDirectory(base, "store");
    }

    private static StorageManager manager(Path folder, Faults faults) {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.open(folder.resolve("primary")), faults))
                .secondary(new FaultyBackend(Stores.open(folder.resolve("secondary")), faults))
                .tiers(TierOptions.defaults().withoutBackground())
                .build();
    }

    private static Document save(StorageBackend store, byte[] bytes) {
        BlobRef ref = Stores.blob(store.blobs(), bytes);
        Content content = Content.of(Stores.content("saved").body(), Map.of("bytes", ref));
        return store.documents().put(Put.live(KEY, content, Expectation.any()));
    }

    private static byte[] bytesOf(StorageBackend store, Document document) {
        return Stores.read(
                store.blobs(), document.content().blobs().values().iterator().next());
    }
}
