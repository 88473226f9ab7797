package dev.cairn.report;

import dev.cairn.spi.Names;
import org.jspecify.annotations.Nullable;

/**
 * How a plot looks. Immutable.
 *
 * @param title null for one that says what is drawn
 * @param width in pixels, 300 to 10,000
 * @param height in pixels, 200 to 10,000
 * @param dominated whether the solutions that others of the same result dominate are drawn too
 */
public record PlotOptions(@Nullable String title, int width, int height, boolean dominated) {
    private static final int LARGEST = 10_000;

    public PlotOptions {
        if (width < 300 || height < 200 || width > LARGEST || height > LARGEST) {
            throw new IllegalArgumentException("A plot of " + width + " x " + height
                    + " pixels cannot be drawn; give from 300 x 200 to 10000 x 10000.");
        }
    }

    /** 800 x 600 pixels. */
    public static PlotOptions defaults() {
        return new PlotOptions(null, 800, 600, false);
    }

    /** The same with this title. */
    public PlotOptions withTitle(String newTitle) {
        return new PlotOptions(Names.given("title", newTitle), width, height, dominated);
    }

    /** The same of this size in pixels. */
    public PlotOptions withSize(int newWidth, int newHeight) {
        return new PlotOptions(title, newWidth, newHeight, dominated);
    }

    /** The same with the solutions that are dominated. */
    public PlotOptions withDominated() {
        return new PlotOptions(title, width, height, true);
    }

    String titleOr(String other) {
        return AxisNames.shortened(title == null ? other : title, Math.max(20, width / 11));
    }
}
