package dev.cairn.cli;

import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists experiments. */
@Command(name = "experiments", description = "Lists the experiments of the store, with their results and runs.")
final class ExperimentsCommand extends CairnCommand {
    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            List<String> ids = store.workspace().experiments();
            output().table(
                            Table.of(
                                    List.of("experiment", "results", "runs", "statuses", "manifests"),
                                    ids.stream().map(id -> row(store.workspace().experiment(id)))),
                            "Nothing was saved in " + store.whole().tiers().location() + " yet.");
        }
        return ExitCode.OK;
    }

    private static List<@Nullable Object> row(Experiment experiment) {
        RunSummary runs = experiment.results().summary();
        Map<String, Object> statuses = new TreeMap<>();
        for (Map.Entry<RunStatus, Long> entry : runs.byStatus().entrySet()) {
            statuses.put(entry.getKey().word(), entry.getValue());
        }
        return Table.row(
                experiment.id(),
                experiment.manager().results().count(dev.cairn.query.Criterion.all()),
                runs.total(),
                statuses,
                experiment.manifests().size());
    }
}
