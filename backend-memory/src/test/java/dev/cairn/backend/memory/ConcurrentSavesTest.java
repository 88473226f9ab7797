package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.DocumentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentSavesTest {
    private static final int THREADS = 8;
    private static final int SIZE = 1000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CyclicBarrier together = new CyclicBarrier(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void neverTakeMoreThanTheBoundTogether() throws Exception {
        long cost = SIZE + MemoryBudget.BLOB_OVERHEAD;
        try (SmallStore store = SmallStore.refusing(20 * cost + cost / 2)) {
            AtomicInteger saved = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();

            inEachThread(thread -> {
                for (int i = 0; i < 50; i++) {
                    try {
                        store.putBlob(SmallStore.bytes(SIZE, thread * 100L + i));
                        saved.incrementAndGet();
                    } catch (UnavailableException e) {
                        refused.incrementAndGet();
                    }
                }
            });

            assertThat(saved.get() + refused.get()).isEqualTo(THREADS * 50);
            assertThat(saved.get()).isBetween(1, 20);
            assertThat(store.backend.blobs().list(SCOPE)).hasSize(saved.get());
            assertThat(store.used()).isEqualTo(saved.get() * cost);
        }
    }

    @Test
    void reserveEveryByteOfTheBoundAndNotOneMore() throws Exception {
        MemoryTables tables = new MemoryTables(new MemoryBudget(MemoryBudget.MEGABYTE, false), "memory store");
        AtomicLong reserved = new AtomicLong();

        inEachThread(thread -> reserved.addAndGet(reserveUntilFull(tables)));

        assertThat(reserved).hasValue(MemoryBudget.MEGABYTE);
        assertThat(tables.used()).isEqualTo(MemoryBudget.MEGABYTE);
    }

    private static long reserveUntilFull(MemoryTables tables) {
        long reserved = 0;
        try {
            while (true) {
                tables.reserve("a byte", 1, 1, null);
                reserved++;
            }
        } catch (UnavailableException full) {
            return reserved;
        }
    }

    @Test
    void leaveNoDocumentWithoutItsBlobWhileTheyEvictOneAnother() throws Exception {
        try (SmallStore store = SmallStore.evicting(30L * SIZE)) {
            inEachThread(thread -> {
                for (int i = 0; i < 200; i++) {
                    saveIfThereIsRoom(store, "run_" + thread + "_" + i % 5, i % 17);
                }
            });

            try (Stream<BlobRef> named = store.backend
                    .documents()
                    .scan(SCOPE, "result", Set.of(DocumentState.LIVE))
                    .flatMap(slot -> slot.find().orElseThrow().content().blobs().values().stream())) {
                assertThat(named).isNotEmpty().allMatch(store::has);
            }
            assertThat(store.used()).isLessThanOrEqualTo(30L * SIZE);
        }
    }

    @Test
    void ofTheSameBytesCountThemOnce() throws Exception {
        try (SmallStore store = SmallStore.refusing(MemoryBudget.MEGABYTE)) {
            inEachThread(thread -> store.putBlob(SmallStore.bytes(SIZE, 1)));

            assertThat(store.used()).isEqualTo(SIZE + MemoryBudget.BLOB_OVERHEAD);
        }
    }

    /** Other saves under way may keep all the room there is. */
    private static void saveIfThereIsRoom(SmallStore store, String id, int seed) {
        try {
            store.save(id, SIZE, seed);
        } catch (UnavailableException full) {
            assertThat(full).hasMessageContaining("saves under way");
        }
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private void inEachThread(Work work) throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            calls.add(() -> {
                together.await();
                work.run(thread);
                return true;
            });
        }
        for (Future<Boolean> call : threads.invokeAll(calls)) {
            assertThat(call.get()).isTrue();
        }
    }
}
