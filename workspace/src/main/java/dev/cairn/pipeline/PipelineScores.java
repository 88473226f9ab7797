package dev.cairn.pipeline;

import dev.cairn.spi.Names;
import org.jspecify.annotations.Nullable;

/**
 * How good the best of a pipeline is.
 *
 * @param metric in which the scores are: {@code rmse}; null without any
 * @param validation on what was held back for validation; null if nothing was
 * @param test on what was held back for the end; null if nothing was
 */
public record PipelineScores(
        @Nullable String metric,
        @Nullable Double validation,
        @Nullable Double test) {
    public PipelineScores {
        if (metric == null && (validation != null || test != null)) {
            throw new IllegalArgumentException("Scores are said in a metric; name it.");
        }
        if (metric != null) {
            Names.check("metric", metric);
        }
    }

    /** No scores: nothing was predicted. */
    public static PipelineScores none() {
        return new PipelineScores(null, null, null);
    }

    /** Both scores in a metric. */
    public static PipelineScores of(String metric, double validation, double test) {
        return new PipelineScores(metric, validation, test);
    }
}
