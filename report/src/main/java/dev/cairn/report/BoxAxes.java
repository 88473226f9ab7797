package dev.cairn.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/** The three axes of a box in perspective: its far sides with a grid, the numbers along its near edges, the names beside them. */
final class BoxAxes {
    private static final double TICKS = 6;
    private static final double BESIDE = 0.03;
    private static final Color EDGE = new Color(0x999999);

    private final XYPlot plot;
    private final List<String> names;
    private final List<Range> ranges;

    BoxAxes(XYPlot plot, List<String> names, List<Range> ranges) {
        this.plot = plot;
        this.names = names;
        this.ranges = ranges;
    }

    /** Draws them behind the data of the plot, whose first renderer is there. */
    void draw() {
        for (int axis = 0; axis < 3; axis++) {
            NumberTickUnit unit = unit(ranges.get(axis));
            for (double value : ticks(ranges.get(axis), unit)) {
                double at = (value - ranges.get(axis).getLowerBound())
                        / ranges.get(axis).getLength();
                grid(axis, at);
                label(axis, at, unit.valueToString(value));
            }
            name(axis);
        }
        edges();
    }

    private static NumberTickUnit unit(Range range) {
        double largest = Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound()));
        return new AxisTicks(largest).unit(range.getLength() / TICKS);
    }

    private static List<Double> ticks(Range range, NumberTickUnit unit) {
        List<Double> ticks = new ArrayList<>();
        double size = unit.getSize();
        double first = Math.ceil(range.getLowerBound() / size);
        for (double i = first; i * size <= range.getUpperBound() && ticks.size() < 2 * TICKS; i++) {
            ticks.add(i * size);
        }
        return ticks;
    }

    private void grid(int axis, double at) {
        switch (axis) {
            case 0 -> {
                line(ChartStyle.GRID, at, 0, 0, at, 1, 0);
                line(ChartStyle.GRID, at, 1, 0, at, 1, 1);
            }
            case 1 -> {
                line(ChartStyle.GRID, 0, at, 0, 1, at, 0);
                line(ChartStyle.GRID, 1, at, 0, 1, at, 1);
            }
            default -> {
                line(ChartStyle.GRID, 0, 1, at, 1, 1, at);
                line(ChartStyle.GRID, 1, 0, at, 1, 1, at);
            }
        }
    }

    private void edges() {
        line(EDGE, 0, 0, 0, 1, 0, 0);
        line(EDGE, 0, 0, 0, 0, 1, 0);
        line(EDGE, 0, 1, 0, 0, 1, 1);
        line(EDGE, 1, 1, 0, 1, 1, 1);
        line(EDGE, 0, 1, 0, 1, 1, 0);
        line(EDGE, 1, 0, 0, 1, 1, 0);
        line(EDGE, 0, 1, 1, 1, 1, 1);
        line(EDGE, 1, 0, 1, 1, 1, 1);
        line(EDGE, 1, 0, 0, 1, 0, 1);
    }

    private void line(Color colour, double... ends) {
        double[] from = Projection.of(ends[0], ends[1], ends[2]);
        double[] to = Projection.of(ends[3], ends[4], ends[5]);
        plot.getRenderer(0)
                .addAnnotation(
                        new XYLineAnnotation(from[0], from[1], to[0], to[1], ChartStyle.THIN, colour),
                        Layer.BACKGROUND);
    }

    private void label(int axis, double at, String number) {
        switch (axis) {
            case 0 -> text(number, 11, Projection.of(at, -BESIDE, 0), TextAnchor.TOP_LEFT, 0);
            case 1 -> text(number, 11, Projection.of(-BESIDE, at, 0), TextAnchor.TOP_RIGHT, 0);
            default -> text(number, 11, Projection.of(-BESIDE, 1, at), TextAnchor.CENTER_RIGHT, 0);
        }
    }

    private void name(int axis) {
        switch (axis) {
            case 0 -> text(names.get(0), 13, Projection.of(0.5, -0.24, 0), TextAnchor.TOP_CENTER, 0);
            case 1 -> text(names.get(1), 13, Projection.of(-0.24, 0.5, 0), TextAnchor.TOP_CENTER, 0);
            default -> text(names.get(2), 13, Projection.of(-0.2, 1.06, 0.5), TextAnchor.CENTER, -Math.PI / 2);
        }
    }

    private void text(String text, int size, double[] at, TextAnchor anchor, double turn) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, at[0], at[1]);
        annotation.setFont(ChartStyle.font(size));
        annotation.setPaint(ChartStyle.INK);
        annotation.setTextAnchor(anchor);
        annotation.setRotationAnchor(turn == 0 ? anchor : TextAnchor.CENTER);
        annotation.setRotationAngle(turn);
        plot.getRenderer(0).addAnnotation(annotation, Layer.BACKGROUND);
    }
}
