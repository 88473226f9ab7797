package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.Recording;
import dev.cairn.ResultRecorder;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attachment;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.RunInfo;
import dev.cairn.model.TextColumn;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What finishing and discarding a recording does on any backend. */
abstract class RecordingEndContract extends RecordingTest {
    @Test
    void finishingMakesAResultOfTheLastPopulationWithAHistory() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);
        numbered(0, 3).forEach(recorder::record);

        SaveReceipt receipt = recorder.finish();

        OptimizationResult result = past(manager, "run");
        assertThat(receipt.digest()).isEqualTo(manager.resultInfo("run").digest());
        assertThat(result.columns()).isEqualTo(generation(2).columns());
        assertThat(result.solver()).isEqualTo(DESCRIPTION.solver());
        assertThat(result.metadata()).isEqualTo(DESCRIPTION.metadata());
        assertThat(result.run())
                .isEqualTo(new RunInfo(ContractTest.START, ContractTest.START.plusSeconds(2), 300L, null));
        assertThat(result.history())
                .isEqualTo(History.builder()
                        .column("generation", LongColumn.of(0, 1, 2))
                        .column("evaluations", LongColumn.of(100, 200, 300))
                        .column(
                                "time",
                                TextColumn.of(numbered(0, 3).stream()
                                        .map(one -> one.time().toString())
                                        .toList()))
                        .column("best f1", RealColumn.of(0, 1, 2))
                        .build());
    }

    @Test
    void finishingSealsTheGenerationsIntoTheResultAndEndsTheRecording() throws IOException {
        record(0, 3);
        OptimizationResult own = SampleResults.numbered(1, 10);

        manager.resumeRecording("run").record(generation(3)).finish(own);

        assertThat(manager.unfinishedRecordings()).isEmpty();
        assertThat(backend.journals().names(JOURNAL.owner())).isEmpty();
        OptimizationResult result = past(manager, "run");
        assertThat(result.columns()).isEqualTo(own.columns());
        Attachment sealed = result.attachment("generations.jsonl");
        try (InputStream lines = sealed.open()) {
            assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(5)
                    .allMatch(line -> line.matches("\\{\"crc32c\":\"[0-9a-f]{8}\",\"entry\":\\{.*}}"));
        }
        Recording recording = managerOn(backend).recording("run").orElseThrow();
        assertThat(recording.isFinished()).isTrue();
        assertThat(recording.description()).isEqualTo(DESCRIPTION);
        assertThat(recording.last()).contains(generation(3));
        assertThat(generations(recording)).isEqualTo(numbered(0, 4));
    }

    @Test
    void aFinishedRecordingIsNeitherResumedNorFinishedAgain() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION).record(generation(0));
        recorder.finish();

        assertThatThrownBy(recorder::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> recorder.record(generation(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> manager.resumeRecording("run"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("finished");
        assertThatThrownBy(() -> manager.resumeRecording("another")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aFinishThatIsRefusedLeavesTheRecordingAsItWas() {
        manager.saveResult("run", SampleResults.numbered(1, 10));
        ResultRecorder recorder = manager.record("run", DESCRIPTION).record(generation(0));

        assertThatThrownBy(() -> recorder.finish(SampleResults.numbered(2, 10), SaveOptions.onlyIfAbsent()))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> recorder.finish(SampleResults.numbered(2, 10), SaveOptions.inCacheOnly()))
                .isInstanceOf(UnsupportedException.class);

        assertThat(past(manager, "run")).isEqualTo(SampleResults.numbered(1, 10));
        recorder.record(generation(1)).finish();
        assertThat(generations(recording())).isEqualTo(numbered(0, 2));
    }

    @Test
    void aRecordingWithoutAnyGenerationMakesNoResultOfItsOwn() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);

        assertThatThrownBy(recorder::finish).isInstanceOf(IllegalStateException.class);
        recorder.finish(SampleResults.numbered(1, 10));
        assertThat(recording().size()).isZero();
        assertThat(recording().isFinished()).isTrue();
    }

    @Test
    void whatWasFinishedCanBeRecordedAnew() {
        manager.record("run", DESCRIPTION).record(generation(0)).finish();

        ResultRecorder again = manager.record("run", DESCRIPTION).record(generation(5));

        assertThat(recording().isFinished()).isFalse();
        assertThat(generations(recording())).containsExactly(generation(5));
        again.finish();
        assertThat(recording().isFinished()).isTrue();
        assertThat(generations(recording())).containsExactly(generation(5));
    }

    @Test
    void discardingRemovesTheRecordingAndNotTheResult() {
        manager.record("run", DESCRIPTION).record(generation(0)).finish();
        ResultRecorder recorder = manager.record("run", DESCRIPTION).record(generation(5));

        assertThat(manager.discardRecording("run")).isTrue();

        assertThat(manager.discardRecording("run")).isFalse();
        assertThat(generations(recording())).containsExactly(generation(0));
        assertThatThrownBy(() -> recorder.record(generation(6))).isInstanceOf(ConflictException.class);
    }

    @Test
    void aJournalThatIsAllInItsResultCountsAsNone() {
        record(0, 3);
        List<String> entries = backend.journals().read(JOURNAL, 0, 100).entries().stream()
                .map(JournalEntry::json)
                .toList();
        manager.resumeRecording("run").finish();
        // As a process leaves it that is killed before it removes the journal.
        JournalStore journals = backend.journals();
        journals.append(JOURNAL, entries);

        assertThat(recording().isFinished()).isTrue();
        assertThat(generations(recording())).isEqualTo(numbered(0, 3));
        assertThatThrownBy(() -> manager.resumeRecording("run")).isInstanceOf(NotFoundException.class);
        manager.record("run", DESCRIPTION).record(generation(9)).close();
        assertThat(generations(recording())).containsExactly(generation(9));
    }
}
