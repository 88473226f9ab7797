package dev.cairn.pipeline;

import dev.cairn.spi.Names;
import org.jspecify.annotations.Nullable;

/**
 * By what predictions are ranked. Immutable.
 *
 * @param by the field of the score: {@code valScore}, {@code testScore}, {@code trainScore}, or {@code scores.val.rmse}
 * @param descending whether the highest is the best
 * @param partition the partition that is ranked; null for all
 * @param mixed whether scores of different metrics may be ranked together
 */
public record Ranking(
        String by, boolean descending, @Nullable String partition, boolean mixed) {
    public Ranking {
        Names.check("score to rank by", by);
    }

    /** By the validation score, the lowest first, within the partition {@code val}. */
    public static Ranking usual() {
        return new Ranking("valScore", false, "val", false);
    }

    /** The same by another score. */
    public Ranking by(String score) {
        return new Ranking(score, descending, partition, mixed);
    }

    /** The same with the highest first. */
    public Ranking highestFirst() {
        return new Ranking(by, true, partition, mixed);
    }

    /** The same within another partition; null for all. */
    public Ranking partition(@Nullable String name) {
        return new Ranking(by, descending, name, mixed);
    }

    /** The same, whatever the metrics are. */
    public Ranking mixingMetrics() {
        return new Ranking(by, descending, partition, true);
    }
}
