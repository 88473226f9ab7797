package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainBuilder;
import dev.cairn.chain.ChainBundle;
import dev.cairn.chain.ChainReplay;
import dev.cairn.chain.ChainStep;
import dev.cairn.chain.ExecutionTrace;
import dev.cairn.chain.ReplayInput;
import dev.cairn.chain.TraceStep;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.StandardScaling;
import dev.cairn.pipeline.DeletionCounts;
import dev.cairn.pipeline.OperatorArtifacts;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.PipelineStatus;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.pipeline.Ranking;
import dev.cairn.pipeline.StepEvent;
import dev.cairn.pipeline.StepLog;
import dev.cairn.template.Template;
import dev.cairn.template.TemplateLibrary;
import dev.cairn.template.TemplateSpec;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of {@code docs/pipelines.md} and {@code docs/replay.md}, on files and on a database. */
@SuppressWarnings("NullAway.Init")
class PipelineGuideTest {
    private static final double[][] SAMPLES = {{1, 2, 3}, {2, 1, 5}, {4, 4, 1}};

    @TempDir(factory = FastFolder.class)
    Path folder;

    @Test
    void pipelinesInFiles() {
        assertGuide(folder.resolve("results").toString());
    }

    @Test
    void pipelinesInADatabase() {
        assertGuide("h2:" + folder.resolve("database"));
    }

    private void assertGuide(String store) {
        try (Workspace workspace = Workspace.open(store)) {
            Experiment experiment = workspace.experiment("wheat-2026");
            String chain = first(experiment);
            replaying(experiment.pipelines(), chain);
            finding(experiment.pipelines(), chain);
            templates(workspace, experiment.pipelines());
            deleting(workspace, experiment);
        }
    }

    private void templates(Workspace workspace, Pipelines pipelines) {
        TemplateLibrary templates = workspace.templates();
        templates.save(TemplateSpec.of("My PLS: v1?", Map.of("components", 5))
                .category("nirs")
                .tags("pls", "snv")
                .description("SNV, then PLS"));
        Template template = templates.get("nirs", "my_pls_v1");
        assertThat(template.spec().config()).isEqualTo(Map.of("components", 5L));
        assertThat(templates.tagged("pls", "svr")).containsExactly(template);
        templates.saveFromPipeline(pipelines.results().first().orElseThrow(), "the best of March");
        assertThat(templates.exportTo(folder.resolve("pls.json"), "nirs", "my_pls_v1"))
                .exists();
        assertThat(workspace.experiments()).containsExactly("wheat-2026");
    }

    private static String first(Experiment experiment) {
        ActiveRun run =
                experiment.beginRun("study", Map.of("folds", 5), List.of(Map.of("name", "wheat", "hash", "d1g35t")));
        Pipelines pipelines = experiment.pipelines();
        String pipeline = pipelines.begin(
                run.id(),
                PipelineSpec.of("0001_pls", List.of("StandardScaling", Map.of("PLS", 5)), "wheat")
                        .choices(List.of(Map.of("_or_", "PLS")))
                        .datasetHash("d1g35t"));
        pipelines.log(pipeline, StepLog.of(0, "StandardScaling", StepEvent.START));
        OperatorArtifacts artifacts = pipelines.artifacts();
        String scaler = artifacts.save(StandardScaling.fit(SAMPLES), "scaler").id();
        String model = artifacts
                .save(LinearModel.of(new double[] {1, 2, 3}, 0.5), "model")
                .id();
        String chain = pipelines
                .chains()
                .save(
                        pipeline,
                        Chain.of(
                                        ChainStep.fitted(0, "cairn.StandardScaling", Map.of()),
                                        ChainStep.fitted(1, "cairn.LinearModel", Map.of()))
                                .model(1)
                                .shared(0, scaler)
                                .fold("0", model)
                                .build());
        double[] predicted = pipelines.chains().replay(chain, SAMPLES);
        pipelines
                .predictions()
                .save(Prediction.of(pipeline, chain, "PLS-5", "0", "val", "wheat", "rmse")
                        .scores(0.05, 0.08, 0.02)
                        .arrays(PredictionArrays.of(new double[] {1, 2, 3}, predicted)));
        pipelines.complete(pipeline, PipelineScores.of("rmse", 0.05, 0.08));
        run.complete();
        List<PredictionRecord> best =
                pipelines.predictions().results().dataset("wheat").top(10);
        assertThat(best)
                .singleElement()
                .satisfies(one -> assertThat(one.valScore()).isEqualTo(0.05));
        assertThat(pipelines.artifacts().references(model)).containsExactly(chain);
        assertThat(pipelines.logSummary(run.id()))
                .singleElement()
                .satisfies(summary -> assertThat(summary.entries()).isEqualTo(1));
        return chain;
    }

    private void replaying(Pipelines pipelines, String chain) {
        double[] said = pipelines.chains().replay(chain, SAMPLES);
        try (ChainReplay replay = pipelines.chains().replay(chain)) {
            assertThat(replay.replay(ReplayInput.of(SAMPLES))).containsExactly(said);
        }
        Path file = pipelines.chains().exportBundle(chain, folder.resolve("model"));
        try (ChainBundle bundle = ChainBundle.open(file)) {
            assertThat(bundle.replay(ReplayInput.of(SAMPLES))).containsExactly(said);
        }
        assertThat(pipelines.chains().exportSource(chain, folder.resolve("Chain.java")))
                .content()
                .contains("class Chain");
        Chain traced = ChainBuilder.build(ExecutionTrace.of(
                TraceStep.of(0, "cairn.StandardScaling").fitted("scaler"),
                TraceStep.of(1, "cairn.StandardNormalVariate").in(List.of(0)),
                TraceStep.of(1, "cairn.SavitzkyGolay")
                        .parameters(Map.of("window", 11))
                        .in(List.of(1)),
                TraceStep.of(2, "cairn.LinearModel")
                        .in(List.of(1))
                        .fold("0", "first")
                        .fold("1", "second")));
        assertThat(traced.foldArtifacts()).containsOnlyKeys("fold_0", "fold_1");
        assertThat(traced.steps()).extracting(ChainStep::operatorClass).doesNotContain("cairn.StandardNormalVariate");
    }

    private static void finding(Pipelines pipelines, String chain) {
        PredictionResults results = pipelines.predictions().results();
        assertThat(results.chain(chain).where("valScore < 0.1").count()).isEqualTo(1);
        assertThat(results.top(5, Ranking.usual().by("testScore").highestFirst().partition("val")))
                .hasSize(1);
        assertThat(results.topPerGroup(3, "modelClass", Ranking.usual())).hasSize(1);
        assertThat(results.page().items()).hasSize(1);
        String id = results.first().orElseThrow().id();
        assertThat(pipelines.predictions().arrays(id).samples()).isEqualTo(3);
        assertThat(pipelines.results().status(PipelineStatus.COMPLETED).count()).isEqualTo(1);
    }

    private static void deleting(Workspace workspace, Experiment experiment) {
        String run = experiment.results().first().orElseThrow().id();
        DeletionCounts counts = experiment.deleteRun(run, true);
        assertThat(counts.total()).isEqualTo(6);
        assertThat(counts.artifacts()).isEqualTo(2);
        assertThat(experiment.pipelines().artifacts().removeUnused(Duration.ofDays(1), true))
                .isEmpty();
        assertThat(workspace.vacuum(CollectOptions.defaults()).documents()).isBetween(0L, 3L);
    }
}
