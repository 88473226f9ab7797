package dev.cairn.report;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of one problem: their fronts, how they came about, and how good they are. */
final class ProblemSection {
    private static final PlotOptions SIZE = PlotOptions.defaults().withSize(760, 540);
    private static final int MOST_COLUMNS = 4;

    private final ReportData data;
    private final List<NamedResult> results;
    private final Figures figures;

    ProblemSection(ReportData data, List<NamedResult> results, Figures figures) {
        this.data = data;
        this.results = results;
        this.figures = figures;
    }

    void write(Html html) {
        html.element("h3", results.get(0).result().problem().name());
        html.open("div", "class", "figures");
        if (results.get(0).result().problem().objectives().size() > 1) {
            figures.add(html, () -> Plots.front(results, SIZE));
        }
        histories().forEach(column -> figures.add(html, () -> Plots.history(curves(column), SIZE)));
        QualityComparison comparison;
        try {
            comparison = QualityComparison.of(ResultGroup.by(results, data::groupOf));
        } catch (IllegalArgumentException e) {
            html.close("div").element("p", "Not compared: " + e.getMessage(), "class", "note");
            return;
        }
        comparison.indicators().stream()
                .filter(one -> one.groups().stream().anyMatch(group -> group.n() > 1))
                .forEach(one -> figures.add(html, () -> Plots.boxes(comparison, one.indicator(), SIZE)));
        html.close("div");
        tables(html, comparison);
    }

    /** The columns that tell of best values, or the first one of numbers. */
    private List<String> histories() {
        List<String> all = results.stream()
                .flatMap(one -> Curve.columnsOf(one).stream())
                .distinct()
                .toList();
        List<String> best =
                all.stream().filter(column -> column.startsWith("best ")).toList();
        return (best.isEmpty() ? all.stream().limit(1) : best.stream().limit(MOST_COLUMNS)).toList();
    }

    private List<Curve> curves(String column) {
        return results.stream()
                .filter(one -> Curve.columnsOf(one).contains(column))
                .map(one -> Curve.ofHistory(one, column))
                .toList();
    }

    private void tables(Html html, QualityComparison comparison) {
        Stream.concat(
                        Stream.of("Objectives: " + ComparisonText.names(comparison.objectives()) + ". Grouped by "
                                + data.options().groupBy() + "."),
                        Stream.concat(
                                ComparisonText.reference(comparison.reference()).stream()
                                        .map(line -> line + "."),
                                comparison.notes().stream()))
                .forEach(line -> html.element("p", line, "class", "note"));
        for (IndicatorComparison one : comparison.indicators()) {
            html.element("h3", ComparisonText.heading(one));
            PageTable table = new PageTable("group", "n", "median", "lower quartile", "upper quartile", "min", "max");
            one.groups()
                    .forEach(group -> table.add(
                            Cell.of(group.group()),
                            Cell.of(group.n()),
                            Cell.of(group.median()),
                            Cell.of(group.lowerQuartile()),
                            Cell.of(group.upperQuartile()),
                            Cell.of(group.min()),
                            Cell.of(group.max())));
            table.write(html);
            test(html, one.test());
        }
    }

    private static void test(Html html, @Nullable RankTest test) {
        if (test == null) {
            return;
        }
        html.element("p", ComparisonText.sentence(test));
        if (test.pairs().size() > 1) {
            PageTable pairs = new PageTable("first", "second", "first is better", "p", "p by Holm", "method");
            test.pairs()
                    .forEach(pair -> pairs.add(
                            Cell.of(pair.first()),
                            Cell.of(pair.second()),
                            new Cell(Digits.percent(pair.superiority()), String.valueOf(pair.superiority()), true),
                            Cell.of(pair.p()),
                            Cell.of(pair.adjustedP()),
                            Cell.of(pair.method())));
            pairs.write(html);
        }
    }
}
