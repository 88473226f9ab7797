package dev.cairn.it;

import dev.cairn.CollectOptions;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainStep;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.Prediction;
import dev.cairn.spi.Capability;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.RunSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of pipelines have in common: a run that goes on, and what is made in it. */
@SuppressWarnings("NullAway.Init")
abstract class PipelineTest extends WorkspaceTest {
    static final PipelineSpec SPEC = PipelineSpec.of(
                    "0001_pls", List.of(Map.of("step", "SNV"), Map.of("step", "PLS", "components", 5)), "wheat")
            .choices(List.of(Map.of("_or_", "SNV")))
            .datasetHash("d1g35t");

    ActiveRun run;
    Pipelines pipelines;

    @BeforeEach
    void beginRun() {
        run = experiment.beginRun("study", Map.of("k", 5), List.of(Map.of("name", "wheat")));
        pipelines = experiment.pipelines();
    }

    String pipeline() {
        return pipelines.begin(run.id(), SPEC);
    }

    String pipeline(String dataset) {
        return pipelines.begin(run.id(), PipelineSpec.of("on " + dataset, Map.of(), dataset));
    }

    String artifact(String content) {
        return pipelines
                .artifacts()
                .save(content.getBytes(StandardCharsets.UTF_8), "sklearn.Scaler", "transformer", "joblib")
                .id();
    }

    /** A chain of a scaler and a model for each of two folds. */
    Chain chain(String scaler, String model0, String model1) {
        return Chain.of(
                        ChainStep.fitted(0, "sklearn.Scaler", Map.of("with_std", true)),
                        ChainStep.fitted(1, "sklearn.PLS", Map.of("n_components", 5)))
                .model(1)
                .preprocessings("Scaler")
                .shared(0, scaler)
                .fold("0", model0)
                .fold("fold_1", model1)
                .build();
    }

    String savedChain(String pipeline) {
        return pipelines.chains().save(pipeline, chain(artifact("scaler"), artifact("model 0"), artifact("model 1")));
    }

    static Prediction prediction(String pipeline, String fold, String partition, double score) {
        return Prediction.of(pipeline, null, "PLS", fold, partition, "wheat", "rmse")
                .scores(score, null, null);
    }

    /** The same after a moment, so that it is younger than what was saved before. */
    String saved(Prediction prediction) {
        clock.advance(Duration.ofMillis(1));
        return pipelines.predictions().save(prediction);
    }

    /**
     * Collects all garbage.
     *
     * @return whether that included what was written a moment ago: not where the writers of other processes cannot be kept out
     */
    boolean collect() {
        boolean alone = manager.tiers().capabilities().has(Capability.EXCLUSIVE_HOLD);
        workspace.collectGarbage(alone ? CollectOptions.exclusively() : CollectOptions.defaults());
        return alone;
    }

    static RunSpec spec(String name) {
        return RunSpec.of(Map.of("name", name)).name(name);
    }
}
