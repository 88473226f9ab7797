package dev.cairn.cli;

import dev.cairn.report.ExperimentReport;
import dev.cairn.report.ReportOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a report. */
@Command(
        name = "report",
        description =
                "Writes one page of HTML about an experiment: counts, tables, plots, fields, failures. It needs no network.")
final class ReportCommand extends CairnCommand {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to; .html")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Path target;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "At most so many rows in a table; 500 if nothing is said.")
    private @Nullable Integer rows;

    @Option(
            names = "--compared",
            paramLabel = "N",
            description = "So many results are drawn and compared; 100 if nothing is said.")
    private @Nullable Integer compared;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "FIELD",
            description = "Groups of the comparison; solver.name if nothing is said.")
    private @Nullable String group;

    @Option(
            names = "--written",
            paramLabel = "TIME",
            description = "The time on the page, 2026-01-31T12:00:00Z; now if nothing is said.")
    private @Nullable Instant written;

    @Override
    public Integer call() {
        ReportOptions options = ReportOptions.defaults();
        options = rows == null ? options : options.withRows(rows);
        options = compared == null ? options : options.withCompared(compared);
        options = group == null ? options : options.withGroupBy(group);
        options = written == null ? options : options.withWritten(written);
        try (OpenStore store = reading()) {
            if (store.isOneExperiment()) {
                Reports.requireKnown(List.of(store.experimentId()), store.whole());
            }
            Path file = ExperimentReport.of(store.experiment(), options)
                    .writeTo(terminal().folder().resolve(target));
            output().say("Wrote " + file + ".");
        }
        return ExitCode.OK;
    }
}
