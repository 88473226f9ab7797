package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InterruptTest {
    private static final DocumentKey KEY = Stores.key("A");
    private static final JournalKey LOG = new JournalKey(KEY, "log");

    @TempDir
    Path folder;

    private StorageBackend store;

    @BeforeEach
    void open() {
        store = Stores.open(folder, Map.of());
    }

    @AfterEach
    void close() {
        Thread.interrupted();
        store.close();
    }

    @Test
    void leavesEveryOperationWholeWhereItCameBefore() {
        for (int i = 0; i < 20; i++) {
            Thread.currentThread().interrupt();
            everything(i);
            assertThat(Thread.interrupted()).as("still set").isTrue();
        }
    }

    @Test
    void leavesEveryOperationWholeWheneverItComes() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Boolean> work = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    everything(i);
                }
                work.complete(true);
            } catch (Throwable e) {
                work.completeExceptionally(e);
            }
            done.set(true);
        });
        worker.start();
        Random random = new Random(7);
        while (!done.get()) {
            worker.interrupt();
            TimeUnit.NANOSECONDS.sleep(random.nextInt(400_000));
        }
        assertThat(work.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(store.documents().get(KEY).find()).isPresent();
    }

    @Test
    void ofOneReaderCostsNoOtherAByte() throws Exception {
        byte[] bytes = new byte[200_000];
        new Random(3).nextBytes(bytes);
        BlobRef ref = Stores.blob(store.blobs(), bytes);
        AtomicBoolean done = new AtomicBoolean();
        try (BlobReader reader = store.blobs().open(Stores.SCOPE, ref.digest())) {
            Thread noisy = new Thread(() -> {
                while (!done.get()) {
                    Thread.currentThread().interrupt();
                    reader.read(0, ByteBuffer.allocate(100));
                }
            });
            noisy.start();
            for (int i = 0; i < 2000; i++) {
                ByteBuffer part = ByteBuffer.allocate(100);
                assertThat(reader.read(i * 99L, part)).isEqualTo(100);
                assertThat(part.array()).isEqualTo(java.util.Arrays.copyOfRange(bytes, i * 99, i * 99 + 100));
            }
            done.set(true);
            noisy.join();
        }
    }

    @Test
    void dropsNoLock() throws Exception {
        String base = folder.toString();
        StoreProgram.putZero(store, Stores.key("counter"));
        try (ChildJvm child = ChildJvm.start("increment", base, "100")) {
            AtomicBoolean done = new AtomicBoolean();
            Thread worker = new Thread(() -> {
                StoreProgram.increment(store, Stores.key("counter"), 100);
                done.set(true);
            });
            worker.start();
            while (!done.get()) {
                worker.interrupt();
                TimeUnit.MICROSECONDS.sleep(300);
            }
            assertThat(child.rest()).isEmpty();
            assertThat(store.documents().get(Stores.key("counter")).findVisible())
                    .hasValueSatisfying(
                            last -> assertThat(Stores.text(last.content())).contains("\"200\""));
        }
    }

    private void everything(int i) {
        byte[] bytes = ("blob " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        store.hold().close();
        BlobRef ref = Stores.blob(store.blobs(), bytes);
        assertThat(Stores.read(store.blobs(), ref)).isEqualTo(bytes);
        assertThat(store.blobs().touch(Stores.SCOPE, List.of(ref.digest()))).isEmpty();
        store.blobs().sweep(Stores.SCOPE, List.of(ref.digest()), Instant.EPOCH);
        store.documents().put(Put.live(KEY, Stores.content("" + i), Expectation.any()));
        assertThat(store.documents().head(KEY)).isPresent();
        assertThat(Stores.text(store.documents().get(KEY).find().orElseThrow().content()))
                .contains("\"" + i + "\"");
        try (Stream<?> slots = store.documents().scan(Stores.SCOPE, "result", Set.of(DocumentState.LIVE))) {
            assertThat(slots).isNotEmpty();
        }
        long end = store.journals().append(LOG, List.of("{\"n\":" + i + "}"));
        store.journals().force(LOG);
        assertThat(store.journals().read(LOG, 0, 1000).next()).isEqualTo(end);
        store.journals().seal(LOG);
        store.documents().put(Put.deleted(KEY, Expectation.any()));
        if (i % 5 == 0) {
            store.holdExclusively().close();
            Stores.open(folder).close();
        }
    }
}
