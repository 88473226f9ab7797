package dev.cairn.it;

import static dev.cairn.it.Recordings.DESCRIPTION;
import static dev.cairn.it.Recordings.generation;
import static dev.cairn.it.Recordings.generations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.Recording;
import dev.cairn.ResultRecorder;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.testkit.faults.CrashPoint;
import dev.cairn.testkit.faults.CrashPoints;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that ends before, in or after any step of a recording leaves every generation that was acknowledged, and one that the next
 * process can finish, or begin anew if it was finished.
 */
class RecordingCrashTest {
    @TempDir(factory = FastFolder.class)
    private Path base;

    private static StorageManager open(Path folder, Faults faults) {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder), faults))
                .build();
    }

    @TestFactory
    Stream<DynamicTest> aRecordingThatIsResumedAndFinished() throws Throwable {
        return CrashPoints.tests(this::trial);
    }

    private void trial(CrashPoint point) throws Throwable {
        Path folder = Files.createTempDirectory(base, "store");
        try (StorageManager manager = open(folder, new Faults())) {
            manager.record("run", DESCRIPTION).record(generation(0)).close();
        }
        AtomicLong acknowledged = new AtomicLong(1);
        point.run(() -> {
            try (StorageManager manager = open(folder, point.faults())) {
                ResultRecorder recorder = manager.resumeRecording("run").forceEvery(2);
                for (long number = 1; number < 4; number++) {
                    recorder.record(generation(number));
                    acknowledged.incrementAndGet();
                }
                recorder.finish();
                acknowledged.incrementAndGet();
            }
        });
        check(folder, acknowledged.get());
    }

    private static void check(Path folder, long acknowledged) {
        try (StorageManager manager = open(folder, new Faults())) {
            manager.collectGarbage(CollectOptions.exclusively());
            Recording recording = Recordings.in(manager);
            long there = recording.size();
            assertThat(there).isBetween(Math.min(acknowledged, 4), 4L);
            assertThat(Recordings.read(recording)).isEqualTo(generations(0, there));
            assertThat(recording.damages()).isEmpty();
            assertThat(manager.contains("run")).isEqualTo(recording.isFinished());
            if (!recording.isFinished()) {
                assertThat(acknowledged).isLessThan(5);
                manager.resumeRecording("run").record(generation(9)).finish();
                assertThat(Recordings.in(manager).size()).isEqualTo(there + 1);
            }
            manager.record("run", DESCRIPTION).close();
        }
    }
}
