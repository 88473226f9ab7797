package dev.cairn.report;

import dev.cairn.model.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups by one indicator.
 *
 * @param indicator which
 * @param better which values are better
 * @param groups all groups in their order
 * @param test whether they differ; null where fewer than two groups have two values
 */
public record IndicatorComparison(
        Indicator indicator,
        Direction better,
        List<GroupQuality> groups,
        @Nullable RankTest test) {
    public IndicatorComparison {
        groups = List.copyOf(groups);
    }
}
