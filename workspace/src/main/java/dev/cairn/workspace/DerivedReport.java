package dev.cairn.workspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a computation of derived metrics.
 *
 * @param computed the ids of the runs that have new ones
 * @param skipped of those left as they were: they had some, or go on
 * @param failures of those for which a function failed, and with what; they are as they were
 */
public record DerivedReport(List<String> computed, List<String> skipped, Map<String, Exception> failures) {
    public DerivedReport {
        computed = List.copyOf(computed);
        skipped = List.copyOf(skipped);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
}
