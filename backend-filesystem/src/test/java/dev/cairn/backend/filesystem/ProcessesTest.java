package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessesTest {
    @TempDir
    Path folder;

    private final String base() {
        return folder.resolve("store").toString();
    }

    private StorageBackend open() {
        return Stores.open(Path.of(base()));
    }

    @Nested
    class Together {
        @Test
        void onlyOneOfTwoIsTheFirstToPutAKey() throws IOException {
            int keys = 300;
            try (ChildJvm one = ChildJvm.start("absent", base(), "one", "" + keys);
                    ChildJvm two = ChildJvm.start("absent", base(), "two", "" + keys)) {
                begin(one, two);
                List<String> won = new ArrayList<>(one.rest());
                won.addAll(two.rest());
                assertThat(won)
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, keys)
                                .mapToObj(Integer::toString)
                                .toList());
            }
        }

        @Test
        void makeOneStoreOfAnEmptyFolder() throws IOException {
            for (int round = 0; round < 3; round++) {
                String base = folder.resolve("new" + round).toString();
                try (ChildJvm one = ChildJvm.start("id", base);
                        ChildJvm two = ChildJvm.start("id", base)) {
                    assertThat(one.line()).isEqualTo(two.line()).hasSize(36);
                }
            }
        }

        @Test
        void noneLosesAnIncrementOfAnother() throws IOException {
            try (StorageBackend store = open()) {
                StoreProgram.putZero(store, Stores.key("counter"));
            }
            try (StorageBackend store = open();
                    ChildJvm one = ChildJvm.start("increment", base(), "200");
                    ChildJvm two = ChildJvm.start("increment", base(), "200")) {
                Thread[] threads = start(4, () -> StoreProgram.increment(store, Stores.key("counter"), 50));
                join(threads);
                assertThat(one.rest()).isEmpty();
                assertThat(two.rest()).isEmpty();
                assertThat(store.documents().get(Stores.key("counter")).findVisible())
                        .hasValueSatisfying(
                                last -> assertThat(Stores.text(last.content())).contains("\"600\""));
            }
        }

        @Test
        void entriesOfTwoAppendsNeverMix() throws IOException {
            try (StorageBackend store = open();
                    ChildJvm one = ChildJvm.start("append", base(), "one", "500");
                    ChildJvm two = ChildJvm.start("append", base(), "two", "500")) {
                begin(one, two);
                assertThat(one.rest()).isEmpty();
                assertThat(two.rest()).isEmpty();
                var page = store.journals().read(new JournalKey(Stores.key("owner"), "log"), 0, 5000);
                assertThat(page.entries()).hasSize(1000);
                assertThat(page.damages()).isEmpty();
            }
        }

        @Test
        void oneThatWantsToBeAloneIsNotStarved() throws IOException {
            try (StorageBackend store = open();
                    ChildJvm one = ChildJvm.start("hold", base(), "8");
                    ChildJvm two = ChildJvm.start("hold", base(), "8")) {
                begin(one, two);
                for (int i = 0; i < 20; i++) {
                    Instant asked = Instant.now();
                    store.holdExclusively().close();
                    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
                }
            }
        }

        private void begin(ChildJvm... children) throws IOException {
            for (ChildJvm child : children) {
                assertThat(child.line()).isEqualTo("READY");
            }
            for (ChildJvm child : children) {
                child.go();
            }
        }
    }

    @Nested
    class Ending {
        @Test
        void byKillKeepsEverySaveThatReturned() throws IOException {
            for (int round = 0; round < 5; round++) {
                int last = saveUntilKilled(40 + 35 * round);
                try (StorageBackend store = open();
                        Stream<Slot> slots =
                                store.documents().scan(Stores.SCOPE, "result", Set.of(DocumentState.LIVE))) {
                    List<Document> whole =
                            slots.map(slot -> slot.find().orElseThrow()).toList();
                    assertThat(whole).hasSizeGreaterThanOrEqualTo(last + 1);
                    assertThat(store.documents().get(Stores.key("only-" + last)).findVisible())
                            .isPresent();
                    for (Document document : whole) {
                        document.content()
                                .blobs()
                                .values()
                                .forEach(ref -> assertThat(Stores.read(store.blobs(), ref))
                                        .hasSize((int) ref.length()));
                    }
                    assertThat(folder.resolve("store/_tmp")).isEmptyDirectory();
                }
            }
        }

        @Test
        void byKillLeavesTemporaryFilesThatTheNextRemoves() throws IOException {
            try (StorageBackend store = open();
                    ChildJvm child = ChildJvm.start("stream", base())) {
                assertThat(child.line()).isEqualTo("READY");
                open().close();
                assertThat(temps()).as("of a living writer").hasSize(1);
                child.close();
                open().close();
                assertThat(temps()).as("of a dead writer").isEmpty();
                store.documents().put(Put.live(Stores.key("a"), Stores.content("x"), Expectation.absent()));
            }
        }

        @Test
        void ofAnotherOpeningDisturbsNoLivingWriter() throws IOException {
            try (StorageBackend store = open();
                    ChildJvm child = ChildJvm.start("stream", base())) {
                assertThat(child.line()).isEqualTo("READY");
                open().close();
                child.go();
                assertThat(child.line()).hasSize(64);
                assertThat(store.location()).isNotBlank();
            }
        }

        @Test
        void byKillGivesUpWhatWasHeld() throws IOException {
            try (StorageBackend store = open()) {
                try (ChildJvm child = ChildJvm.start("hold", base(), "8")) {
                    assertThat(child.line()).isEqualTo("READY");
                }
                Hold alone = store.holdExclusively();
                alone.close();
                alone.close();
                store.hold().close();
            }
        }

        private int saveUntilKilled(int saves) throws IOException {
            try (ChildJvm child = ChildJvm.start("save", base())) {
                int last = 0;
                for (int i = 0; i < saves; i++) {
                    last = Integer.parseInt(child.line());
                }
                return last;
            }
        }

        private List<Path> temps() throws IOException {
            try (Stream<Path> temps = Files.list(folder.resolve("store/_tmp"))) {
                return temps.toList();
            }
        }
    }

    private static Thread[] start(int count, Runnable work) {
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(work);
            threads[i].start();
        }
        return threads;
    }

    private static void join(Thread... threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
