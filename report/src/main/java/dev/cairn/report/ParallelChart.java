package dev.cairn.report;

import dev.cairn.model.Direction;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

/** Fronts of many objectives: an axis for each, from its least to its greatest value, and a line across all axes for each solution. */
final class ParallelChart {
    /** Lines in one drawing. */
    private static final int MOST = 1000;

    private static final double DATA = 0.75;
    private static final int FEW = 60;

    private final FrontData data;
    private final PlotOptions options;
    private final Thinning thinning = new Thinning(MOST);
    private final LegendItemCollection legend = new LegendItemCollection();
    private final XYPlot plot;

    private ParallelChart(FrontData data, PlotOptions options) {
        this.data = data;
        this.options = options;
        int axes = data.objectives().size();
        this.plot = new XYPlot(
                null, SpaceChart.hidden(new Range(-0.5, axes - 0.5)), SpaceChart.hidden(new Range(-0.15, 1.08)), null);
    }

    static Plot draw(FrontData data, PlotOptions options) {
        return new ParallelChart(data, options).drawn();
    }

    private Plot drawn() {
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        for (FrontData.Part part : data.parts()) {
            int layer = plot.getDatasetCount();
            DefaultXYDataset lines = lines(part);
            plot.setDataset(layer, lines);
            plot.setRenderer(layer, renderer(part, lines.getSeriesCount()));
        }
        plot.setFixedLegendItems(legend);
        for (int k = 0; k < data.objectives().size(); k++) {
            axis(k);
        }
        List<String> notes = new ArrayList<>(data.notes());
        notes.addAll(thinning.notes("solutions"));
        String title = options.titleOr(data.title());
        return new Plot(ChartStyle.chart(title, plot, data.series()), options, title, notes);
    }

    /** A line for each solution that is drawn, so that many of them together look darker. */
    private DefaultXYDataset lines(FrontData.Part part) {
        int axes = data.objectives().size();
        double height = DATA * options.height();
        List<double[]> pixels = part.points().stream()
                .map(point -> {
                    double[] heights = new double[axes];
                    Arrays.setAll(heights, k -> height(point, k) * height);
                    return heights;
                })
                .toList();
        List<Integer> kept = thinning.of(pixels, part.points().size() / (double) data.points());
        DefaultXYDataset dataset = new DefaultXYDataset();
        for (int row : kept) {
            double[][] line = new double[2][axes];
            for (int k = 0; k < axes; k++) {
                line[0][k] = k;
                line[1][k] = height(part.points().get(row), k);
            }
            dataset.addSeries(row, line);
        }
        return dataset;
    }

    /** In the middle where all values are the same. */
    private double height(double[] point, int k) {
        double range = data.greatest(k) - data.least(k);
        return range == 0 ? 0.5 : (point[k] - data.least(k)) / range;
    }

    private XYLineAndShapeRenderer renderer(FrontData.Part part, int lines) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, lines <= FEW && !part.dominated());
        renderer.setDrawSeriesLineAsPath(true);
        Color colour = ChartStyle.colour(part.series());
        int opacity = part.dominated() ? 30 : lines <= FEW ? 255 : Math.max(45, 255 * FEW / lines);
        renderer.setAutoPopulateSeriesPaint(false);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setAutoPopulateSeriesShape(false);
        renderer.setDefaultPaint(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), opacity));
        renderer.setDefaultStroke(ChartStyle.line(part.series(), part.dominated() ? 0.6f : 1.2f));
        renderer.setDefaultShape(ChartStyle.shape(part.series()));
        if (!part.dominated()) {
            legend.add(new LegendItem(
                    part.name(),
                    null,
                    null,
                    null,
                    lines <= FEW,
                    ChartStyle.shape(part.series()),
                    true,
                    colour,
                    false,
                    colour,
                    ChartStyle.THIN,
                    true,
                    new Line2D.Double(-16, 0, 16, 0),
                    ChartStyle.line(part.series(), 1.6f),
                    colour));
        }
        return renderer;
    }

    private void axis(int k) {
        plot.addAnnotation(new XYLineAnnotation(k, 0, k, 1, ChartStyle.THIN, ChartStyle.INK));
        text(Digits.of(data.greatest(k)), 11, k, 1.015, TextAnchor.BOTTOM_CENTER);
        text(Digits.of(data.least(k)), 11, k, -0.015, TextAnchor.TOP_CENTER);
        int letters = Math.max(6, options.width() / data.objectives().size() / 8);
        text(
                AxisNames.shortened(AxisNames.withUnit(data.objectives().get(k)), letters),
                13,
                k,
                -0.06,
                TextAnchor.TOP_CENTER);
        text(
                data.objectives().get(k).direction() == Direction.MINIMIZE ? "minimized" : "maximized",
                11,
                k,
                -0.105,
                TextAnchor.TOP_CENTER);
    }

    private void text(String text, int size, double x, double y, TextAnchor anchor) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
        annotation.setFont(ChartStyle.font(size));
        annotation.setPaint(ChartStyle.INK);
        annotation.setTextAnchor(anchor);
        plot.addAnnotation(annotation);
    }
}
