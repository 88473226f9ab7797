package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ReconcileOptions;
import dev.cairn.Replication;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.UnavailableException;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.spi.Content;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What pipelines do in two stores, one of which is away now and then. */
class PipelineTiersTest extends PipelineTest {
    private static final PredictionArrays ARRAYS = PredictionArrays.of(new double[] {1, 2}, new double[] {3, 4});

    private final Faults primary = new Faults();
    private final Faults secondary = new Faults();
    private final AtomicLong nanoTime = new AtomicLong();

    @Override
    StorageBackend store() {
        return new FaultyBackend(Stores.unforced(folder.resolve("a"), clock), primary);
    }

    @Override
    StorageManager manager() {
        return StorageManagers.builder()
                .primary(store())
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("b"), clock), secondary))
                .tiers(TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground())
                .nanoTime(nanoTime::get)
                .clock(clock)
                .build();
    }

    private void answerAgain() {
        secondary.endAll();
        nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
        manager.tiers().replicate();
    }

    private List<String> inSecondary(String kind) {
        StorageBackend store = manager.secondary().orElseThrow();
        try (Stream<DocumentKey> keys = store.documents().keys("truss:1.0", kind)) {
            return keys.map(DocumentKey::id).toList();
        }
    }

    @Test
    void everythingIsSavedWhileTheSecondaryIsAwayAndCopiedLater() {
        secondary.outage();
        String pipeline = pipeline();
        String chain = savedChain(pipeline);
        String bare = saved(prediction(pipeline, "0", "val", 1));
        String full = saved(prediction(pipeline, "1", "val", 1).arrays(ARRAYS));
        saved(prediction(pipeline, "1", "val", 2));
        pipelines.predictions().saveArrays(bare, ARRAYS);
        answerAgain();
        assertThat(inSecondary("pipeline")).containsExactly(pipeline);
        assertThat(inSecondary("chain")).containsExactly(chain);
        assertThat(inSecondary("operator")).hasSize(3);
        assertThat(inSecondary("prediction")).containsExactlyInAnyOrder(bare, full);
        primary.outage();
        assertThat(pipelines.predictions().arrays(full)).isEqualTo(ARRAYS);
        assertThat(pipelines.predictions().arrays(bare)).isEqualTo(ARRAYS);
        primary.endAll();
    }

    @Test
    void everythingIsDeletedWhileTheSecondaryIsAwayAndThereLater() {
        String failed = pipeline();
        String deleted = pipeline();
        String kept = pipeline();
        for (String id : List.of(failed, deleted, kept)) {
            saved(prediction(id, "0", "val", 1));
        }
        secondary.outage();
        pipelines.fail(failed, "why");
        assertThat(pipelines.delete(deleted, true).predictions()).isEqualTo(1);
        assertThat(pipelines.predictions().results().count()).isEqualTo(1);
        assertThat(pipelines.predictions().results().delete()).isEqualTo(1);
        assertThat(pipelines.predictions().results().count()).isZero();
        answerAgain();
        pipelines.removeDeleted();
        assertThat(inSecondary("prediction")).isEmpty();
        assertThat(pipelines.predictions().results().count()).isZero();
    }

    @RepeatedTest(20)
    void whatWasDeletedDoesNotComeBackByComparingTheStores() {
        String failed = pipeline();
        saved(prediction(failed, "0", "val", 1));
        secondary.outage();
        saved(prediction(failed, "1", "val", 1));
        pipelines.fail(failed, "why");
        answerAgain();
        manager.tiers().reconcile(ReconcileOptions.defaults());
        pipelines.removeDeleted();
        manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(pipelines.predictions().results().count()).isZero();
        assertThat(pipelines.predictions().results().list()).isEmpty();
        assertThat(inSecondary("prediction")).isEmpty();
    }

    @Test
    void aRequiredReplicaThatIsMissingIsAFailureAndIsMadeLater() {
        WorkspaceOptions required = WorkspaceOptions.defaults().clock(clock).replication(Replication.REQUIRED);
        try (Workspace strict = Workspace.open(manager, required)) {
            String pipeline = pipeline();
            secondary.outage();
            var predictions = strict.experiment("truss:1.0").pipelines().predictions();
            var batch = List.of(prediction(pipeline, "0", "val", 1), prediction(pipeline, "1", "val", 1));
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> predictions.save(batch));
            assertThat(predictions.results().count()).isEqualTo(2);
            answerAgain();
            assertThat(inSecondary("prediction")).hasSize(2);
            assertThat(predictions.save(batch)).hasSize(2);
        }
    }

    @Test
    void whatIsOfTheMomentIsNotCopiedThoughManyArePut() {
        DocumentKey beat = new DocumentKey("truss:1.0", DocumentKey.HEARTBEAT, "run");
        DocumentKey other = new DocumentKey("truss:1.0", "other", "one");
        manager.tiers()
                .documents()
                .putAll(Stream.of(beat, other)
                        .map(key -> Put.live(key, Content.of("{}".getBytes(UTF_8)), Expectation.any()))
                        .toList());
        assertThat(inSecondary("other")).containsExactly("one");
        assertThat(inSecondary(DocumentKey.HEARTBEAT)).isEmpty();
    }

    @Test
    void theSecondaryAloneShowsAndCountsNothingThatWasRolledBack() {
        String failed = pipeline();
        saved(prediction(failed, "0", "val", 1));
        primary.on(Operation.DOCUMENT_REMOVE).failBefore();
        secondary.on(Operation.DOCUMENT_REMOVE).failBefore();
        pipelines.fail(failed, "why");
        workspace.close();
        manager.close();
        try (StorageManager alone = StorageManagers.builder()
                        .primary(Stores.unforced(folder.resolve("b"), clock))
                        .clock(clock)
                        .build();
                Workspace left = Workspace.open(alone)) {
            var results = left.experiment("truss:1.0").pipelines().predictions().results();
            assertThat(results.list()).isEmpty();
            assertThat(results.count()).isZero();
            assertThat(results.best(1, "model")).isEmpty();
        }
    }
}
