package dev.cairn.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How good one result is.
 *
 * @param group its group
 * @param name its name
 * @param solutions how many solutions it has
 * @param infeasible how many of them violate a constraint, and were left out
 * @param nonFinite how many of the others have an objective that is missing, NaN or infinite, and were left out
 * @param front how many different points of the rest no other one dominates
 * @param values by indicator; one that could not be computed is not there
 */
public record ResultQuality(
        String group,
        String name,
        int solutions,
        int infeasible,
        int nonFinite,
        int front,
        Map<Indicator, Double> values) {
    public ResultQuality {
        values = Collections.unmodifiableMap(values.isEmpty() ? Map.of() : new EnumMap<>(values));
    }
}
