package dev.cairn.examples;

import dev.cairn.chain.Chain;
import dev.cairn.model.Attributes;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import java.util.ArrayList;
import java.util.List;

/** What the models of one chain predicted, to be saved at once. */
final class PredictionBatch {
    static final String METRIC = "rmse";

    private final PipelineRecord pipeline;
    private final String chainId;
    private final Chain chain;
    private final String model;
    private final List<Prediction> predictions = new ArrayList<>();

    PredictionBatch(PipelineRecord pipeline, String chainId, Chain chain, String model) {
        this.pipeline = pipeline;
        this.chainId = chainId;
        this.chain = chain;
        this.model = model;
    }

    /** Adds what was predicted of these samples. */
    void add(String fold, String partition, FoldScores scores, SpectraSet samples, double[] predicted) {
        Prediction.Details details = new Prediction.Details(
                (long) samples.size(),
                (long) samples.absorbance()[0].length,
                Attributes.empty(),
                Attributes.empty(),
                chain.preprocessings(),
                null,
                0,
                0);
        predictions.add(Prediction.of(pipeline.id(), chainId, model, fold, partition, pipeline.dataset(), METRIC)
                .modelClass(chain.modelClass())
                .scores(scores.validation(), scores.test(), scores.train())
                .details(details)
                .arrays(PredictionArrays.of(samples.protein(), predicted).sampleIndices(samples.indices())));
    }

    List<Prediction> predictions() {
        return List.copyOf(predictions);
    }
}
