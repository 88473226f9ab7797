package dev.cairn.cli;

import dev.cairn.report.Curve;
import dev.cairn.report.Indicator;
import dev.cairn.report.NamedResult;
import dev.cairn.report.Plot;
import dev.cairn.report.PlotOptions;
import dev.cairn.report.Plots;
import dev.cairn.report.QualityComparison;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws results. */
@Command(
        name = "plot",
        description = {
            "Draws results into an .svg or .png: their fronts (two objectives across and up, three in perspective, more as",
            "parallel coordinates), a column of their histories, or groups of them by an indicator as boxes."
        })
final class PlotCommand extends CairnCommand {
    @Mixin
    private SelectedResults selected = new SelectedResults();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to; .svg or .png")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Path target;

    @Option(names = "--history", paramLabel = "COLUMN", description = "How this column of the history went on.")
    private @Nullable String history;

    @Option(
            names = "--boxes",
            paramLabel = "INDICATOR",
            description = "Groups by one of ${COMPLETION-CANDIDATES}; needs --group.")
    private @Nullable Indicator boxes;

    @Option(names = "--dominated", description = "With the solutions that are dominated.")
    private boolean dominated;

    @Option(names = "--title", paramLabel = "TEXT", description = "The title.")
    private @Nullable String title;

    @Option(names = "--size", paramLabel = "WxH", description = "In pixels; 800x600 if nothing is said.")
    private String size = "800x600";

    @Override
    public Integer call() {
        if (history != null && boxes != null) {
            throw new Refusal(ExitCode.USAGE, "Give --history or --boxes, not both.");
        }
        PlotOptions options = options();
        try (OpenStore store = reading()) {
            Plot plot = draw(store, options);
            Path file = plot.writeTo(terminal().folder().resolve(target));
            output().say("Wrote " + file + ": " + Cells.visible(plot.title()));
            plot.notes().forEach(note -> output().note("  " + Cells.visible(note)));
        }
        return ExitCode.OK;
    }

    private Plot draw(OpenStore store, PlotOptions options) {
        if (boxes != null) {
            return Plots.boxes(QualityComparison.of(selected.groups(store)), boxes, options);
        }
        List<NamedResult> results = selected.load(store);
        if (history == null) {
            return Plots.front(results, options);
        }
        String column = history;
        List<Curve> curves =
                results.stream().map(result -> Curve.ofHistory(result, column)).toList();
        return Plots.history(curves, options);
    }

    private PlotOptions options() {
        String[] parts = size.split("x", -1);
        try {
            PlotOptions options = PlotOptions.defaults()
                    .withSize(Integer.parseInt(parts[0]), parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
            options = dominated ? options.withDominated() : options;
            return title == null ? options : options.withTitle(title);
        } catch (NumberFormatException e) {
            throw new Refusal(ExitCode.USAGE, "A size is written as 800x600, not '" + size + "'.");
        }
    }
}
