package dev.cairn.cli;

import dev.cairn.formats.PredictionParquet;
import dev.cairn.formats.RunYaml;
import dev.cairn.formats.write.ExportOptions;
import dev.cairn.formats.write.ExportedResult;
import dev.cairn.formats.write.ResultExporter;
import dev.cairn.formats.write.ResultExporters;
import dev.cairn.formats.write.TableExporter;
import dev.cairn.model.OptimizationResult;
import dev.cairn.query.Query;
import dev.cairn.spi.FileReplacement;
import dev.cairn.workspace.RunExport;
import dev.cairn.workspace.TensorTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes results for other programs. */
@Command(
        name = "export",
        description = {
            "Writes results as CSV, Parquet, JSON, safetensors or jMetal files, a run as YAML or JSON, an artifact as it is,",
            "predictions as Parquet. A file that is there is replaced only when all is written."
        })
final class ExportCommand extends CairnCommand {
    @Parameters(arity = "0..*", paramLabel = "KEY", description = "The results; several go into one table.")
    private List<String> keys = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to; the extension says what: .csv .parquet .json .safetensors, of runs .yaml .json")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Path target;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "The format, where the extension does not say: jmetal")
    private @Nullable String format;

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "The results of which this holds, into one table; 'all' means all.")
    private @Nullable String where;

    @Option(names = "--set", paramLabel = "NAME", description = "Only solutions of this set: pareto_front, feasible")
    private @Nullable String set;

    @Option(names = "--history", description = "The history, not the solutions.")
    private boolean history;

    @Option(names = "--run", paramLabel = "ID", description = "This run, with its pipelines and chains.")
    private @Nullable String run;

    @Option(names = "--artifact", paramLabel = "NAME", description = "This artifact of the run.")
    private @Nullable String artifact;

    @Option(names = "--predictions", description = "The predictions of the experiment, or of the run.")
    private boolean predictions;

    @Option(
            names = "--tensors",
            paramLabel = "RUN",
            description = "The tensors of this run, as a folder of safetensors and JSON as mi_crow writes it.")
    private @Nullable String tensors;

    @Override
    public Integer call() {
        Path file = terminal().folder().resolve(target);
        try (OpenStore store = reading()) {
            if (tensors != null) {
                TensorTrees.export(store.experiment().tensors(), tensors, file);
                output().properties(Map.of("folder", file));
            } else if (predictions) {
                var all = store.experiment().pipelines().predictions().results();
                written(PredictionParquet.write(run == null ? all : all.run(run), file));
            } else if (run != null) {
                written(run(store, run, file));
            } else if (keys.isEmpty() == (where == null)) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "What? Give keys of results, or --where TEXT, or --run ID, --tensors RUN, --predictions.");
            } else {
                results(store, file);
            }
        }
        return ExitCode.OK;
    }

    private Path run(OpenStore store, String id, Path file) {
        if (artifact != null) {
            store.experiment().run(id).artifact(artifact).copyTo(file);
            return file;
        }
        RunExport export = store.experiment().exportRun(id);
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                ? FileReplacement.export(file, ".json", export.toJson().getBytes(StandardCharsets.UTF_8))
                : RunYaml.write(export, file);
    }

    private void results(OpenStore store, Path file) {
        ResultExporter exporter = format == null ? ResultExporters.forFile(file) : ResultExporters.named(format);
        ExportOptions options =
                history ? ExportOptions.history() : set == null ? ExportOptions.solutions() : ExportOptions.set(set);
        if (where == null && keys.size() == 1) {
            told(exporter.write(store.results().loadResult(keys.get(0)), file, options));
            return;
        }
        if (!(exporter instanceof TableExporter tables)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The format " + exporter.name() + " holds one result; several go into .csv or .parquet.");
        }
        try (Stream<String> wanted = where == null ? keys.stream() : found(store, where)) {
            told(tables.writeAll(wanted.map(key -> entry(store, key)), file, options));
        }
    }

    private static Stream<String> found(OpenStore store, String where) {
        return store.results().results().stream(Query.where(Reports.criterion(where)))
                .map(info -> info.key());
    }

    private static Map.Entry<String, OptimizationResult> entry(OpenStore store, String key) {
        return Map.entry(key, store.results().loadResult(key));
    }

    private void told(ExportedResult written) {
        if (output().format() == Output.Format.TEXT) {
            written.files().forEach(file -> output().say("Wrote " + file + ", " + size(file) + "."));
            written.notCarried().forEach(what -> output().note("  not carried: " + Cells.visible(what)));
            return;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("format", written.exporter());
        all.put("files", written.files().stream().map(String::valueOf).toList());
        all.put("rows", written.rows());
        all.put("not_carried", written.notCarried());
        output().properties(all);
    }

    private void written(Path file) {
        output().properties(Map.of("file", file, "bytes", size(file)));
    }

    private static Cells.Bytes size(Path file) {
        try {
            return new Cells.Bytes(Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
