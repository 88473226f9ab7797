package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.LoadOptions;
import dev.cairn.MigrateOptions;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.transfer.TransferReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many small results go from files to PostgreSQL and back while others save and load them: 300, or
 * {@code -Dcairn.migrated.results=10000}. Prints how fast it was.
 */
@Timeout(7200)
class MigrationUnderLoadTest {
    private static final int RESULTS = Integer.getInteger("cairn.migrated.results", 300);
    private static final int ROWS = 20;
    private static final int READERS = 1;
    private static final int WRITERS = 1;

    @TempDir
    Path folder;

    /** What was saved last under each key; a key is changed by one writer alone, and others than its number are reserved. */
    private final AtomicIntegerArray numbers = new AtomicIntegerArray(RESULTS);

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong saves = new AtomicLong();

    @Test
    void thereAndBackWhileOthersReadAndWriteEveryResultIsTheSame() throws Exception {
        try (EmbeddedPostgres server = start();
                StorageManager manager = StorageManagers.builder()
                        .primary("filesystem", Map.of("base_path", folder.resolve("files")))
                        .secondary("postgresql://postgres@localhost:" + server.getPort() + "/postgres")
                        .build()) {
            for (int i = 0; i < RESULTS; i++) {
                numbers.set(i, i);
                manager.saveResult(key(i), numbered(i, ROWS), SaveOptions.replicate(false));
            }
            TransferReport there = whileOthersWork(manager, Tier.PRIMARY, Tier.SECONDARY);
            completed(manager, Tier.PRIMARY, Tier.SECONDARY);
            Map<String, String> archived = digests(manager);
            TransferReport back = whileOthersWork(manager, Tier.SECONDARY, Tier.PRIMARY);
            completed(manager, Tier.SECONDARY, Tier.PRIMARY);

            assertThat(archived).hasSize(RESULTS);
            System.out.printf("%s%n%s%n%d loads and %d saves meanwhile%n", there, back, loads.get(), saves.get());
        }
    }

    private TransferReport whileOthersWork(StorageManager manager, Tier from, Tier to) throws Exception {
        done.set(false);
        ExecutorService threads = Executors.newFixedThreadPool(READERS + WRITERS);
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            others.add(threads.submit(() -> read(manager)));
        }
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            others.add(threads.submit(() -> write(manager, writer)));
        }
        TransferReport report;
        try {
            report = manager.migrateResults(info -> true, from, to, MigrateOptions.defaults());
        } finally {
            done.set(true);
        }
        for (Future<?> other : others) {
            other.get();
        }
        threads.shutdown();
        assertThat(report.failures()).isEmpty();
        assertThat(report.counts().done()).isGreaterThanOrEqualTo(RESULTS);
        return report;
    }

    private void read(StorageManager manager) {
        Random random = new Random(1);
        while (!done.get()) {
            int i = random.nextInt(RESULTS);
            long number = manager.loadResult(key(i), LoadOptions.withoutCache())
                    .metadata()
                    .integer("number")
                    .orElseThrow();
            assertThat((int) number % RESULTS).isEqualTo(i);
            loads.incrementAndGet();
        }
    }

    private void write(StorageManager manager, int writer) {
        Random random = new Random(writer);
        while (!done.get()) {
            int i = random.nextInt(RESULTS / WRITERS) * WRITERS + writer;
            int number = numbers.get(i) + RESULTS;
            manager.saveResult(key(i), numbered(number, ROWS), SaveOptions.replicate(false));
            numbers.set(i, number);
            saves.incrementAndGet();
        }
    }

    /** Moves what others saved again meanwhile, and compares everything with what was saved. */
    private void completed(StorageManager manager, Tier from, Tier to) {
        TransferReport rest = manager.migrateResults(info -> true, from, to, MigrateOptions.defaults());
        assertThat(rest.isComplete()).as(rest.toString()).isTrue();
        assertThat(rest.counts().copied()).isLessThanOrEqualTo(saves.get());
        assertThat(manager.queryResults("order by id").items()).hasSize(RESULTS).allMatch(info -> info.tier() == to);
        if (to == Tier.SECONDARY) {
            StorageManager alone =
                    StorageManagers.builder().primary(manager.primary()).build();
            assertThat(alone.collectGarbage(CollectOptions.exclusively()).blobs())
                    .isGreaterThanOrEqualTo(RESULTS);
        }
        for (int i = 0; i < RESULTS; i++) {
            assertThat(manager.loadResult(key(i), LoadOptions.withoutCache()))
                    .isEqualTo(numbered(numbers.get(i), ROWS));
        }
    }

    private static Map<String, String> digests(StorageManager manager) {
        Map<String, String> digests = new TreeMap<>();
        for (ResultInfo info : manager.queryResults("order by id").items()) {
            digests.put(info.key(), info.digest());
        }
        return digests;
    }

    private static String key(int i) {
        return "run_" + i;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | IllegalStateException e) {
            return Assumptions.abort("PostgreSQL does not start here: " + e.getMessage());
        }
    }
}
