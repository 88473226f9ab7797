package dev.cairn.it;

import static dev.cairn.it.Recordings.DESCRIPTION;
import static dev.cairn.it.Recordings.generation;
import static dev.cairn.it.Recordings.generations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Recording;
import dev.cairn.ReplicaState;
import dev.cairn.ResultRecorder;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A recording when the store fails. */
class RecordingFaultsTest {
    private final Faults faults = new Faults();
    private final StorageBackend store = Stores.memory(Clock.systemUTC());
    private final StorageManager manager =
            StorageManagers.builder().primary(new FaultyBackend(store, faults)).build();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aGenerationThatTheStoreDidNotTakeCanBeRecordedAgain() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);
        Fault outage = faults.outage();
        assertThatThrownBy(() -> recorder.record(generation(0))).isInstanceOf(UnavailableException.class);
        outage.end();

        recorder.record(generation(0)).record(generation(1));

        assertThat(Recordings.read(Recordings.in(manager))).isEqualTo(generations(0, 2));
    }

    @Test
    void anAnswerThatWasLostIsLookedUp() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);
        faults.on(Operation.JOURNAL_APPEND).first(1).failAfter();

        recorder.record(generation(0)).record(generation(1));

        assertThat(Recordings.read(Recordings.in(manager))).isEqualTo(generations(0, 2));
    }

    @Test
    void aFinishThatCannotSaveLeavesTheRecordingAndCanBeCalledAgain() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION).record(generation(0));
        Fault failing = faults.on(Operation.DOCUMENT_PUT).failBefore();
        assertThatThrownBy(recorder::finish).isInstanceOf(UnavailableException.class);
        assertThat(Recordings.in(manager).isFinished()).isFalse();
        failing.end();

        recorder.record(generation(1)).finish();

        assertThat(Recordings.in(manager).isFinished()).isTrue();
        assertThat(Recordings.read(Recordings.in(manager))).isEqualTo(generations(0, 2));
    }

    @Test
    void aJournalThatCannotBeRemovedDoesNotFailTheFinishAndCountsAsNone() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION).record(generation(0));
        Fault failing = faults.on(Operation.JOURNAL_DELETE).failBefore();

        recorder.finish();

        assertThat(manager.unfinishedRecordings()).containsExactly("run");
        assertThat(Recordings.in(manager).isFinished()).isTrue();
        failing.end();
        manager.record("run", DESCRIPTION).record(generation(5)).close();
        assertThat(Recordings.read(Recordings.in(manager))).containsExactly(generation(5));
    }

    @Test
    void anEntryThatWasDamagedCostsThatGenerationAndIsNamed() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);
        generations(0, 4).forEach(recorder::record);
        faults.on(Operation.JOURNAL_READ).nth(2).damage();

        Recording recording = Recordings.in(manager);

        assertThat(recording.size()).isEqualTo(3);
        assertThat(recording.damages()).singleElement().asString().contains("generations");
    }

    @Test
    void aSecondaryThatIsDownChangesNothingButTheReplica() {
        Faults secondary = new Faults();
        try (StorageManager two = StorageManagers.builder()
                .primary(Stores.memory(Clock.systemUTC()))
                .secondary(new FaultyBackend(Stores.memory(Clock.systemUTC()), secondary))
                .tiers(TierOptions.defaults().withoutBackground())
                .build()) {
            Fault outage = secondary.outage();
            ResultRecorder recorder = two.record("run", DESCRIPTION).record(generation(0));

            assertThat(recorder.finish().replica()).isEqualTo(ReplicaState.MISSING);

            assertThat(Recordings.read(Recordings.in(two))).isEqualTo(generations(0, 1));
            outage.end();
            assertThat(two.tiers().replicate().isComplete()).isTrue();
        }
    }

    @Test
    void aStoreThatIsOnlyReadShowsRecordingsAndTakesNone() {
        manager.record("run", DESCRIPTION).record(generation(0)).close();
        try (StorageManager reader = StorageManagers.builder()
                .primary(Stores.surviving(store))
                .readOnly(true)
                .build()) {
            assertThat(Recordings.read(Recordings.in(reader))).isEqualTo(generations(0, 1));
            assertThatThrownBy(() -> reader.record("other", DESCRIPTION)).isInstanceOf(UnsupportedException.class);
            assertThatThrownBy(() -> reader.resumeRecording("run")).isInstanceOf(UnsupportedException.class);
            assertThatThrownBy(() -> reader.discardRecording("run")).isInstanceOf(UnsupportedException.class);
        }
    }

    @Test
    void aRecorderOfAManagerThatIsClosedRecordsNoMore() {
        ResultRecorder recorder = manager.record("run", DESCRIPTION);
        manager.close();

        assertThatThrownBy(() -> recorder.record(generation(0))).isInstanceOf(IllegalStateException.class);
    }
}
