package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ConflictException;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight threads that want the same, on both databases, with few connections and many. */
class RaceTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 200;

    abstract static class Races {
        abstract Map<String, Object> config();

        private StorageBackend open(int poolSize) {
            Map<String, Object> config = new HashMap<>(config());
            config.put("pool_size", poolSize);
            return Fixtures.open(config, Clock.systemUTC());
        }

        private static <T> List<T> together(IntFunction<T> task) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.apply(thread);
                }));
            }
            threads.shutdown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }

        private static boolean putAsNew(StorageBackend backend, DocumentKey key, int thread) {
            try {
                backend.documents().put(Put.live(key, content(thread), Expectation.absent()));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        }

        private static Content content(int number) {
            return Content.of(("{\"n\":" + number + "}").getBytes(UTF_8));
        }

        @Test
        void forANewKeyHaveExactlyOneWinner() throws Exception {
            try (StorageBackend backend = open(THREADS)) {
                for (int round = 0; round < ROUNDS; round++) {
                    DocumentKey key = new DocumentKey("default", "result", "round " + round);
                    assertThat(together(thread -> putAsNew(backend, key, thread)))
                            .containsOnlyOnce(true);
                }
            }
        }

        @Test
        @DisplayName("27: for a new key have exactly one winner on one connection")
        void forANewKeyHaveExactlyOneWinnerOnOneConnection() throws Exception {
            try (StorageBackend backend = open(1)) {
                for (int round = 0; round < 50; round++) {
                    DocumentKey key = new DocumentKey("default", "result", "single " + round);
                    assertThat(together(thread -> putAsNew(backend, key, thread)))
                            .containsOnlyOnce(true);
                }
            }
        }

        @Test
        @DisplayName("49: of batches in any order all end")
        void ofBatchesInAnyOrderAllEnd() throws Exception {
            try (StorageBackend backend = open(THREADS)) {
                for (int round = 0; round < 20; round++) {
                    together(thread -> {
                        List<Integer> order =
                                new ArrayList<>(IntStream.range(0, 40).boxed().toList());
                        Collections.shuffle(order);
                        List<Put> puts = order.stream()
                                .map(i -> Put.live(
                                        new DocumentKey("default", "batch", "key " + i),
                                        content(thread),
                                        Expectation.any()))
                                .toList();
                        backend.documents().putAll(puts).forEach(result -> result.orElseThrow());
                        return true;
                    });
                }
            }
        }

        @Test
        void ofReadersAndWritersOfLargeDocumentsShowEachWhole() throws Exception {
            DocumentKey key = new DocumentKey("default", "large", "x");
            try (StorageBackend backend = open(THREADS)) {
                backend.documents().put(Put.live(key, large(0), Expectation.any()));
                together(thread -> {
                    for (int i = 0; i < 40; i++) {
                        if (thread < 3) {
                            backend.documents().put(Put.live(key, large(i), Expectation.any()));
                        } else {
                            assertThat(backend.documents().get(key).find()).isPresent();
                            assertThat(backend.documents().head(key)).isPresent();
                        }
                    }
                    return true;
                });
            }
        }

        private static Content large(int number) {
            return Content.of(("{\"n\":\"" + (number + " ").repeat(100_000) + "\"}").getBytes(UTF_8));
        }

        @Test
        void ofTouchesAndSweepsInAnyOrderAllEnd() throws Exception {
            try (StorageBackend backend = open(THREADS)) {
                List<Digest> digests = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    try (var sink = backend.blobs().create("default")) {
                        sink.write(new byte[] {(byte) i});
                        digests.add(sink.commit().digest());
                    }
                }
                var mark = backend.blobs().now();
                together(thread -> {
                    List<Digest> order = new ArrayList<>(digests);
                    for (int i = 0; i < 20; i++) {
                        Collections.shuffle(order);
                        if (thread == 0) {
                            backend.blobs().sweep("default", order, mark.minusSeconds(60));
                        } else {
                            backend.blobs().touch("default", order);
                        }
                    }
                    return true;
                });
                assertThat(backend.blobs().touch("default", digests)).isEmpty();
            }
        }
    }

    @Nested
    class OnH2 extends Races {
        @TempDir(factory = FastFolder.class)
        private Path folder;

        @Override
        Map<String, Object> config() {
            return Map.of("connection_string", "h2:" + folder.resolve("store"));
        }
    }

    @Nested
    class OnPostgresql extends Races {
        private final String schema = Postgres.newSchema();

        @AfterEach
        void drop() {
            Postgres.dropSchema(schema);
        }

        @Test
        void ofTwoProcessesHaveOneWinnerForEachKey() throws Exception {
            try (StorageBackend backend = Fixtures.open(config(), Clock.systemUTC());
                    ChildJvm child = ChildJvm.start(128, "claim", Postgres.jdbcUrl(), schema)) {
                assertThat(child.line()).isEqualTo("open");
                List<Integer> ours = StoreProgram.claim(backend, "the parent");
                List<String> theirs = List.of(child.line().split("[^0-9]+"));
                List<String> all = new ArrayList<>(theirs);
                ours.forEach(i -> all.add(String.valueOf(i)));
                all.remove("");
                assertThat(all)
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200)
                                .mapToObj(String::valueOf)
                                .toList());
            }
        }

        @Override
        Map<String, Object> config() {
            return Fixtures.postgresConfig(schema);
        }
    }
}
