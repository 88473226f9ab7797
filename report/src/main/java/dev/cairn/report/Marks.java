package dev.cairn.report;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Draws the points of fronts as markers into the coordinates of a plot. */
final class Marks {
    /** Markers in one drawing; each is about 270 bytes of SVG. */
    private static final int MOST = 3000;

    private final Thinning thinning = new Thinning(MOST);
    private final LegendItemCollection legend = new LegendItemCollection();
    private final FrontData data;
    private final Function<double[], double[]> place;
    private final double pixelsX;
    private final double pixelsY;

    /**
     * Marks of {@code data}.
     *
     * @param place where a point stands in the coordinates of the plot
     * @param pixelsX how many pixels a unit of these coordinates takes across
     * @param pixelsY how many pixels a unit takes upwards
     */
    Marks(FrontData data, Function<double[], double[]> place, double pixelsX, double pixelsY) {
        this.data = data;
        this.place = place;
        this.pixelsX = pixelsX;
        this.pixelsY = pixelsY;
    }

    /** Adds them to a plot; those that come later lie on top. */
    void addTo(XYPlot plot) {
        int layer = plot.getDatasetCount();
        for (FrontData.Part part : data.parts()) {
            plot.setDataset(layer, dataset(part));
            plot.setRenderer(layer, renderer(part));
            layer++;
        }
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setFixedLegendItems(legend);
    }

    private DefaultXYDataset dataset(FrontData.Part part) {
        List<double[]> placed = part.points().stream().map(place).toList();
        List<double[]> pixels = placed.stream()
                .map(at -> new double[] {at[0] * pixelsX, at[1] * pixelsY})
                .toList();
        List<Integer> kept = thinning.of(pixels, part.points().size() / (double) data.points());
        double[][] columns = new double[2][kept.size()];
        for (int i = 0; i < kept.size(); i++) {
            columns[0][i] = placed.get(kept.get(i))[0];
            columns[1][i] = placed.get(kept.get(i))[1];
        }
        DefaultXYDataset dataset = new DefaultXYDataset();
        dataset.addSeries(part.name(), columns);
        return dataset;
    }

    private XYLineAndShapeRenderer renderer(FrontData.Part part) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        Color colour = ChartStyle.colour(part.series());
        if (part.dominated()) {
            renderer.setSeriesShape(0, new Ellipse2D.Double(-1.2, -1.2, 2.4, 2.4));
            renderer.setSeriesPaint(0, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 90));
            return renderer;
        }
        renderer.setSeriesShape(
                0, ChartStyle.shape(part.series(), size(part.points().size())));
        renderer.setSeriesPaint(0, colour);
        legend.add(new LegendItem(
                part.name(), null, null, null, ChartStyle.shape(part.series()), colour, ChartStyle.THIN, colour));
        return renderer;
    }

    /** Many markers are smaller, so that they stay apart. */
    private static double size(int points) {
        return points <= 300 ? 1 : points <= 1500 ? 0.75 : 0.5;
    }

    /** What was left out. */
    List<String> notes() {
        return new ArrayList<>(thinning.notes("points"));
    }
}
