package dev.cairn.it;

import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.chain.ChainStep;
import dev.cairn.pipeline.OperatorArtifacts;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes runs that have something of everything that is exported. */
final class ExportedRuns {
    static final PipelineSpec PIPELINE = PipelineSpec.of(
                    "0001_pls",
                    List.of(Map.of("step", "SNV"), Map.of("step", "PLS", "rate", 1e-10, "limit", Double.NaN)),
                    "wheat")
            .choices(List.of(Map.of("_or_", "SNV")))
            .datasetHash("d1g35t");

    private ExportedRuns() {}

    static ChainArtifact artifact(OperatorArtifacts artifacts, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return artifacts.save(bytes, "sklearn.Scaler", "transformer", "joblib");
    }

    /** Saves what the chains need. */
    static void artifacts(Experiment experiment) {
        List.of("scaler", "model 0", "model 1")
                .forEach(content -> artifact(experiment.pipelines().artifacts(), content));
    }

    static Chain chain(OperatorArtifacts artifacts) {
        return Chain.of(
                        ChainStep.fitted(0, "sklearn.Scaler", Map.of("with_std", true)),
                        ChainStep.fitted(1, "sklearn.PLS", Map.of("n_components", 5)))
                .model(1)
                .preprocessings("Scaler")
                .shared(0, artifact(artifacts, "scaler").id())
                .fold("0", artifact(artifacts, "model 0").id(), 0.25)
                .fold("fold_1", artifact(artifacts, "model 1").id(), 0.75)
                .build();
    }

    /** A run of two attempts with a pipeline that was completed, of two chains, one that failed, and one that was never ended. */
    static String run(Experiment experiment) {
        RunSpec spec = RunSpec.of(Map.of("k", 5, "tiny", Double.MIN_VALUE))
                .name("study \u00fc: \"1\"")
                .id("study")
                .seed(Long.MAX_VALUE)
                .tag("t")
                .datasets(List.of(Map.of("name", "wheat")));
        experiment.beginRun(spec).fail(new IllegalStateException("first"));
        ActiveRun run = experiment.beginRun(spec);
        Pipelines pipelines = experiment.pipelines();
        String completed = pipelines.begin(run.id(), PIPELINE);
        pipelines.chains().save(completed, chain(pipelines.artifacts()));
        pipelines.chains().save(completed, chain(pipelines.artifacts()));
        pipelines.complete(completed, PipelineScores.of("rmse", Double.NaN, 0.08));
        String failed = pipelines.begin(run.id(), PIPELINE);
        pipelines.chains().save(failed, chain(pipelines.artifacts()));
        pipelines.fail(failed, "out of \"memory\"\n\tat PLS");
        pipelines.begin(run.id(), PIPELINE);
        run.metrics(Map.of("loss", Double.POSITIVE_INFINITY, "status", "a metric"));
        run.warn("slow");
        run.complete(Map.of("best", 0.08));
        return run.id();
    }
}
