package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Recording;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a process that optimizes and records, each time at a random moment and each time from where the last one was, and finishes what
 * is left. Two kills for each store, or {@code -Dcairn.recording.kills}.
 */
@Timeout(7200)
class RecordingKillTest {
    private static final int KILLS = Integer.getInteger("cairn.recording.kills", 2);
    private static final int LONGEST_LIFE = 700;

    @TempDir
    Path folder;

    private final Random random = new Random();

    @ParameterizedTest
    @ValueSource(strings = {"", "h2:"})
    void everyGenerationThatWasAcknowledgedIsThereAndTheNextProcessGoesOn(String scheme) throws Exception {
        String uri = scheme + folder.resolve("store");
        long there = 0;
        for (int killed = 0; killed < KILLS; killed++) {
            String printed = ChildJvm.start(RecordedOptimizer.class, uri)
                    .killAfter(RecordedOptimizer.BEGINS, random.nextInt(LONGEST_LIFE));
            assertThat(printed).doesNotContain("Exception");
            there = Math.max(there, acknowledged(printed));
            there = check(uri, there);
        }
        int budget = Math.toIntExact(there + 5 * RecordedOptimizer.POPULATION);
        RecordedOptimizer.run(uri, budget, evaluations -> {});
        try (StorageManager manager = StorageManagers.open(uri)) {
            OptimizationResult result = manager.loadResult("run");
            assertThat(result.run().evaluations()).isEqualTo(budget);
            assertThat(result.columns())
                    .isEqualTo(Recordings.in(manager).last().orElseThrow().columns());
            assertThat(Recordings.in(manager).isFinished()).isTrue();
            assertThat(manager.unfinishedRecordings()).isEmpty();
        }
        assertThat(check(uri, budget)).isEqualTo(budget);
        System.out.println(KILLS + " optimizers killed, " + budget / RecordedOptimizer.POPULATION + " generations");
    }

    /** The evaluations of the last generation of which {@code printed} says that it was recorded; 0 if there is none. */
    private static long acknowledged(String printed) {
        return printed.lines()
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    /** Reads all generations: there are those up to {@code acknowledged}, and each is whole. Returns the evaluations of the last. */
    private static long check(String uri, long acknowledged) {
        try (StorageManager manager = StorageManagers.open(uri)) {
            Recording recording = Recordings.in(manager);
            List<Generation> generations = Recordings.read(recording);
            assertThat(generations).allMatch(one -> one.rows() == RecordedOptimizer.POPULATION);
            assertThat(generations.stream().map(Generation::evaluations))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, generations.size())
                            .mapToObj(number -> number * RecordedOptimizer.POPULATION)
                            .toList());
            long last = generations.size() * (long) RecordedOptimizer.POPULATION;
            assertThat(last).isGreaterThanOrEqualTo(acknowledged);
            return last;
        }
    }
}
