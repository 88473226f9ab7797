package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.CollectOptions;
import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.pipeline.DeletionCounts;
import dev.cairn.pipeline.LogLevel;
import dev.cairn.pipeline.PipelineLogSummary;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.PipelineStatus;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.pipeline.StepEvent;
import dev.cairn.pipeline.StepLog;
import dev.cairn.query.Criterion;
import dev.cairn.spi.Capability;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.VacuumReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What pipelines do in every store: begin, end, are told of, found and deleted. */
abstract class PipelineContract extends PipelineTest {
    @Test
    void aPipelineIsReadAsItWasBegunAndCompleted() {
        String id = pipeline();
        PipelineRecord begun = pipelines.get(id);
        assertThat(begun.status()).isEqualTo(PipelineStatus.RUNNING);
        assertThat(begun.finished()).isNull();
        assertThat(begun.run()).isEqualTo(run.id());
        assertThat(begun.attempt()).isEqualTo(1);

        PipelineRecord done = pipelines.complete(id, PipelineScores.of("rmse", 0.05, 0.08), Duration.ofMillis(1234));
        assertThat(done).isEqualTo(pipelines.get(id));
        assertThat(done.status()).isEqualTo(PipelineStatus.COMPLETED);
        assertThat(done.bestVal()).isEqualTo(0.05);
        assertThat(done.bestTest()).isEqualTo(0.08);
        assertThat(done.metric()).isEqualTo("rmse");
        assertThat(done.duration()).isEqualTo(Duration.ofMillis(1234));
        assertThat(done.name()).isEqualTo("0001_pls");
        assertThat(done.config()).isEqualTo(SPEC.config());
        assertThat(done.choices()).isEqualTo(List.of(Map.of("_or_", "SNV")));
        assertThat(done.dataset()).isEqualTo("wheat");
        assertThat(done.datasetHash()).isEqualTo("d1g35t");
        assertThat(done.started()).isEqualTo(Instant.parse("2026-03-01T12:00:00.000001Z"));
    }

    @Test
    void aPipelineWithoutScoresHasNone() {
        String id = pipeline();
        clock.advance(Duration.ofSeconds(3));
        PipelineRecord done = pipelines.complete(id, PipelineScores.none());
        assertThat(done.bestVal()).isNull();
        assertThat(done.bestTest()).isNull();
        assertThat(done.metric()).isNull();
        assertThat(done.duration()).isBetween(Duration.ofMillis(2999), Duration.ofMillis(3000));
        assertThatIllegalArgumentException().isThrownBy(() -> new PipelineScores(null, 0.1, null));
    }

