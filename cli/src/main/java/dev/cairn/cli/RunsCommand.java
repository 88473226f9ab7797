package dev.cairn.cli;

import dev.cairn.query.Query;
import dev.cairn.workspace.Artifact;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunRecord;
import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs, or shows one. */
@Command(name = "runs", description = "Lists the runs of an experiment, the newest first; with an id, shows that one.")
final class RunsCommand extends CairnCommand {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The run to show.")
    private @Nullable String id;

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "Only those: \"parameters.rate > 0.1\"")
    private String where = "";

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "Only those: ${COMPLETION-CANDIDATES}")
    private List<RunStatus> statuses = List.of();

    @Option(names = "--tag", paramLabel = "TAG", split = ",", description = "Only those with all of these tags.")
    private List<String> tags = List.of();

    @Option(names = "--table", description = "With a column for each parameter and metric.")
    private boolean wide;

    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            if (id == null) {
                list(store);
            } else {
                show(store.experiment().run(id));
            }
        }
        return ExitCode.OK;
    }

    private void list(OpenStore store) {
        RunResults runs = store.experiment().results().newestFirst();
        if (!where.isBlank()) {
            runs = runs.where(where);
        }
        if (!statuses.isEmpty()) {
            runs = runs.status(statuses.toArray(RunStatus[]::new));
        }
        if (!tags.isEmpty()) {
            runs = runs.tags(tags.toArray(String[]::new));
        }
        String none = "No runs" + (where.isBlank() && statuses.isEmpty() && tags.isEmpty() ? "" : " like that")
                + " in experiment '" + store.experimentId() + "'; 'cairn experiments' lists the others.";
        if (wide) {
            var table = (pages.isAll() ? runs : runs.limit(pages.limit())).table();
            List<String> columns = table.columns();
            output().table(Table.of(columns, table.rows().stream().map(row -> cells(columns, row))), none);
            return;
        }
        RunResults found = runs;
        pages.print(
                output(),
                Query.all(),
                query -> found.page(query.limit(), query.after()),
                all -> Table.of(
                        List.of("id", "name", "status", "attempt", "started", "seconds", "metrics", "tags", "error"),
                        all.map(Run::record).map(RunsCommand::row)),
                none);
    }

    private static List<@Nullable Object> cells(List<String> columns, Map<String, @Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(row.get(column)));
        return cells;
    }

    private static List<@Nullable Object> row(RunRecord run) {
        return Table.row(
                run.id(),
                run.name().orElse(null),
                run.status().word(),
                run.attempt(),
                run.started(),
                run.duration().orElse(null),
                run.metrics().asMap(),
                run.tags(),
                run.error().map(error -> error.type() + ": " + error.message()).orElse(null));
    }

    private void show(Run run) {
        RunRecord record = run.record();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("id", record.id());
        all.put("name", record.name());
        all.put("experiment", record.experiment());
        all.put("status", record.status().word());
        all.put("attempt", record.attempt());
        all.put("started", record.started());
        all.put("finished", record.finished());
        all.put("duration", record.duration());
        all.put("parameters", record.parameters());
        all.put("context", record.context());
        all.put("seed", record.seed().isPresent() ? record.seed().getAsLong() : null);
        all.put("datasets", record.datasets());
        all.put("metrics", record.metrics());
        all.put("derived", record.derived());
        all.put("summary", record.summary());
        all.put("tags", record.tags());
        all.put("notes", record.notes());
        all.put("warnings", record.warnings());
        record.error().ifPresent(error -> all.put("error", error.type() + ": " + error.message()));
        all.put(
                "artifacts",
                run.artifacts().list().stream().map(RunsCommand::artifact).toList());
        all.put("logs", run.logs().names());
        all.put("data", run.dataNames());
        all.put("steps", run.steps().size());
        all.put("fingerprint", record.fingerprint());
        all.values().removeIf(value -> value == null || value.equals(Optional.empty()));
        output().properties(all);
        if (output().format() == Output.Format.TEXT && !run.logs().names().isEmpty()) {
            output().note("'cairn log " + record.id() + "' shows its log.");
        }
    }

    private static String artifact(Artifact artifact) {
        return artifact.name() + " (" + artifact.mediaType() + ", " + new Cells.Bytes(artifact.size()) + ")";
    }
}
