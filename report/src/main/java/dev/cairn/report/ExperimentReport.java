package dev.cairn.report;

import dev.cairn.UnavailableException;
import dev.cairn.spi.FileReplacement;
import dev.cairn.workspace.Experiment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An experiment on one page of HTML: how much there is, how it stands, its results and runs in tables, its results drawn and compared, which
 * fields there are, what failed, and by what it was made.
 *
 * <p>The page holds everything: it fetches nothing from anywhere, and its own policy forbids that. It can be read without scripts, printed,
 * and read in the dark. Every table says how many rows it leaves out. Immutable.
 */
public final class ExperimentReport {
    private final String html;

    private ExperimentReport(String html) {
        this.html = html;
    }

    /** Reports of an experiment as it stands. */
    public static ExperimentReport of(Experiment experiment) {
        return of(experiment, ReportOptions.defaults());
    }

    /**
     * Reports as {@code options} say. What is damaged is named in the report and does not end it.
     *
     * @throws UnavailableException if the store does not answer
     */
    public static ExperimentReport of(Experiment experiment, ReportOptions options) {
        return new ExperimentReport(new ReportPage(experiment, options).html());
    }

    /** The page. */
    public String html() {
        return html;
    }

    /**
     * Writes the page into a file, in UTF-8. A file that is there is replaced in one step.
     *
     * @param file gets the extension {@code .html} if its name has none
     * @return where it is
     * @throws UnavailableException if it cannot be written; what was there before still is
     */
    public Path writeTo(Path file) {
        return FileReplacement.export(file, ".html", html.getBytes(StandardCharsets.UTF_8));
    }
}
