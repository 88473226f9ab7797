package dev.cairn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;

/** Fronts of three objectives in a box, seen from above one of its corners. */
final class SpaceChart {
    private static final Range ACROSS = new Range(-0.92, 0.78);
    private static final Range UP = new Range(-0.74, 0.66);
    private static final double DATA = 0.85;

    private SpaceChart() {}

    static Plot draw(FrontData data, PlotOptions options) {
        XYPlot plot = new XYPlot(null, hidden(ACROSS), hidden(UP), null);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        List<Range> ranges = IntStream.range(0, 3)
                .mapToObj(k -> Axes.range(data.least(k), data.greatest(k)))
                .toList();
        Marks marks = new Marks(
                data,
                point -> Projection.of(within(ranges, point, 0), within(ranges, point, 1), within(ranges, point, 2)),
                DATA * options.width() / ACROSS.getLength(),
                DATA * options.height() / UP.getLength());
        marks.addTo(plot);
        List<String> names = data.objectives().stream().map(AxisNames::full).toList();
        new BoxAxes(plot, names, ranges).draw();
        List<String> notes = new ArrayList<>(data.notes());
        notes.addAll(marks.notes());
        String title = options.titleOr(data.title());
        return new Plot(ChartStyle.chart(title, plot, data.series()), options, title, notes);
    }

    private static double within(List<Range> ranges, double[] point, int axis) {
        Range range = ranges.get(axis);
        return (point[axis] - range.getLowerBound()) / range.getLength();
    }

    static NumberAxis hidden(Range range) {
        NumberAxis axis = new NumberAxis();
        axis.setRange(range);
        axis.setVisible(false);
        return axis;
    }
}
