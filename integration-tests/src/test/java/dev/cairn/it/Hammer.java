package dev.cairn.it;

import dev.cairn.CacheOptions;
import dev.cairn.CollectOptions;
import dev.cairn.ConflictException;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.NotFoundException;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.spi.Capability;
import dev.cairn.testkit.SampleResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One process that saves, overwrites, loads, deletes, lists and collects garbage over a few keys, from eight threads, as fast as it
 * can, and notes what was acknowledged. Any surprise ends it with an error.
 */
final class Hammer {
    static final int KEYS = 12;
    private static final int THREADS = 8;

    private final StorageManager manager;
    private final int process;
    private final long end;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private Hammer(StorageManager manager, int process, int seconds) {
        this.manager = manager;
        this.process = process;
        this.end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    /** Arguments: the URI of the store, the number of this process, seconds, and the file for what was acknowledged. */
    public static void main(String[] args) throws Exception {
        try (StorageManager manager = StorageManagers.builder()
                .primary(args[0])
                .cache(CacheOptions.ofMegabytes(1).withFreshness(Duration.ZERO))
                .build()) {
            Hammer hammer = new Hammer(manager, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            hammer.run();
            Files.write(Path.of(args[3]), hammer.acknowledged);
        }
    }

    private void run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(threads.submit(() -> hammer(thread)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
    }

    private void hammer(int thread) {
        Random random = new Random(process * 1000L + thread);
        Map<String, Long> seen = new HashMap<>();
        for (int i = thread; i < KEYS; i += THREADS) {
            save("key " + i, (process * THREADS + thread) * 10_000_000 + i);
        }
        for (int i = KEYS; System.nanoTime() < end; i++) {
            String key = "key " + random.nextInt(KEYS);
            int number = (process * THREADS + thread) * 10_000_000 + i;
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> save(key, number);
                case 6, 7 -> replace(key, number);
                case 8, 9 -> delete(key);
                case 10 -> list();
                case 11 -> collect(thread);
                default -> load(key, seen, random.nextBoolean());
            }
        }
    }

    private void save(String key, int number) {
        long revision =
                manager.saveResult(key, SampleResults.numbered(number, 20)).revision();
        acknowledged.add(revision + " save " + number + " " + key);
    }

    /** Load, change, save: the expectation must hold the key still in between. */
    private void replace(String key, int number) {
        try {
            long before = manager.load(key, LoadOptions.defaults()).info().revision();
            long revision = manager.saveResult(
                            key, SampleResults.numbered(number, 20), SaveOptions.onlyIfRevision(before))
                    .revision();
            acknowledged.add(revision + " save " + number + " " + key);
        } catch (NotFoundException | ConflictException e) {
            // Somebody else was first, which is what the expectation is for.
        }
    }

    private void delete(String key) {
        long revision = manager.deleteResult(key).revision();
        if (revision > 0) {
            acknowledged.add(revision + " delete 0 " + key);
        }
    }

    private void list() {
        try (Stream<String> keys = manager.streamResults()) {
            keys.filter(key -> !key.matches("key [0-9]+")).findAny().ifPresent(key -> {
                throw new IllegalStateException("A listing shows " + key);
            });
        }
    }

    /** Collecting keeps all others out where it can, so only one thread of each process does it. */
    private void collect(int thread) {
        if (thread == 0) {
            manager.collectGarbage(collecting(manager));
        }
    }

    /** Without a grace where others can be kept out, else with the shortest that there is. */
    static CollectOptions collecting(StorageManager manager) {
        return manager.primary().capabilities().has(Capability.EXCLUSIVE_HOLD)
                ? CollectOptions.exclusively()
                : new CollectOptions(Duration.ofHours(1), false, false);
    }

    private void load(String key, Map<String, Long> seen, boolean pastCache) {
        try {
            Loaded loaded = manager.load(key, pastCache ? LoadOptions.withoutCache() : LoadOptions.defaults());
            long number = loaded.result().metadata().integer("number").orElseThrow();
            if (!loaded.result().equals(SampleResults.numbered((int) number, 20))) {
                throw new IllegalStateException("Torn: " + key + " at " + loaded.info());
            }
            long revision = loaded.info().revision();
            if (revision < seen.getOrDefault(key, 0L)) {
                throw new IllegalStateException("Older than before: " + key + " at " + loaded.info());
            }
            seen.put(key, revision);
        } catch (NotFoundException e) {
            // It is deleted just now.
        }
    }
}
