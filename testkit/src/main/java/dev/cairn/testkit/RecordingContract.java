package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.Recording;
import dev.cairn.ResultRecorder;
import dev.cairn.StorageManager;
import dev.cairn.model.Attributes;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What recording and resuming does on any backend. */
abstract class RecordingContract extends RecordingTest {
    @Test
    void whatIsRecordedComesBackBitForBit() {
        OptimizationResult sample = SampleResults.withEverything();
        OptimizationResult description = OptimizationResult.builder()
                .problem(sample.problem())
                .solver(sample.solver())
                .run(sample.run())
                .environment(sample.environment())
                .metadata(sample.metadata())
                .tag("\u00fcml\u00e4ut")
                .madeFrom("run/0")
                .build();
        Generation generation = Generation.builder(7, Long.MAX_VALUE)
                .time(Instant.parse("2026-11-20T10:00:00.123456789Z"))
                .columns(sample.columns())
                .scalar("hv", SampleResults.NAN_WITH_PAYLOAD)
                .scalar("fronts", 3)
                .scalar("note", "a\nb \u2028 \uD83D\uDE00")
                .state(Attributes.of(Map.of("seed", Long.MIN_VALUE, "$odd", List.of(-0.0, Double.POSITIVE_INFINITY))))
                .build();

        manager.record("all", description).record(generation).close();

        Recording recording = managerOn(backend).recording("all").orElseThrow();
        assertThat(recording.description()).isEqualTo(description);
        assertThat(generations(recording)).containsExactly(generation);
        assertThat(recording.last()).contains(generation);
        assertThat(recording.damages()).isEmpty();
    }

    @Test
    void aRecordingCanBeReadWhileItGoesOn() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);
        assertThat(recording().size()).isZero();
        assertThat(recording().last()).isEmpty();

        recorder.record(generation(0)).record(generation(1));
        Recording then = recording();
        recorder.record(generation(2));

        assertThat(then.size()).isEqualTo(2);
        assertThat(generations(then)).isEqualTo(numbered(0, 2));
        assertThat(generations(recording())).isEqualTo(numbered(0, 3));
        assertThat(then.isFinished()).isFalse();
    }

    @Test
    void thereIsNoRecordingOfWhatWasOnlySaved() {
        manager.saveResult("run", SampleResults.numbered(1, 10));

        assertThat(manager.recording("run")).isEmpty();
        assertThat(manager.recording("another")).isEmpty();
        assertThat(manager.unfinishedRecordings()).isEmpty();
    }

    @Test
    void unfinishedRecordingsAreListedAndResultsAreNot() {
        manager.saveResult("b", SampleResults.numbered(1, 10));
        manager.record("c", DESCRIPTION).close();
        manager.record("a/../x", DESCRIPTION).close();

        assertThat(manager.unfinishedRecordings()).containsExactly("a/../x", "c");
        assertThat(manager.listResults()).containsExactly("b");
    }

    @Test
    void aSecondRecordingOfAKeyIsRefusedAndToldWhatToDo() {
        record(0, 3);

        assertThatThrownBy(() -> manager.record("run", DESCRIPTION))
                .isInstanceOf(ConflictException.class)
                .hasMessageContainingAll("3 generations", "resumeRecording(\"run\")", "discardRecording(\"run\")");
        assertThat(generations(recording())).isEqualTo(numbered(0, 3));
    }

    @Test
    void resumingGoesOnBehindTheLastGeneration() {
        record(0, 3);

        try (ResultRecorder recorder = managerOn(backend).resumeRecording("run")) {
            assertThat(recorder.nextNumber()).isEqualTo(3);
            assertThat(recorder.description()).isEqualTo(DESCRIPTION);
            recorder.record(generation(3));
        }

        assertThat(generations(recording())).isEqualTo(numbered(0, 4));
    }

    @Test
    void ofTwoRecordersTheFirstToRecordGoesOnAndTheOtherWritesNothing() {
        ResultRecorder first = manager.record("run", DESCRIPTION).record(generation(0));
        ResultRecorder second = manager.resumeRecording("run").record(generation(1));

        assertThatThrownBy(() -> first.record(generation(1)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("elsewhere");
        assertThatThrownBy(() -> first.finish(SampleResults.numbered(1, 1))).isInstanceOf(ConflictException.class);
        second.record(generation(2));
        assertThat(generations(recording())).isEqualTo(numbered(0, 3));
        assertThat(manager.contains("run")).isFalse();
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingIsRecorded() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION).record(generation(4));

        assertThatThrownBy(() -> recorder.record(generation(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Generation 4");
        assertThatThrownBy(() -> recorder.record(
                        Generation.builder(5, 0).objective("f2", 1).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("generation 5", "f2", "f1");
        assertThatThrownBy(() -> manager.record("other", SampleResults.numbered(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("variables/x1");
        assertThat(generations(recording())).containsExactly(generation(4));
        assertThat(manager.recording("other")).isEmpty();
    }

    @Test
    void readingOnWhatWasDiscardedMeanwhileIsAConflict() {
        record(0, 3);
        Recording recording = recording();
        manager.discardRecording("run");

        assertThatThrownBy(() -> generations(recording))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("3 generations");
    }

    @Test
    void eachExperimentHasRecordingsOfItsOwn() {
        StorageManager bridge = manager.experiment("bridge");
        bridge.record("run", DESCRIPTION).record(generation(1)).close();

        assertThat(manager.recording("run")).isEmpty();
        assertThat(bridge.unfinishedRecordings()).containsExactly("run");
        record(0, 1);
        assertThat(generations(recording())).containsExactly(generation(0));
    }

    @Test
    void forcedGenerationsAreRecordedAsOthersAre() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION).forceEvery(2);

        numbered(0, 5).forEach(recorder::record);

        assertThat(generations(recording())).isEqualTo(numbered(0, 5));
        assertThatThrownBy(() -> recorder.forceEvery(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
