package dev.cairn.report;

import dev.cairn.UnavailableException;
import dev.cairn.spi.FileReplacement;
import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/**
 * A drawing as SVG or PNG. The same data give the same bytes on the same machine; another one may have other fonts. Needs no display.
 * Safe for use by many threads.
 */
public final class Plot {
    private final JFreeChart chart;
    private final PlotOptions options;
    private final String title;
    private final List<String> notes;

    Plot(JFreeChart chart, PlotOptions options, String title, List<String> notes) {
        this.chart = chart;
        this.options = options;
        this.title = title;
        this.notes = List.copyOf(notes);
        ChartStyle.finish(chart, notes);
    }

    /** What is drawn. */
    public String title() {
        return title;
    }

    /** What the reader of the plot must know, such as what was left out; stands under the title too. */
    public List<String> notes() {
        return notes;
    }

    /**
     * The drawing as SVG: text stays text, nothing is fetched from elsewhere.
     *
     * @throws UnavailableException if this machine cannot draw, for want of fonts
     */
    public String svg() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg("plot-");
    }

    /** The same to be put into a page, without a declaration; its ids begin with {@code ids}, which is unique there. */
    String svg(String ids) {
        return drawn(() -> {
            SvgCanvas canvas = new SvgCanvas(options.width(), options.height(), ids);
            draw(canvas.graphics());
            return canvas.text(notes.isEmpty() ? title : title + ". " + String.join(". ", notes));
        });
    }

    /**
     * The drawing as PNG, with as many pixels as the options say.
     *
     * @throws UnavailableException if this machine cannot draw, for want of fonts
     */
    public byte[] png() {
        BufferedImage image = drawn(this::image);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("This Java cannot write PNG; write SVG instead.");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("The picture cannot be written into memory: " + e, e);
        }
    }

    private BufferedImage image() {
        BufferedImage image = new BufferedImage(options.width(), options.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        draw(graphics);
        graphics.dispose();
        return image;
    }

    private void draw(Graphics2D graphics) {
        synchronized (chart) {
            chart.draw(graphics, new Rectangle2D.Double(0, 0, options.width(), options.height()));
        }
    }

    /** What Java needs to draw may be missing on a server: fonts, or the display that it was told of. */
    private static <T> T drawn(Supplier<T> drawing) {
        try {
            return drawing.get();
        } catch (AWTError | LinkageError e) {
            throw new UnavailableException(
                    "This machine cannot draw (" + e.getMessage()
                            + "). Start Java with -Djava.awt.headless=true, and have fontconfig and a font installed.",
                    e);
        }
    }

    /**
     * Writes the drawing into a file in the format of its extension, {@code .svg} or {@code .png}; one without gets {@code .svg}. A file that is
     * there is replaced in one step.
     *
     * @return where it is
     * @throws IllegalArgumentException if the extension is another one; nothing was written
     * @throws UnavailableException if it cannot be drawn or written; what was there before still is
     */
    public Path writeTo(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".png")) {
            return FileReplacement.export(file, ".png", png());
        }
        if (name.endsWith(".svg") || name.lastIndexOf('.') <= 0) {
            return FileReplacement.export(file, ".svg", svg().getBytes(StandardCharsets.UTF_8));
        }
        throw new IllegalArgumentException(
                "A plot is written as .svg or .png, not into '" + file + "'; give it one of these extensions.");
    }

    @Override
    public String toString() {
        return "Plot[" + title + "]";
    }
}
