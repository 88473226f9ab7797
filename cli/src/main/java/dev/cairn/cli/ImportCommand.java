package dev.cairn.cli;

import dev.cairn.formats.imports.ImportOptions;
import dev.cairn.formats.imports.ImportReport;
import dev.cairn.formats.imports.KeyNaming;
import dev.cairn.formats.imports.ResultImport;
import dev.cairn.formats.read.ReadOptions;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports files and stores of other programs. */
@Command(
        name = "import",
        description = {
            "Imports results, runs and tensors of other programs: jMetal, MOEA Framework, pymoo, Optuna, COCO, Nevergrad and",
            "other CSV, metalab, mi_crow. Folders are imported with all that is in them; what is no result is left out.",
            "What cannot be read is listed, and the rest is imported. Doing it again changes nothing."
        })
final class ImportCommand extends CairnCommand {
    private static final int NAMED = 20;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = List.of();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "What they are; recognized by the content if nothing is said.")
    private @Nullable String format;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Stands in front of each key.")
    private String prefix = "";

    @Option(names = "--problem", paramLabel = "NAME", description = "What was optimized, where the files do not say.")
    private @Nullable String problem;

    @Option(
            names = "--variables",
            paramLabel = "NAME",
            split = ",",
            description = "Columns of a table that are variables.")
    private String[] variables = {};

    @Option(
            names = "--minimize",
            paramLabel = "NAME",
            split = ",",
            description = "Columns that are objectives, the smaller the better.")
    private String[] minimized = {};

    @Option(
            names = "--maximize",
            paramLabel = "NAME",
            split = ",",
            description = "Columns that are objectives, the larger the better.")
    private String[] maximized = {};

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Of times without one: Europe/Berlin; UTC if nothing is said.")
    private @Nullable ZoneId zone;

    @Option(names = "--overwrite", description = "Replaces what is something else under the same key.")
    private boolean overwrite;

    @Option(names = "--dry-run", description = "Reads everything and writes nothing.")
    private boolean dryRun;

    @Option(names = "--details", description = "Lists everything that was imported, and what its files do not say.")
    private boolean details;

    @Override
    public Integer call() {
        List<Path> there = paths.stream().map(terminal().folder()::resolve).toList();
        ImportReport report;
        try (OpenStore store = dryRun ? reading() : writing();
                Progressing progress = cairn().progress("importing")) {
            report = ResultImport.run(store.workspace(), there, options(store, progress));
        }
        print(report);
        return report.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private ImportOptions options(OpenStore store, Progressing progress) {
        ImportOptions options = ImportOptions.defaults()
                .withNaming(KeyNaming.byPath().withPrefix(prefix))
                .withReading(reading(ReadOptions.none()
                        .withVariables(variables)
                        .minimizing(minimized)
                        .maximizing(maximized)))
                .withCancellation(cairn().cancellation())
                .withListener(told -> progress.show(told.files(), told.allFiles(), told.failed()));
        if (format != null) {
            options = options.withReader(format);
        }
        if (store.isOneExperiment()) {
            options = options.into(store.experimentId());
        }
        if (overwrite) {
            options = options.overwriting();
        }
        return dryRun ? options.asDryRun() : options;
    }

    private ReadOptions reading(ReadOptions given) {
        ReadOptions options = problem == null ? given : given.withProblem(problem);
        return zone == null ? options : options.withZone(zone);
    }

    private void print(ImportReport report) {
        Output output = output();
        if (output.format() != Output.Format.TEXT) {
            output.table(table(report), "");
            return;
        }
        if (details) {
            output.table(
                    Table.of(
                            List.of("outcome", "key", "experiment", "format", "rows"),
                            report.imported().stream()
                                    .map(one -> Table.row(
                                            word(one.outcome()),
                                            one.key(),
                                            one.experiment(),
                                            one.reader(),
                                            one.rows()))),
                    "Nothing was imported.");
        }
        output.say((dryRun ? "Would have " : "") + figures(report));
        lost(report).forEach((what, count) -> output.note("  not carried by " + count + ": " + Cells.visible(what)));
        some(report.leftOut().stream()
                .map(one -> one.file() + " was left out: " + one.reason())
                .toList());
        report.failures().forEach(one -> output.note("  " + Cells.visible(one.reason())));
    }

    private static Table table(ImportReport report) {
        return Table.of(
                List.of("outcome", "key", "experiment", "format", "rows", "file", "line", "reason", "not_carried"),
                Stream.of(
                                report.imported().stream()
                                        .map(one -> Table.row(
                                                word(one.outcome()),
                                                one.key(),
                                                one.experiment(),
                                                one.reader(),
                                                one.rows(),
                                                one.file(),
                                                null,
                                                null,
                                                one.notCarried())),
                                report.failures().stream()
                                        .map(one -> Table.row(
                                                "failed",
                                                null,
                                                null,
                                                null,
                                                null,
                                                one.file(),
                                                one.line(),
                                                one.reason(),
                                                null)),
                                report.leftOut().stream()
                                        .map(one -> Table.row(
                                                "left_out",
                                                null,
                                                null,
                                                null,
                                                null,
                                                one.file(),
                                                null,
                                                one.reason(),
                                                null)))
                        .flatMap(each -> each));
    }

    private String figures(ImportReport report) {
        Map<String, Long> formats = new TreeMap<>();
        report.imported().forEach(one -> formats.merge(one.reader(), 1L, Long::sum));
        String from = formats.isEmpty()
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                formats.entrySet().stream()
                                        .map(e -> e.getKey() + " " + e.getValue())
                                        .toList())
                        + ")";
        return String.format(
                Locale.ROOT,
                "%s %,d, replaced %,d, unchanged %,d, failed %,d%s; %,d files, %s.%s",
                dryRun ? "imported" : "Imported",
                report.count(ImportReport.Outcome.NEW),
                report.count(ImportReport.Outcome.REPLACED),
                report.count(ImportReport.Outcome.UNCHANGED),
                report.failures().size(),
                from,
                report.files(),
                new Cells.Bytes(report.bytes()),
                report.cancelled() ? " Stopped before the end; run it again." : "");
    }

    /** What files do not say, each once, with how many of them. */
    private static Map<String, Long> lost(ImportReport report) {
        Map<String, Long> lost = new LinkedHashMap<>();
        report.imported().stream()
                .flatMap(one -> one.notCarried().stream())
                .forEach(what -> lost.merge(what, 1L, Long::sum));
        return lost;
    }

    private void some(List<String> lines) {
        lines.stream().limit(NAMED).forEach(line -> output().note("  " + Cells.visible(line)));
        if (lines.size() > NAMED) {
            output().note("  and " + (lines.size() - NAMED) + " more");
        }
    }

    private static String word(ImportReport.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
