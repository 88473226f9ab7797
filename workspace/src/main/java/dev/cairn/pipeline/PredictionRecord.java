package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Document;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as it is stored, without its arrays. Immutable; see {@link Prediction} for what each part means.
 *
 * @param id by which it is found again; follows from its pipeline, chain, fold, partition, model and branch
 * @param run the id of the run of its pipeline
 * @param scores scores in other metrics, by partition and metric
 * @param exclusionCount how many samples were left out
 * @param hasArrays whether any array is stored with it
 * @param created when it was saved first
 */
public record PredictionRecord(
        String id,
        String run,
        String pipeline,
        @Nullable String chain,
        String dataset,
        String model,
        String modelClass,
        String fold,
        String partition,
        @Nullable Double valScore,
        @Nullable Double testScore,
        @Nullable Double trainScore,
        String metric,
        String task,
        @Nullable Long samples,
        @Nullable Long features,
        Attributes scores,
        Attributes bestParameters,
        String preprocessings,
        @Nullable Integer branch,
        @Nullable String branchName,
        long exclusionCount,
        double exclusionRate,
        boolean hasArrays,
        Instant created) {
    static PredictionRecord of(Document document) {
        PredictionBody body = PredictionBody.of(document);
        return new PredictionRecord(
                document.key().id(),
                body.run(),
                body.pipeline(),
                body.chain(),
                body.dataset(),
                body.model(),
                body.modelClass(),
                body.fold(),
                body.partition(),
                body.valScore(),
                body.testScore(),
                body.trainScore(),
                body.metric(),
                body.task(),
                body.samples(),
                body.features(),
                body.scores(),
                body.bestParameters(),
                body.preprocessings(),
                body.branch(),
                body.branchName(),
                body.exclusionCount(),
                body.exclusionRate(),
                !body.arrays().isEmpty(),
                document.created());
    }
}
