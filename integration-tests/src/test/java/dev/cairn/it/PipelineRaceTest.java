package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.UnavailableException;
import dev.cairn.chain.Chain;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.pipeline.StepEvent;
import dev.cairn.pipeline.StepLog;
import dev.cairn.query.Order;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.testkit.faults.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of pipelines, chains and predictions when several work on them at once. */
class PipelineRaceTest extends PipelineTest {
    private static final PredictionArrays ARRAYS = PredictionArrays.of(new double[] {1, 2}, new double[] {3, 4});

    private final Faults faults = new Faults();

    @Override
    StorageBackend store() {
        return new FaultyBackend(Stores.unforced(folder.resolve("store"), clock), faults);
    }

    private static Predicate<Step> of(String kind) {
        return step -> step.keys().stream().anyMatch(key -> key.kind().equals(kind));
    }

    private long stored(String kind) {
        try (Stream<DocumentKey> keys = manager.tiers().documents().keys("truss:1.0", kind)) {
            return keys.count();
        }
    }

    private void assertNothingPredicted() {
        pipelines.removeDeleted();
        assertThat(pipelines.predictions().results().list()).isEmpty();
        assertThat(pipelines.predictions().results().count()).isZero();
        assertThat(pipelines.predictions().results().best(1, "model")).isEmpty();
        assertThat(stored("prediction")).isZero();
        assertThat(stored("grave")).isZero();
    }

