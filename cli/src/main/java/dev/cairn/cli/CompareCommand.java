package dev.cairn.cli;

import dev.cairn.formats.read.ReadOptions;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.model.OptimizationResult;
import dev.cairn.report.CompareOptions;
import dev.cairn.report.NamedResult;
import dev.cairn.report.QualityComparison;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares results. */
@Command(
        name = "compare",
        description = {
            "Compares results, or groups of them, by hypervolume, IGD+ and additive epsilon, or by the best value of one",
            "objective: median, quartiles, and a rank test between groups. Says what it measured against."
        })
final class CompareCommand extends CairnCommand {
    @Mixin
    private SelectedResults selected = new SelectedResults();

    @Option(
            names = {"-r", "--reference"},
            paramLabel = "FILE|KEY",
            description =
                    "The reference front: a file, or a result; the non-dominated union of all if nothing is said.")
    private @Nullable String reference;

    @Option(
            names = "--point",
            paramLabel = "X",
            split = ",",
            description = "The reference point of the hypervolume: 1.1,1.1")
    private List<Double> point = List.of();

    @Option(names = "--no-normalization", description = "In the units of the objectives.")
    private boolean raw;

    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            CompareOptions options = CompareOptions.defaults();
            if (reference != null) {
                options = options.withReference(front(store, reference));
            }
            if (!point.isEmpty()) {
                options = options.withPoint(point);
            }
            if (raw) {
                options = options.withoutNormalization();
            }
            print(QualityComparison.of(selected.groups(store), options));
        }
        return ExitCode.OK;
    }

    private NamedResult front(OpenStore store, String given) {
        Path file = terminal().folder().resolve(given);
        if (!Files.isRegularFile(file)) {
            return new NamedResult(given, store.results().loadResult(given));
        }
        OptimizationResult front = ResultReaders.read(file, ReadOptions.none()).result();
        return new NamedResult(String.valueOf(file.getFileName()), front);
    }

    private void print(QualityComparison comparison) {
        switch (output().format()) {
            case TEXT -> comparison.text().lines().map(Cells::visible).forEach(output()::say);
            case JSON -> terminal().out().println(new String(comparison.json(), StandardCharsets.UTF_8));
            case CSV ->
                output().table(
                                Table.of(
                                        List.of(
                                                "indicator",
                                                "group",
                                                "n",
                                                "median",
                                                "lower_quartile",
                                                "upper_quartile",
                                                "min",
                                                "max"),
                                        comparison.indicators().stream()
                                                .flatMap(one -> one.groups().stream()
                                                        .map(group -> Table.row(
                                                                one.indicator().label(),
                                                                group.group(),
                                                                group.n(),
                                                                group.median(),
                                                                group.lowerQuartile(),
                                                                group.upperQuartile(),
                                                                group.min(),
                                                                group.max())))),
                                "");
        }
        terminal().out().flush();
    }
}
