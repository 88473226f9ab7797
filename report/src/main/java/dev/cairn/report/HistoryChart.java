package dev.cairn.report;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Curves of runs over a common axis. Values that are positive and range over more than a factor of 1000 are drawn on a logarithmic axis. */
final class HistoryChart {
    private static final int MARKERS = 10;
    private static final double DATA = 0.8;

    private final List<Curve> curves;
    private final PlotOptions options;
    private final List<String> notes = new ArrayList<>();
    private final double[] values;

    private HistoryChart(List<Curve> given, PlotOptions options) {
        List<Curve> drawable = given.stream()
                .filter(curve -> finite(curve).findAny().isPresent())
                .toList();
        if (drawable.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is nothing to draw: no curve has a value that is a finite number.");
        }
        this.curves = drawable.stream().limit(ChartStyle.MOST_SERIES).toList();
        this.options = options;
        this.values = curves.stream().flatMapToDouble(HistoryChart::finite).toArray();
        if (curves.size() < given.size()) {
            notes.add("Drawn are " + curves.size() + " of " + given.size() + " curves");
        }
        long gaps = curves.stream().mapToLong(Curve::size).sum() - values.length;
        if (gaps > 0) {
            notes.add(String.format(Locale.ROOT, "%,d values that are no finite numbers are gaps", gaps));
        }
    }

    static Plot draw(List<Curve> curves, PlotOptions options) {
        return new HistoryChart(curves, options).drawn();
    }

    private static DoubleStream finite(Curve curve) {
        return IntStream.range(0, curve.size()).mapToDouble(curve::value).filter(Double::isFinite);
    }

    private Plot drawn() {
        double first = curves.stream()
                .flatMapToDouble(curve -> IntStream.range(0, curve.size()).mapToDouble(curve::step))
                .min()
                .orElseThrow();
        double last = curves.stream()
                .flatMapToDouble(curve -> IntStream.range(0, curve.size()).mapToDouble(curve::step))
                .max()
                .orElseThrow();
        double least = DoubleStream.of(values).min().orElseThrow();
        double greatest = DoubleStream.of(values).max().orElseThrow();
        boolean wide = Axes.isWide(least, greatest);
        ValueAxis x = Axes.across(common("step", Curve::along), first, last, (int) (DATA * options.width()));
        String up = common("value", Curve::up);
        ValueAxis y = wide
                ? Axes.logarithmic(up, least, greatest)
                : Axes.up(up, least, greatest, (int) (DATA * options.height()));
        DefaultXYDataset dataset = new DefaultXYDataset();
        for (int i = 0; i < curves.size(); i++) {
            double column = x.getRange().getLength() / (DATA * options.width());
            dataset.addSeries(i, logarithms(wide, new CurveThinning(curves.get(i), column).points()));
        }
        XYPlot plot = new XYPlot(dataset, x, y, renderer());
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setDomainGridlineStroke(ChartStyle.THIN);
        plot.setRangeGridlineStroke(ChartStyle.THIN);
        plot.setFixedLegendItems(legend());
        String title = options.titleOr(
                curves.size() == 1 ? curves.get(0).name() + ": " + up : "History of " + curves.size() + " runs");
        return new Plot(ChartStyle.chart(title, plot, curves.size()), options, title, notes);
    }

    private static double[][] logarithms(boolean wide, double[][] points) {
        if (wide) {
            Arrays.setAll(points[1], i -> Math.log10(points[1][i]));
        }
        return points;
    }

    /** What all curves say of an axis, or all that they say, one after the other. */
    private String common(String none, Function<Curve, String> label) {
        TreeSet<String> labels = curves.stream().map(label).collect(Collectors.toCollection(TreeSet::new));
        return labels.isEmpty()
                ? none
                : labels.stream().map(one -> AxisNames.shortened(one, 60)).collect(Collectors.joining(" / "));
    }

    private XYLineAndShapeRenderer renderer() {
        int series = curves.size();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean getItemShapeVisible(int row, int item) {
                int count = getPlot().getDataset().getItemCount(row);
                int step = Math.max(1, count / MARKERS);
                return item % step == Math.min(step - 1, step * row / series);
            }
        };
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < series; i++) {
            renderer.setSeriesPaint(i, ChartStyle.colour(i));
            renderer.setSeriesStroke(i, ChartStyle.line(i, 1.6f));
            renderer.setSeriesShape(i, ChartStyle.shape(i));
        }
        return renderer;
    }

    private LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < curves.size(); i++) {
            items.add(new LegendItem(
                    AxisNames.shortened(curves.get(i).name()),
                    null,
                    null,
                    null,
                    true,
                    ChartStyle.shape(i),
                    true,
                    ChartStyle.colour(i),
                    false,
                    ChartStyle.colour(i),
                    ChartStyle.THIN,
                    true,
                    new Line2D.Double(-16, 0, 16, 0),
                    ChartStyle.line(i, 1.6f),
                    ChartStyle.colour(i)));
        }
        return items;
    }
}
