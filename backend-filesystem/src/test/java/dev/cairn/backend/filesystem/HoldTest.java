package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cairn.spi.Hold;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HoldTest {
    /** A thread for each task: the common pool may have one thread only, and these tasks wait for each other. */
    private static final Executor THREADS = task -> new Thread(task).start();

    @TempDir
    Path folder;

    private StorageBackend store;

    @BeforeEach
    void open() {
        store = Stores.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whoeverIsAloneIsAlone() {
        AtomicInteger inside = new AtomicInteger();
        IntStream.range(0, 8).parallel().forEach(worker -> {
            for (int i = 0; i < 300; i++) {
                boolean alone = (worker + i) % 20 == 0;
                Hold hold = alone ? store.holdExclusively() : store.hold();
                int seen = inside.addAndGet(alone ? 1000 : 1);
                if (alone ? seen != 1000 : seen >= 1000) {
                    fail("Saw " + seen + " inside.");
                }
                inside.addAndGet(alone ? -1000 : -1);
                hold.close();
            }
        });
        assertThat(inside).hasValue(0);
    }

    @Test
    void aLongSaveKeepsNoOtherSaveWaiting() throws Exception {
        Hold slow = store.hold();
        TimeUnit.MILLISECONDS.sleep(50);
        CompletableFuture.runAsync(() -> store.hold().close(), THREADS).get(5, TimeUnit.SECONDS);
        slow.close();
    }

    @Test
    void newSavesWaitForOneThatWantsToBeAlone() throws Exception {
        Hold first = store.hold();
        CompletableFuture<Hold> alone = CompletableFuture.supplyAsync(store::holdExclusively, THREADS);
        TimeUnit.MILLISECONDS.sleep(50);
        CompletableFuture<Hold> later = CompletableFuture.supplyAsync(store::hold, THREADS);
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(alone).isNotDone();
        assertThat(later).isNotDone();
        first.close();
        alone.get(5, TimeUnit.SECONDS).close();
        later.get(5, TimeUnit.SECONDS).close();
    }

    @Test
    void oneOpeningKeepsOutTheSavesOfAnother() throws Exception {
        try (StorageBackend other = Stores.open(folder)) {
            Hold alone = store.holdExclusively();
            CompletableFuture<Hold> save = CompletableFuture.supplyAsync(other::hold, THREADS);
            TimeUnit.MILLISECONDS.sleep(50);
            assertThat(save).isNotDone();
            alone.close();
            save.get(5, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void lastsUntilItIsGivenBackThoughTheStoreIsClosed() {
        Hold hold = store.hold();
        store.close();
        assertThat(folder.resolve("_writers")).isNotEmptyDirectory();
        hold.close();
        hold.close();
        assertThat(folder.resolve("_writers")).isEmptyDirectory();
    }
}
