package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.spi.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How good groups of results are, and whether they differ. Immutable, for a table, for {@link #json() JSON} or for a page.
 *
 * <p>Only feasible solutions with finite objectives count, and of these the ones that no other one of the same result dominates. Results
 * with several objectives are compared by {@linkplain Indicator#HYPERVOLUME hypervolume}, {@linkplain Indicator#IGD_PLUS IGD+} and
 * {@linkplain Indicator#EPSILON additive epsilon}, results with one by {@linkplain Indicator#BEST_VALUE best value} and
 * {@linkplain Indicator#EVALUATIONS evaluations}.
 *
 * @param objectives by which the results are compared
 * @param reference what several objectives are measured against; null where there is one objective
 * @param results every result in the order of the groups
 * @param indicators the groups by each indicator
 * @param notes what was left out or could not be computed, a sentence each
 */
public record QualityComparison(
        List<Objective> objectives,
        @Nullable Reference reference,
        List<ResultQuality> results,
        List<IndicatorComparison> indicators,
        List<String> notes) {
    public QualityComparison {
        objectives = List.copyOf(objectives);
        results = List.copyOf(results);
        indicators = List.copyOf(indicators);
        notes = List.copyOf(notes);
    }

    /** Compares against the non-dominated union of all, normalized. */
    public static QualityComparison of(List<ResultGroup> groups) {
        return of(groups, CompareOptions.defaults());
    }

    /**
     * Compares as {@code options} say. The effort grows with the points of the reference front times those of all fronts.
     *
     * @throws IllegalArgumentException if there is no result, results have different objectives, lack the columns of objectives or
     *     constraints, or no solution of several objectives is left to compare against
     */
    public static QualityComparison of(List<ResultGroup> groups, CompareOptions options) {
        return new Measuring(groups, options).compare();
    }

    /** The groups by this indicator; empty if they were not compared by it. */
    public Optional<IndicatorComparison> by(Indicator indicator) {
        return indicators.stream().filter(one -> one.indicator() == indicator).findFirst();
    }

    /** All of it as JSON for other programs, over several lines, in UTF-8. */
    public byte[] json() {
        return Json.indented(Json.write(this));
    }

    /** All of it as text for people, with aligned columns. */
    public String text() {
        return new ComparisonText(this).text();
    }

    /** Which values of an indicator are better. */
    static Direction better(Indicator indicator, List<Objective> objectives) {
        return indicator == Indicator.BEST_VALUE ? objectives.get(0).direction() : indicator.better();
    }
}