    @Test
    void whatAFailureLeavesIsRemovedThoughSomebodyRemovesWhatIsDeletedJustBefore() {
        String id = pipeline();
        saved(prediction(id, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT).where(of("pipeline")).nth(1).before(step -> pipelines.removeDeleted());
        pipelines.fail(id, "why");
        assertNothingPredicted();
    }

    @Test
    void predictionsSavedWhileTheirPipelineFailsAreRefusedAndGone() {
        String id = pipeline();
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).before(step -> {
            pipelines.fail(id, "why");
            pipelines.removeDeleted();
        });
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> saved(prediction(id, "0", "val", 1)));
        assertNothingPredicted();
    }

    @Test
    void predictionsSavedWhileTheirPipelineIsDeletedAreRefusedAndGone() {
        String id = pipeline();
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).before(step -> {
            pipelines.delete(id, true);
            pipelines.removeDeleted();
        });
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> saved(prediction(id, "0", "val", 1)));
        assertNothingPredicted();
    }

    @Test
    void predictionsSavedWhileTheirChainIsDeletedAreRefusedAndGone() {
        String id = pipeline();
        String chain = savedChain(id);
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).before(step -> {
            pipelines.deleteChain(chain, false);
            pipelines.removeDeleted();
        });
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> saved(Prediction.of(id, chain, "PLS", "0", "val", "wheat", "rmse")));
        assertNothingPredicted();
        assertThat(pipelines.find(id)).isPresent();
    }

    @Test
    void predictionsSavedWhileTheirRunIsDeletedAreRefusedAndGone() {
        String id = pipeline();
        String chain = savedChain(id);
        run.complete();
        faults.on(Operation.DOCUMENT_PUT_ALL).where(of("prediction")).nth(1).before(step -> {
            experiment.deleteRun(run.id());
            pipelines.removeDeleted();
        });
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> saved(Prediction.of(id, chain, "PLS", "0", "val", "wheat", "rmse")));
        assertNothingPredicted();
        assertThat(stored("chain")).isZero();
        assertThat(stored("pipeline")).isZero();
    }

    @Test
    void aChainSavedWhileItsPipelineFailsIsRefusedAndGone() {
        String id = pipeline();
        Chain chain = chain(artifact("scaler"), artifact("model 0"), artifact("model 1"));
        faults.on(Operation.DOCUMENT_PUT).where(of("chain")).nth(1).before(step -> {
            pipelines.fail(id, "why");
            pipelines.removeDeleted();
        });
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> pipelines.chains().save(id, chain));
        pipelines.removeDeleted();
        assertThat(pipelines.chains().results().count()).isZero();
        assertThat(stored("chain")).isZero();
    }

    @Test
    void aPipelineBegunWhileItsRunIsDeletedIsRefusedAndGone() {
        faults.on(Operation.DOCUMENT_PUT).where(of("pipeline")).nth(1).before(step -> {
            run.cancel("enough");
            experiment.deleteRun(run.id());
        });
        assertThatExceptionOfType(ConflictException.class).isThrownBy(this::pipeline);
        pipelines.removeDeleted();
        assertThat(pipelines.results().count()).isZero();
        assertThat(stored("pipeline")).isZero();
        assertThat(stored("grave")).isZero();
    }

    @Test
    void aPipelineBegunJustBeforeItsRunIsDeletedIsGone() {
        run.cancel("enough");
        faults.on(Operation.DOCUMENT_PUT).where(of("run")).nth(1).before(step -> {
            DocumentKey key = new DocumentKey("truss:1.0", "pipeline", "late");
            // As somebody puts it who saw the run go on.
            manager.tiers().documents().put(late(key));
        });
        experiment.deleteRun(run.id());
        pipelines.removeDeleted();
        assertThat(pipelines.results().count()).isZero();
        assertThat(stored("pipeline")).isZero();
    }

    private Put late(DocumentKey key) {
        Document parent = manager.tiers()
                .documents()
                .get(new DocumentKey("truss:1.0", "run", run.id()))
                .findVisible()
                .orElseThrow();
        String body = "{\"format\":1,\"run\":\"" + run.id() + "\"}";
        return Put.live(
                key,
                Content.of(body.getBytes(UTF_8))
                        .under(new Parent("run", run.id(), parent.content().epoch())),
                Expectation.absent());
    }

    @Test
    void arraysSavedMeanwhileStay() {
        String pipeline = pipeline();
        String id = saved(prediction(pipeline, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT_ALL)
                .nth(1)
                .before(step -> pipelines.predictions().saveArrays(id, ARRAYS));
        saved(prediction(pipeline, "0", "val", 2));
        assertThat(pipelines.predictions().arrays(id)).isEqualTo(ARRAYS);
        assertThat(pipelines.predictions().get(id).valScore()).isEqualTo(2);
    }

    @Test
    void scoresSavedWhileArraysAreSavedStay() {
        String pipeline = pipeline();
        String id = saved(prediction(pipeline, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT)
                .where(of("prediction"))
                .nth(1)
                .before(step -> saved(prediction(pipeline, "0", "val", 2)));
        pipelines.predictions().saveArrays(id, ARRAYS);
        assertThat(pipelines.predictions().arrays(id)).isEqualTo(ARRAYS);
        assertThat(pipelines.predictions().get(id).valScore()).isEqualTo(2);
    }

    @Test
    void arraysOfAPredictionThatIsDeletedMeanwhileAreRefused() {
        String pipeline = pipeline();
        String id = saved(prediction(pipeline, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT)
                .where(of("prediction"))
                .nth(1)
                .before(step -> pipelines.predictions().results().delete());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.predictions().saveArrays(id, ARRAYS));
        assertNothingPredicted();
    }

    @Test
    void aFailureOfAPipelineThatIsCompletedMeanwhileLeavesWhatItMade() {
        String id = pipeline();
        saved(prediction(id, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT)
                .where(of("pipeline"))
                .nth(1)
                .before(step -> pipelines.complete(id, PipelineScores.none()));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> pipelines.fail(id, "why"));
        pipelines.removeDeleted();
        assertThat(pipelines.predictions().results().count()).isEqualTo(1);
    }

    @Test
    void somePredictionsAreDeletedWhileOneOfThemIsReplaced() {
        String id = pipeline();
        for (int i = 0; i < 3; i++) {
            saved(prediction(id, "" + i, "val", i));
        }
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).before(step -> saved(prediction(id, "1", "val", 7)));
        assertThat(pipelines.predictions().results().delete()).isEqualTo(3);
        assertNothingPredicted();
    }

    @Test
    void theFirstOfSomePredictionsAreDeletedAndTheOthersStay() {
        String id = pipeline();
        List<String> ids = List.of(
                saved(prediction(id, "0", "val", 3)),
                saved(prediction(id, "1", "val", 1)),
                saved(prediction(id, "2", "val", 2)));
        assertThat(pipelines
                        .predictions()
                        .results()
                        .orderBy(Order.descending("valScore"))
                        .limit(2)
                        .delete())
                .isEqualTo(2);
        assertThat(pipelines.predictions().results().list())
                .singleElement()
                .satisfies(left -> assertThat(left.id()).isEqualTo(ids.get(1)));
    }

    @Test
    void anArtifactSavedAgainMeanwhileStays() {
        String id = artifact("scaler");
        clock.advance(Duration.ofHours(2));
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).before(step -> artifact("scaler"));
        assertThat(pipelines.artifacts().removeUnused(Duration.ofHours(1), false))
                .isEmpty();
        assertThat(pipelines.artifacts().find(id)).isPresent();
    }

    @Test
    void anArtifactSavedAgainCountsAsSavedNow() {
        String id = artifact("scaler");
        clock.advance(Duration.ofHours(2));
        artifact("scaler");
        assertThat(pipelines.artifacts().removeUnused(Duration.ofHours(1), false))
                .isEmpty();
        assertThat(pipelines.artifacts().find(id)).isPresent();
    }

    @Test
    void anArtifactWhoseBytesWereCollectedIsNotPutAgain() {
        String pipeline = pipeline();
        String id = artifact("scaler");
        clock.advance(Duration.ofHours(2));
        assertThat(pipelines.artifacts().removeUnused(Duration.ofHours(1), false))
                .containsExactly(id);
        collect();
        Chain chain = chain(id, artifact("m"), artifact("m"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().save(pipeline, chain))
                .withMessageContaining(id);
        assertThat(pipelines.artifacts().find(id)).isEmpty();
        artifact("scaler");
        assertThat(pipelines.artifacts().bytes(id)).hasSize(6);
    }

    @Test
    void anArtifactThatCouldNotBeRemovedIsNotSaidToBe() {
        String id = artifact("scaler");
        clock.advance(Duration.ofHours(2));
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).failBefore();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> pipelines.artifacts().removeUnused(Duration.ofHours(1), false));
        assertThat(pipelines.artifacts().find(id)).isPresent();
    }

    @Test
    void anArtifactThatAChainNamesWhileItIsRemovedStays() {
        String pipeline = pipeline();
        Chain chain = chain(artifact("scaler"), artifact("m"), artifact("m"));
        clock.advance(Duration.ofHours(2));
        faults.on(Operation.DOCUMENT_PUT_ALL)
                .nth(1)
                .before(step -> pipelines.chains().save(pipeline, chain));
        assertThat(pipelines.artifacts().removeUnused(Duration.ofHours(1), false))
                .isEmpty();
        chain.artifacts()
                .forEach(id -> assertThat(pipelines.artifacts().find(id)).isPresent());
    }

    @Test
    void theGraveOfADeletionThatNeverHappenedIsForgottenAfterAnHour() {
        String id = pipeline();
        saved(prediction(id, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT).where(of("pipeline")).nth(1).failBefore();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> pipelines.fail(id, "why"));
        pipelines.removeDeleted();
        assertThat(stored("grave")).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        pipelines.removeDeleted();
        assertThat(stored("grave")).isZero();
        assertThat(pipelines.predictions().results().count()).isEqualTo(1);
    }

    @Test
    void predictionsOfWhichTheAnswerIsUnknownAreSavedAgain() {
        String id = pipeline();
        faults.on(Operation.DOCUMENT_PUT_ALL).nth(1).failAfter();
        Prediction prediction = prediction(id, "0", "val", 1).arrays(ARRAYS);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> saved(prediction));
        String again = saved(prediction);
        assertThat(pipelines.predictions().results().count()).isEqualTo(1);
        assertThat(pipelines.predictions().arrays(again)).isEqualTo(ARRAYS);
    }

    @Test
    void garbageTakesWhatADeletionThatWasBrokenOffLeft() {
        String id = pipeline();
        saved(prediction(id, "0", "val", 1).arrays(ARRAYS));
        pipelines.log(id, StepLog.of(0, "SNV", StepEvent.START));
        faults.on(Operation.DOCUMENT_REMOVE, Operation.DOCUMENT_REMOVE_ALL).failBefore();
        pipelines.delete(id, true);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(pipelines::removeDeleted);
        faults.endAll();
        collect();
        assertThat(stored("prediction")).isZero();
        assertThat(stored("grave")).isZero();
        assertThat(manager.tiers().journals().names(new DocumentKey("truss:1.0", "pipeline", id)))
                .isEmpty();
        try (Stream<BlobInfo> blobs = manager.tiers().blobs().list("truss:1.0")) {
            assertThat(blobs).isEmpty();
        }
    }

    @Test
    void garbageTakesTheLogThatWasToldWhileItsPipelineWasDeleted() {
        String id = pipeline();
        faults.on(Operation.JOURNAL_APPEND).nth(1).before(step -> {
            pipelines.delete(id, true);
            pipelines.removeDeleted();
        });
        pipelines.log(id, StepLog.of(0, "SNV", StepEvent.START));
        collect();
        assertThat(manager.tiers().journals().names(new DocumentKey("truss:1.0", "pipeline", id)))
                .isEmpty();
    }
}
