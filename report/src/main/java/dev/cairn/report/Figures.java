package dev.cairn.report;

import dev.cairn.UnavailableException;
import java.util.function.Supplier;

/** Puts plots into a page, each with ids of its own. */
final class Figures {
    private int count;

    /** Draws, or says why that cannot be done. */
    void add(Html html, Supplier<Plot> plot) {
        try {
            Plot drawn = plot.get();
            count++;
            html.open("figure").raw(drawn.svg("figure" + count + "-")).close("figure");
        } catch (IllegalArgumentException | UnavailableException e) {
            html.element("p", "Not drawn: " + e.getMessage(), "class", "note");
        }
    }
}
