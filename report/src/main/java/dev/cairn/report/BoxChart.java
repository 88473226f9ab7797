package dev.cairn.report;

import dev.cairn.model.Direction;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BoxAndWhiskerRenderer;
import org.jfree.chart.renderer.category.ScatterRenderer;
import org.jfree.data.statistics.BoxAndWhiskerItem;
import org.jfree.data.statistics.DefaultBoxAndWhiskerCategoryDataset;
import org.jfree.data.statistics.DefaultMultiValueCategoryDataset;
import org.jspecify.annotations.Nullable;

/** The groups of a comparison by one indicator: a box from quartile to quartile for each, lying, so that long names can be read. */
final class BoxChart {
    private static final int MOST_VALUES = 500;
    private static final int MOST_GROUPS = 60;
    private static final String SERIES = "values";

    private BoxChart() {}

    static Plot draw(IndicatorComparison comparison, PlotOptions options) {
        List<GroupQuality> all =
                comparison.groups().stream().filter(group -> group.n() > 0).toList();
        List<GroupQuality> groups = all.stream().limit(MOST_GROUPS).toList();
        double least = values(groups).min().orElseThrow();
        double greatest = values(groups).max().orElseThrow();
        String label = comparison.indicator().label()
                + (comparison.better() == Direction.MAXIMIZE ? " (larger is better)" : " (smaller is better)");
        boolean wide = Axes.isWide(least, greatest);
        DoubleUnaryOperator scale = wide ? Math::log10 : DoubleUnaryOperator.identity();
        ValueAxis across = wide
                ? Axes.logarithmic(label, least, greatest)
                : Axes.across(label, least, greatest, options.width() * 6 / 10);
        CategoryAxis names = new CategoryAxis();
        ChartStyle.dress(names);
        names.setTickLabelFont(ChartStyle.font(12));
        names.setMaximumCategoryLabelWidthRatio(0.4f);
        CategoryPlot plot = new CategoryPlot(boxes(groups, scale), names, across, boxRenderer());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlineStroke(ChartStyle.THIN);
        plot.setDataset(1, points(groups, scale));
        plot.setRenderer(1, pointRenderer());
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        List<String> notes = new ArrayList<>();
        notes.add("Box: quartiles. Line: median. Whiskers: least and greatest value. Circles: results");
        if (groups.size() < comparison.groups().size()) {
            notes.add(
                    "Drawn are " + groups.size() + " of " + comparison.groups().size() + " groups");
        }
        String title = options.titleOr("Groups by " + comparison.indicator().label());
        return new Plot(ChartStyle.chart(title, plot, 1), options, title, notes);
    }

    private static DoubleStream values(List<GroupQuality> groups) {
        return groups.stream().flatMap(group -> group.values().stream()).mapToDouble(Double::doubleValue);
    }

    private static String name(GroupQuality group) {
        return AxisNames.shortened(group.group()) + " (n = " + group.n() + ")";
    }

    private static DefaultBoxAndWhiskerCategoryDataset boxes(List<GroupQuality> groups, DoubleUnaryOperator scale) {
        DefaultBoxAndWhiskerCategoryDataset dataset = new DefaultBoxAndWhiskerCategoryDataset();
        for (GroupQuality group : groups) {
            BoxAndWhiskerItem item = new BoxAndWhiskerItem(
                    null,
                    at(group.median(), scale),
                    at(group.lowerQuartile(), scale),
                    at(group.upperQuartile(), scale),
                    at(group.min(), scale),
                    at(group.max(), scale),
                    null,
                    null,
                    List.of());
            dataset.add(item, SERIES, name(group));
        }
        return dataset;
    }

    private static DefaultMultiValueCategoryDataset points(List<GroupQuality> groups, DoubleUnaryOperator scale) {
        DefaultMultiValueCategoryDataset dataset = new DefaultMultiValueCategoryDataset();
        for (GroupQuality group : groups) {
            dataset.add(group.n() <= MOST_VALUES ? scaled(group, scale) : List.<Double>of(), SERIES, name(group));
        }
        return dataset;
    }

    private static double at(@Nullable Double value, DoubleUnaryOperator scale) {
        return scale.applyAsDouble(Objects.requireNonNull(value));
    }

    private static List<Double> scaled(GroupQuality group, DoubleUnaryOperator scale) {
        return group.values().stream().map(value -> at(value, scale)).toList();
    }

    private static BoxAndWhiskerRenderer boxRenderer() {
        BoxAndWhiskerRenderer renderer = new BoxAndWhiskerRenderer();
        renderer.setMeanVisible(false);
        renderer.setMaximumBarWidth(0.12);
        renderer.setUseOutlinePaintForWhiskers(true);
        renderer.setSeriesPaint(0, new Color(0xCFE3F1));
        renderer.setSeriesOutlinePaint(0, ChartStyle.INK);
        renderer.setWhiskerWidth(0.6);
        return renderer;
    }

    private static ScatterRenderer pointRenderer() {
        ScatterRenderer renderer = new ScatterRenderer();
        renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
        renderer.setDrawOutlines(true);
        renderer.setSeriesShapesFilled(0, false);
        renderer.setSeriesPaint(0, ChartStyle.colour(1));
        renderer.setUseSeriesOffset(false);
        return renderer;
    }
}