    @Test
    void whatIsUnknownOrHasEndedIsRefused() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.begin("nobody", SPEC))
                .withMessageContaining("nobody");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.complete("nobody", PipelineScores.none()))
                .withMessageContaining("nobody");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> pipelines.fail("nobody", "why"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> pipelines.log("nobody"));
        assertThat(pipelines.find("nobody")).isEmpty();
        String id = pipeline();
        pipelines.complete(id, PipelineScores.none());
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> pipelines.complete(id, PipelineScores.none()))
                .withMessageContaining("is completed since");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> pipelines.fail(id, "too late"));
        run.complete();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(this::pipeline)
                .withMessageContaining("does not go on");
        assertThat(pipelines.results().count()).isEqualTo(1);
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> PipelineSpec.of("", Map.of(), "wheat"));
        assertThatIllegalArgumentException().isThrownBy(() -> PipelineSpec.of("p", Map.of(), " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PipelineSpec.of("p", Map.of("when", Instant.EPOCH), "wheat"))
                .withMessageContaining("when");
        assertThatIllegalArgumentException().isThrownBy(() -> StepLog.of(-1, null, StepEvent.START));
        String id = pipeline();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipelines.complete(id, PipelineScores.none(), Duration.ofMillis(-1)))
                .withMessageContaining("-0.001S");
        assertThat(pipelines.get(id).status()).isEqualTo(PipelineStatus.RUNNING);
    }

    @Test
    void theOneBegunLastComesFirst() {
        List<String> ids =
                new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> pipeline()).toList());
        Collections.reverse(ids);
        assertThat(pipelines.results().list()).extracting(PipelineRecord::id).containsExactlyElementsOf(ids);
        assertThat(pipelines.results().offset(3).list())
                .extracting(PipelineRecord::id)
                .containsExactlyElementsOf(ids.subList(3, 5));
        assertThat(pipelines.results().page(2, null).items()).hasSize(2);
    }

    @Test
    void pipelinesAreFoundByExactNames() {
        pipeline("wheat");
        pipeline("buckwheat");
        pipeline("50%_moist");
        pipeline("50abc_moist");
        assertThat(pipelines.results().dataset("wheat").count()).isEqualTo(1);
        assertThat(pipelines.results().dataset("50%_moist").count()).isEqualTo(1);
        assertThat(pipelines.results().dataset("wheat", "buckwheat").count()).isEqualTo(2);
        assertThat(pipelines.results().run("nobody").list()).isEmpty();
        assertThat(pipelines.results().status(PipelineStatus.RUNNING).count()).isEqualTo(4);
        assertThat(pipelines.results().where("started > @2026-03-01T00:00:00Z").count())
                .isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipelines.results().where("datset = 'wheat'").count())
                .withMessageContaining("dataset");
    }

    @Test
    void runsAreFoundByTheirDatasetsAndTheLastComesFirst() {
        run.complete();
        List<String> ids = new ArrayList<>();
        for (String dataset : List.of("buckwheat", "corn", "wheat")) {
            ActiveRun other = experiment.beginRun(
                    dataset, Map.of(), List.of(Map.of("name", dataset, "path", "/data/wheat/x.csv")));
            other.complete();
            ids.add(0, other.id());
        }
        ids.add(run.id());
        assertThat(experiment.results().dataset("wheat").count()).isEqualTo(2);
        assertThat(experiment.results().newestFirst().page().items())
                .extracting(Run::id)
                .containsExactlyElementsOf(ids);
    }

    @Test
    void aPipelineOfARunThatEndedWithoutItIsStale() {
        String left = pipeline();
        String done = pipeline();
        pipelines.complete(done, PipelineScores.none());
        run.complete();
        assertThat(pipelines.get(left).status()).isEqualTo(PipelineStatus.STALE);
        assertThat(pipelines.results().status(PipelineStatus.STALE).list())
                .extracting(PipelineRecord::id)
                .containsExactly(left);
        assertThat(pipelines.results().status(PipelineStatus.RUNNING).list()).isEmpty();
        pipelines.fail(left, "its process was killed");
        assertThat(pipelines.get(left).status()).isEqualTo(PipelineStatus.FAILED);
    }

    @Test
    void aFailedPipelineTakesAlongAllThatItMade() {
        String id = pipeline();
        String other = pipeline();
        String chain = savedChain(id);
        String kept = savedChain(other);
        String prediction = pipelines
                .predictions()
                .save(prediction(id, "0", "val", 0.1).arrays(PredictionArrays.of(new double[] {1}, new double[] {2})));
        pipelines.predictions().save(prediction(other, "0", "val", 0.2));
        pipelines.log(id, StepLog.of(0, "SNV", StepEvent.START));

        PipelineRecord failed = pipelines.fail(id, "singular matrix");
        assertThat(failed.status()).isEqualTo(PipelineStatus.FAILED);
        assertThat(failed.error()).isEqualTo("singular matrix");
        assertThat(failed.finished()).isNotNull();
        for (int i = 0; i < 2; i++) {
            assertThat(pipelines.chains().find(chain)).isEmpty();
            assertThat(pipelines.chains().ofPipeline(id)).isEmpty();
            assertThat(pipelines.predictions().find(prediction)).isEmpty();
            assertThat(pipelines.predictions().results().count()).isEqualTo(1);
            assertThat(pipelines.predictions().results().best(3, "model"))
                    .singleElement()
                    .satisfies(group -> assertThat(group.items()).hasSize(1));
            assertThat(pipelines.predictions().results().top(10)).hasSize(1);
            assertThat(pipelines.log(id)).isEmpty();
            assertThat(pipelines.fail(id, "again").error()).isEqualTo("singular matrix");
            pipelines.removeDeleted();
        }
        assertThat(pipelines.chains().get(kept).chain().artifacts()).hasSize(3);
        assertThat(pipelines.artifacts().bytes(artifact("scaler"))).hasSize(6);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.predictions().arrays(prediction))
                .withMessageContaining(prediction);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> savedChain(id))
                .withMessageContaining("singular matrix");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> pipelines.predictions().save(prediction(id, "1", "val", 0.1)));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> pipelines.log(id, StepLog.of(1, null, StepEvent.START)));
    }

    @Test
    void aLogSaysWhatWasToldOfEachStep() {
        String id = pipeline();
        String silent = pipeline();
        pipelines.log(
                id,
                StepLog.of(1, "PLS", StepEvent.START),
                StepLog.of(0, "SNV", StepEvent.START),
                StepLog.of(0, "SNV", StepEvent.END).took(Duration.ofMillis(42)));
        pipelines.log(id, StepLog.of(1, "PLS", StepEvent.END).took(Duration.ofMillis(150)));
        pipelines.log(
                id, StepLog.of(1, "PLS", StepEvent.SKIP).level(LogLevel.WARNING).message("few samples"));
        pipelines.log(
                id,
                StepLog.of(2, null, StepEvent.ERROR).took(Duration.ofMillis(99)).details(Map.of("code", 7)));
        List<StepLog> log = pipelines.log(id);
        assertThat(log).extracting(StepLog::step).containsExactly(0, 0, 1, 1, 1, 2);
        assertThat(log)
                .extracting(StepLog::event)
                .containsExactly(
                        StepEvent.START,
                        StepEvent.END,
                        StepEvent.START,
                        StepEvent.END,
                        StepEvent.SKIP,
                        StepEvent.ERROR);
        assertThat(log.get(4).message()).isEqualTo("few samples");
        assertThat(log.get(5).details().get("code")).isEqualTo(7L);
        assertThat(log).allSatisfy(entry -> assertThat(entry.at()).isNotNull());
        assertThat(pipelines.logSummary(run.id()))
                .containsExactly(
                        new PipelineLogSummary(id, "0001_pls", PipelineStatus.RUNNING, 6, 3, 192, 1, 1),
                        new PipelineLogSummary(silent, "0001_pls", PipelineStatus.RUNNING, 0, 0, 0, 0, 0));
        assertThat(pipelines.logSummary("nobody")).isEmpty();
    }

    @Test
    void deletingARunSaysWhatWentWithIt() {
        String id = pipeline();
        String chain = savedChain(id);
        for (int i = 0; i < 3; i++) {
            pipelines
                    .predictions()
                    .save(prediction(id, "" + i, "val", i)
                            .arrays(PredictionArrays.none().yPred(i, 2)));
        }
        pipelines.log(id, StepLog.of(0, "SNV", StepEvent.START), StepLog.of(0, "SNV", StepEvent.END));
        String scaler = artifact("scaler");
        run.complete();

        DeletionCounts counts = experiment.deleteRun(run.id(), true);
        assertThat(counts).isEqualTo(new DeletionCounts(1, 1, 1, 3, 3, 2, 3));
        assertThat(counts.total()).isEqualTo(11);
        assertThat(pipelines.results().count()).isZero();
        assertThat(pipelines.results().list()).isEmpty();
        assertThat(pipelines.find(id)).isEmpty();
        assertThat(pipelines.chains().find(chain)).isEmpty();
        assertThat(pipelines.chains().results().count()).isZero();
        assertThat(pipelines.predictions().results().count()).isZero();
        assertThat(pipelines.predictions().results().top(5)).isEmpty();
        assertThat(pipelines.artifacts().find(scaler)).isEmpty();
        assertThat(experiment.deleteRun(run.id(), true)).isEqualTo(DeletionCounts.NOTHING);
        pipelines.removeDeleted();
        for (String kind : List.of("pipeline", "chain", "prediction", "grave")) {
            assertThat(manager.tiers().documents().keys("truss:1.0", kind))
                    .as(kind)
                    .isEmpty();
        }
        assertThat(manager.tiers().journals().owners()).isEmpty();
    }

    @Test
    void artifactsStayWhereTheyAreNeededOrAskedFor() {
        String id = pipeline();
        savedChain(id);
        run.complete();
        ActiveRun second = experiment.beginRun(spec("second"));
        String other = pipelines.begin(second.id(), SPEC);
        String kept = pipelines.chains().save(other, chain(artifact("scaler"), artifact("own 0"), artifact("own 1")));
        assertThat(experiment.deleteRun(run.id(), true).artifacts()).isEqualTo(2);
        assertThat(pipelines
                        .chains()
                        .artifacts(kept)
                        .artifact(artifact("scaler"))
                        .size())
                .isEqualTo(6);
        second.complete();
        assertThat(experiment.deleteRun(second.id(), false).artifacts()).isZero();
        assertThat(pipelines.artifacts().find(artifact("own 0"))).isPresent();
        clock.advance(Duration.ofDays(2));
        assertThat(pipelines.artifacts().removeUnused(Duration.ofDays(1), true)).hasSize(3);
        assertThat(pipelines.artifacts().removeUnused(Duration.ofDays(1), false))
                .hasSize(3);
        assertThat(pipelines.artifacts().removeUnused(Duration.ofDays(1), false))
                .isEmpty();
    }

    @Test
    void pipelinesAndChainsAreDeletedAlone() {
        String id = pipeline();
        String chain = savedChain(id);
        String otherChain = savedChain(id);
        String ofChain = pipelines.predictions().save(Prediction.of(id, chain, "PLS", "0", "val", "wheat", "rmse"));
        String ofPipeline = pipelines.predictions().save(prediction(id, "0", "val", 1));
        assertThat(pipelines.deleteChain(chain, true)).isEqualTo(new DeletionCounts(0, 0, 1, 1, 0, 0, 0));
        assertThat(pipelines.predictions().find(ofChain)).isEmpty();
        assertThat(pipelines.predictions().find(ofPipeline)).isPresent();
        assertThat(pipelines.deleteChain(otherChain, true).artifacts()).isEqualTo(3);
        assertThat(pipelines.deleteChain(otherChain, true)).isEqualTo(DeletionCounts.NOTHING);
        assertThat(pipelines.predictions().delete(ofPipeline)).isTrue();
        assertThat(pipelines.predictions().delete(ofPipeline)).isFalse();
        assertThat(pipelines.delete(id, true).total()).isEqualTo(1);
        assertThat(pipelines.find(id)).isEmpty();
    }

    @Test
    void nothingOfADeletedRunComesBackWithItsName() {
        run.complete();
        ActiveRun named = experiment.beginRun(spec("named").id("mine"));
        String id = pipelines.begin("mine", SPEC);
        pipelines.predictions().save(prediction(id, "0", "val", 1));
        named.complete();
        experiment.deleteRun("mine");
        ActiveRun again = experiment.beginRun(spec("named").id("mine"));
        assertThat(pipelines.results().run("mine").list()).isEmpty();
        assertThat(pipelines.predictions().results().run("mine").count()).isZero();
        String second = pipelines.begin("mine", SPEC);
        pipelines.removeDeleted();
        assertThat(pipelines
                        .results()
                        .run("mine")
                        .where(Criterion.eq("id", second))
                        .count())
                .isEqualTo(1);
        again.cancel();
    }

    @Test
    void aVacuumSaysWhatItFreed() {
        String id = pipeline();
        savedChain(id);
        for (int i = 0; i < 20; i++) {
            pipelines
                    .predictions()
                    .save(prediction(id, "" + i, "val", i)
                            .arrays(PredictionArrays.none().yPred(i, 2)));
        }
        run.complete();
        experiment.deleteRun(run.id(), false);
        artifact("kept, since it was saved just now");
        boolean alone = manager.tiers().capabilities().has(Capability.EXCLUSIVE_HOLD);
        VacuumReport report = workspace.vacuum(alone ? CollectOptions.exclusively() : CollectOptions.defaults());
        assertThat(report.operators()).isEqualTo(alone ? 4 : 0);
        assertThat(report.garbage().blobs()).isEqualTo(alone ? 24 : 0);
        assertThat(report.stores())
                .allSatisfy(store -> assertThat(store.after()).isPositive());
        for (String kind : List.of("pipeline", "chain", "prediction", "grave")) {
            assertThat(manager.tiers().documents().keys("truss:1.0", kind))
                    .as(kind)
                    .isEmpty();
        }
        assertThat(workspace.vacuum(CollectOptions.defaults()).documents()).isZero();
    }

    @Test
    void aClosedWorkspaceSaysSo() {
        workspace.close();
        workspace.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> experiment.pipelines())
                .withMessageContaining("closed");
    }
}
