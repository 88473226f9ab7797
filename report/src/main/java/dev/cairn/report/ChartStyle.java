package dev.cairn.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * How every chart looks. Series differ by colour, marker and dash, so they are told apart in black and white; the colours are those that Okabe
 * and Ito chose for all kinds of sight, without the yellow one, which is hard to see on white.
 */
final class ChartStyle {
    /** More series than this are not told apart. */
    static final int MOST_SERIES = 24;

    static final Color GRID = new Color(0xD9D9D9);
    static final Color INK = new Color(0x222222);
    static final Color FAINT = new Color(0x777777);
    static final Stroke THIN = new BasicStroke(1);

    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x000000)
    };
    private static final float[][] DASHES = {{}, {7, 3}, {2, 3}, {9, 3, 2, 3}, {14, 4}, {5, 2, 1, 2, 1, 2}};
    private static final double SIZE = 3.5;
    private static final Shape[] SHAPES = {
        new Ellipse2D.Double(-SIZE, -SIZE, 2 * SIZE, 2 * SIZE),
        polygon(-1, -1, 1, -1, 1, 1, -1, 1),
        polygon(0, -1.2, 1.2, 1, -1.2, 1),
        polygon(0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0),
        cross(false),
        cross(true),
        polygon(0, 1.2, 1.2, -1, -1.2, -1),
        new Rectangle2D.Double(-1.4 * SIZE, -0.5 * SIZE, 2.8 * SIZE, SIZE)
    };

    static {
        // Else JFreeChart draws the letters of text that is turned, and the SVG holds no text to search or to copy.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private ChartStyle() {}

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners.length; i += 2) {
            if (i == 0) {
                path.moveTo(SIZE * corners[0], SIZE * corners[1]);
            } else {
                path.lineTo(SIZE * corners[i], SIZE * corners[i + 1]);
            }
        }
        path.closePath();
        return path;
    }

    private static Shape cross(boolean diagonal) {
        Polygon plus = new Polygon(
                new int[] {-1, 1, 1, 4, 4, 1, 1, -1, -1, -4, -4, -1},
                new int[] {-4, -4, -1, -1, 1, 1, 4, 4, 1, 1, -1, -1},
                12);
        return diagonal ? AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(plus) : plus;
    }

    static Color colour(int series) {
        return COLOURS[series % COLOURS.length];
    }

    static Shape shape(int series) {
        return SHAPES[series % SHAPES.length];
    }

    /** The same, so many times as large. */
    static Shape shape(int series, double size) {
        return AffineTransform.getScaleInstance(size, size).createTransformedShape(shape(series));
    }

    static Stroke line(int series, float width) {
        float[] dash = DASHES[series % DASHES.length];
        return dash.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    /** Dresses an axis. */
    static void dress(Axis axis) {
        axis.setLabelFont(font(13));
        axis.setTickLabelFont(font(11));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(FAINT);
        axis.setTickMarkPaint(FAINT);
    }

    /** A chart with a title, and with a legend where there are several series. */
    static JFreeChart chart(String title, org.jfree.chart.plot.Plot plot, int series) {
        JFreeChart chart = new JFreeChart(title, new Font(Font.SANS_SERIF, Font.BOLD, 16), plot, false);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(null);
        if (series > 1) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setItemFont(font(12));
            legend.setItemPaint(INK);
            legend.setFrame(BlockBorder.NONE);
            legend.setPosition(series > 6 ? RectangleEdge.RIGHT : RectangleEdge.BOTTOM);
            legend.setLegendItemGraphicPadding(new RectangleInsets(2, 8, 2, 4));
            chart.addLegend(legend);
        }
        return chart;
    }

    /** Puts the notes under the title. */
    static void finish(JFreeChart chart, List<String> notes) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 8, 12));
        chart.setTextAntiAlias(true);
        chart.setAntiAlias(true);
        chart.getTitle().setPaint(INK);
        chart.getTitle().setPadding(2, 2, 4, 2);
        int at = 0;
        for (String note : notes) {
            TextTitle line = new TextTitle(note, font(12));
            line.setPaint(INK);
            line.setTextAlignment(HorizontalAlignment.CENTER);
            line.setPadding(0, 20, 3, 20);
            chart.addSubtitle(at++, line);
        }
    }
}
