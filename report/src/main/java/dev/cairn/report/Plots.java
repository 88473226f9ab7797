package dev.cairn.report;

import java.util.List;

/**
 * Draws results, runs of optimizers and comparisons. Series differ by marker and dash as well as by colour; axes bear the name, the unit and
 * the direction of what they show, in its own direction. What is left out of a drawing is said under its title.
 */
public final class Plots {
    private Plots() {}

    /** Draws the fronts of results, 800 x 600 pixels. */
    public static Plot front(List<NamedResult> results) {
        return front(results, PlotOptions.defaults());
    }

    /**
     * Draws the non-dominated solutions of results: two objectives across and up, three in perspective, more as parallel coordinates, between the
     * least and the greatest value of each. Of infeasible solutions and of those whose objectives are no finite numbers only the number
     * is told. At most 24 results are drawn.
     *
     * @throws IllegalArgumentException if there is no result, results have different objectives or only one, lack the columns of objectives or
     *     constraints, or no solution is left to draw
     */
    public static Plot front(List<NamedResult> results, PlotOptions options) {
        FrontData data = new FrontData(results, options.dominated());
        return switch (data.objectives().size()) {
            case 1 ->
                throw new IllegalArgumentException(
                        "One objective has no front; draw how its best value went on with history, or compare results.");
            case 2 -> ScatterChart.draw(data, options);
            case 3 -> SpaceChart.draw(data, options);
            default -> ParallelChart.draw(data, options);
        };
    }

    /** Draws curves over one axis, 800 x 600 pixels. */
    public static Plot history(List<Curve> curves) {
        return history(curves, PlotOptions.defaults());
    }

    /**
     * Draws how values went on, over evaluations or generations. Where all are positive and the greatest is more than 1000 times the least,
     * the axis is logarithmic. At most 24 curves are drawn.
     *
     * @throws IllegalArgumentException if no curve has a value that is a finite number
     */
    public static Plot history(List<Curve> curves, PlotOptions options) {
        return HistoryChart.draw(List.copyOf(curves), options);
    }

    /** Draws the groups of a comparison by one indicator, 800 x 600 pixels. */
    public static Plot boxes(QualityComparison comparison, Indicator indicator) {
        return boxes(comparison, indicator, PlotOptions.defaults());
    }

    /**
     * Draws the groups of a comparison as boxes from quartile to quartile, with whiskers to the least and the greatest value.
     *
     * @throws IllegalArgumentException if they were not compared by this indicator; names those by which they were
     */
    public static Plot boxes(QualityComparison comparison, Indicator indicator, PlotOptions options) {
        IndicatorComparison one = comparison
                .by(indicator)
                .orElseThrow(() -> new IllegalArgumentException("The groups were not compared by "
                        + indicator.label() + ", but by "
                        + comparison.indicators().stream()
                                .map(known -> known.indicator().label())
                                .toList()
                        + "."));
        return BoxChart.draw(one, options);
    }
}
