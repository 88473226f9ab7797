package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static dev.cairn.testkit.faults.Operation.BLOB_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.MigrateOptions;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.query.Criterion;
import dev.cairn.query.Page;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many results in files, without and with an index: the same answers, and no payload is opened. With
 * {@code -Dcairn.files.results=100000} it prints how long each takes.
 */
class ManyResultsTest {
    private static final int RESULTS = Integer.getInteger("cairn.files.results", 300);
    private static final int TIMES = Math.min(11, 1 + RESULTS / 1000);

    @TempDir
    private Path folder;

    private final Map<String, String> plain = new LinkedHashMap<>();
    private final Map<String, String> indexed = new LinkedHashMap<>();

    @Test
    void areListedAndRankedTheSameWithAndWithoutAnIndex() {
        Faults files = new Faults();
        List<Object> expected;
        try (StorageManager manager = manager(new FaultyBackend(files(), files))) {
            timed(plain, "saving all, unforced", 1, () -> save(manager));
            files.forget();
            expected = answers(manager, plain);
        }
        StorageBackend index = Stores.h2(folder.resolve("index").toString(), Clock.systemUTC());
        try (StorageManager manager = manager(new IndexedBackend(new FaultyBackend(files(), files), index))) {
            TransferReport report = timed(
                    indexed,
                    "making the index, H2",
                    1,
                    () -> manager.index().rebuild(MigrateOptions.defaults().withParallelism(2)));
            assertThat(report.counts().copied()).isEqualTo(RESULTS);
            assertThat(answers(manager, indexed)).isEqualTo(expected);
            assertThat(manager.index().status().answeredByFiles()).isZero();
        }
        assertThat(files.count(BLOB_OPEN)).isZero();
        print();
    }

    private StorageBackend files() {
        return Stores.unforced(folder.resolve("files"));
    }

    private static StorageManager manager(StorageBackend store) {
        return StorageManagers.builder().primary(store).build();
    }

    private static List<Object> answers(StorageManager manager, Map<String, String> times) {
        List<Object> answers = new ArrayList<>();
        answers.add(timed(times, "listResults()", TIMES, manager::listResults));
        answers.add(timed(
                times,
                "a page of 100, order by created",
                TIMES,
                () -> keys(manager.queryResults(Query.all().limit(100)))));
        answers.add(timed(
                times,
                "count of saved.quality < 0.01",
                TIMES,
                () -> manager.results().count(Criterion.lt("saved.quality", 0.01))));
        answers.add(timed(
                times,
                "top 10 by saved.quality",
                TIMES,
                () -> keys(manager.queryResults("order by saved.quality limit 10"))));
        answers.add(timed(
                times,
                "top 10 of solver.seed = 7",
                TIMES,
                () -> keys(manager.queryResults("solver.seed = 7 order by saved.quality limit 10"))));
        Query query = QueryText.query("order by saved.quality limit 10");
        Page<ResultInfo> page = manager.queryResults(query);
        Query next = query.after(page.following().orElseThrow());
        answers.add(timed(times, "the page behind it", TIMES, () -> keys(manager.queryResults(next))));
        return answers;
    }

    private static List<String> keys(Page<ResultInfo> page) {
        return page.items().stream().map(ResultInfo::key).toList();
    }

    private static int save(StorageManager manager) {
        Random random = new Random(1);
        List<CompletableFuture<SaveReceipt>> saves = new ArrayList<>();
        for (int i = 0; i < RESULTS; i++) {
            SaveOptions options = SaveOptions.defaults().withMetadata("quality", random.nextDouble());
            saves.add(manager.saveResultAsync("run_" + i, numbered(i % 100, 10), options));
        }
        saves.forEach(CompletableFuture::join);
        return saves.size();
    }

    private static <T> T timed(Map<String, String> times, String what, int count, Supplier<T> work) {
        long[] nanos = new long[count];
        T answer = null;
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            answer = work.get();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        times.put(what, String.format(Locale.ROOT, "%.1f", nanos[count / 2] / 1e6));
        return Objects.requireNonNull(answer);
    }

    private void print() {
        System.out.printf(Locale.ROOT, "%,d results, median of %d, ms%n", RESULTS, TIMES);
        plain.keySet().forEach(what -> row(what, plain.get(what), indexed.getOrDefault(what, "-")));
        indexed.keySet().stream()
                .filter(what -> !plain.containsKey(what))
                .forEach(what -> row(what, "-", indexed.get(what)));
    }

    private static void row(String what, String first, String second) {
        System.out.printf("| %s | %s | %s |%n", what, first, second);
    }
}
