package dev.cairn.cli;

import dev.cairn.DeleteReceipt;
import dev.cairn.ResultInfo;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes results or runs. */
@Command(name = "delete", description = "Deletes results, or a run with all that belongs to it. Asks before.")
final class DeleteCommand extends CairnCommand {
    private static final int NAMED = 10;

    @Parameters(arity = "0..*", paramLabel = "KEY", description = "The results.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "The results of which this holds.")
    private @Nullable String where;

    @Option(
            names = "--run",
            paramLabel = "ID",
            split = ",",
            description = "These runs, with artifacts, logs, data and pipelines.")
    private List<String> runs = List.of();

    @Option(names = "--dry-run", description = "Only lists what would be deleted.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        if ((keys.isEmpty() ? 0 : 1) + (where == null ? 0 : 1) + (runs.isEmpty() ? 0 : 1) != 1) {
            throw new Refusal(ExitCode.USAGE, "What? Give keys of results, or --where TEXT, or --run ID.");
        }
        try (OpenStore store = dryRun ? reading() : writing()) {
            List<String> wanted = runs.isEmpty() ? results(store) : runs(store);
            String what = runs.isEmpty() ? "results" : "runs";
            if (dryRun || wanted.isEmpty()) {
                output().table(
                                Table.of(List.of(what), wanted.stream().map(one -> Table.row(one))),
                                "No result is like that; nothing is to be deleted.");
                return ExitCode.OK;
            }
            String named = wanted.size() <= NAMED
                    ? String.join(", ", wanted)
                    : String.join(", ", wanted.subList(0, NAMED)) + " and " + (wanted.size() - NAMED) + " more";
            cairn().confirm(
                            "Delete " + wanted.size() + " " + what + " of experiment '" + store.experimentId() + "' in "
                                    + store.whole().tiers().location() + ": " + Cells.visible(named) + "?",
                            yes);
            return delete(store, wanted);
        }
    }

    private List<String> results(OpenStore store) {
        if (where == null) {
            keys.forEach(key -> store.results().resultInfo(key));
            return keys.stream().distinct().toList();
        }
        try (Stream<ResultInfo> all = store.results().results().stream(Query.where(Reports.criterion(where)))) {
            return all.map(ResultInfo::key).toList();
        }
    }

    private List<String> runs(OpenStore store) {
        runs.forEach(id -> store.experiment().run(id));
        return runs.stream().distinct().toList();
    }

    private int delete(OpenStore store, List<String> wanted) {
        int failed = 0;
        long deleted = 0;
        for (String one : wanted) {
            if (cairn().cancellation().isCancelled()) {
                output().note("Stopped; " + (wanted.size() - deleted - failed) + " were not deleted.");
                return ExitCode.INCOMPLETE;
            }
            try {
                deleted += delete(store, one) ? 1 : 0;
            } catch (UnavailableException e) {
                throw e;
            } catch (StorageException e) {
                failed++;
                output().note(Cells.visible(one + ": " + e.getMessage()));
            }
        }
        if (output().format() == Output.Format.TEXT) {
            output().say("Deleted " + deleted + (failed > 0 ? ", failed " + failed : "")
                    + ". 'cairn gc' gives their space back.");
        } else {
            output().properties(Map.of("deleted", deleted, "failed", failed));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private boolean delete(OpenStore store, String one) {
        if (!runs.isEmpty()) {
            return store.experiment().deleteRun(one);
        }
        DeleteReceipt receipt = store.results().deleteResult(one);
        return receipt.wasThere();
    }
}
