package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.query.Criterion;
import dev.cairn.query.Query;
import dev.cairn.testkit.faults.CrashPoint;
import dev.cairn.testkit.faults.CrashPoints;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that ends before, in or after any step that it takes in the files or in their index leaves them so that the next one answers
 * queries as the files say, at once, and by the index when it has looked after it.
 */
class IndexedCrashTest {
    @TempDir(factory = FastFolder.class)
    private Path base;

    /** Of so many points one is tried; the long form, {@code -Dcairn.crash.every=1}, tries all. */
    private static final int EVERY = Integer.getInteger("cairn.crash.every", 5);

    @BeforeEach
    void makeTemplate() {
        try (StorageManager manager = open(base.resolve("template"), new Faults())) {
            save(manager, "a", 1);
            save(manager, "b", 2);
        }
    }

    private Path copyOfTemplate() throws IOException {
        Path template = base.resolve("template");
        Path folder = Files.createTempDirectory(base, "store");
        try (Stream<Path> all = Files.walk(template)) {
            for (Path path : all.filter(each -> !each.equals(template)).toList()) {
                Files.copy(path, folder.resolve(template.relativize(path)));
            }
        }
        return folder;
    }

    private static Stream<DynamicTest> some(Stream<DynamicTest> all) {
        List<DynamicTest> tests = all.toList();
        return IntStream.range(0, tests.size())
                .filter(i -> i % EVERY == 0 || i == tests.size() - 1)
                .mapToObj(tests::get);
    }

    private static StorageManager open(Path folder, Faults faults) {
        return StorageManagers.builder()
                .primary(new IndexedBackend(
                        new FaultyBackend(Stores.unforced(folder.resolve("files")), faults),
                        new FaultyBackend(Stores.h2(folder.resolve("index").toString(), Clock.systemUTC()), faults),
                        TierOptions.defaults().withoutBackground(),
                        System::nanoTime))
                .tiers(TierOptions.defaults().withoutBackground())
                .build();
    }

    private static void save(StorageManager manager, String key, int quality) {
        manager.saveResult(key, numbered(1, 1), SaveOptions.defaults().withMetadata("quality", quality));
    }

    /** Lets {@code crashing} happen until its process ends, and compares what the next one answers with the files. */
    private void trial(CrashPoint point, Consumer<StorageManager> crashing) throws Throwable {
        Path folder = copyOfTemplate();
        point.run(() -> {
            try (StorageManager manager = open(folder, point.faults())) {
                crashing.accept(manager);
            }
        });
        List<String> expected;
        long counted;
        try (StorageManager files = StorageManagers.builder()
                .primary(Stores.unforced(folder.resolve("files")))
                .readOnly(true)
                .build()) {
            expected = answer(files);
            counted = files.results().count(Criterion.gt("saved.quality", 1));
        }
        try (StorageManager manager = open(folder, new Faults())) {
            assertThat(answer(manager)).isEqualTo(expected);
            assertThat(manager.results().count(Criterion.gt("saved.quality", 1)))
                    .isEqualTo(counted);
            manager.index().synchronize();
            assertThat(answer(manager)).isEqualTo(expected);
            assertThat(manager.results().count(Criterion.gt("saved.quality", 1)))
                    .isEqualTo(counted);
            long byIndex = manager.index().status().answeredByIndex();
            assertThat(answer(manager)).isEqualTo(expected);
            assertThat(manager.index().status().answeredByIndex()).isGreaterThan(byIndex);
        }
    }

    private static List<String> answer(StorageManager manager) {
        return manager.queryResults(Query.where(Criterion.gt("saved.quality", 0))).items().stream()
                .map((ResultInfo info) ->
                        info.key() + " " + info.metadata().integer("quality").orElseThrow())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> aSave() throws Throwable {
        return some(CrashPoints.tests(point -> trial(point, manager -> save(manager, "a", 3))));
    }

    @TestFactory
    Stream<DynamicTest> aDeletion() throws Throwable {
        return some(CrashPoints.tests(point -> trial(point, manager -> manager.deleteResult("b"))));
    }
}
