package dev.cairn.report;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

/** Fronts of two objectives, one along each axis. */
final class ScatterChart {
    /** The share of the picture that the data take, about; the rest is for axes, titles and legend. */
    private static final double DATA = 0.8;

    private ScatterChart() {}

    static Plot draw(FrontData data, PlotOptions options) {
        int width = (int) (DATA * options.width());
        int height = (int) (DATA * options.height());
        ValueAxis x = Axes.across(label(data, 0), data.least(0), data.greatest(0), width);
        ValueAxis y = Axes.up(label(data, 1), data.least(1), data.greatest(1), height);
        XYPlot plot = new XYPlot(null, x, y, null);
        plot.setDomainGridlinePaint(ChartStyle.GRID);
        plot.setRangeGridlinePaint(ChartStyle.GRID);
        plot.setDomainGridlineStroke(ChartStyle.THIN);
        plot.setRangeGridlineStroke(ChartStyle.THIN);
        Marks marks = new Marks(
                data,
                point -> point,
                width / x.getRange().getLength(),
                height / y.getRange().getLength());
        marks.addTo(plot);
        List<String> notes = new ArrayList<>(data.notes());
        notes.addAll(marks.notes());
        String title = options.titleOr(data.title());
        return new Plot(ChartStyle.chart(title, plot, data.series()), options, title, notes);
    }

    private static String label(FrontData data, int objective) {
        return AxisNames.full(data.objectives().get(objective));
    }
}
