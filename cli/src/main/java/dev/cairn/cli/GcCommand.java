package dev.cairn.cli;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.workspace.VacuumReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Collects garbage. */
@Command(
        name = "gc",
        description = {
            "Removes what no result, run or chain needs any more: blobs that no document names, old tombstones,",
            "what is left of what was deleted. Nothing that can still be seen is removed."
        })
final class GcCommand extends CairnCommand {
    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(
            names = "--grace",
            paramLabel = "HOURS",
            description = "What was touched less than so many hours ago stays; 24 if nothing is said, at least 1.")
    private long hours = CollectOptions.DEFAULT_GRACE.toHours();

    @Option(names = "--exclusive", description = "Keeps all savers out meanwhile, and gives no grace.")
    private boolean exclusive;

    @Option(
            names = "--vacuum",
            description = "Also removes operators that no chain uses, and has the store give its space back.")
    private boolean vacuum;

    @Override
    public Integer call() {
        CollectOptions options =
                exclusive ? CollectOptions.exclusively() : new CollectOptions(Duration.ofHours(hours), false, false);
        if (dryRun) {
            options = options.asDryRun();
        }
        // Keeping others out takes more than reading.
        try (OpenStore store = dryRun && !exclusive ? reading() : writing()) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("dry_run", dryRun);
            if (vacuum) {
                VacuumReport report = store.workspace().vacuum(options);
                all.put("documents", report.documents());
                all.put("operators", report.operators());
                put(all, report.garbage());
                all.put("stores", report.stores().stream().map(String::valueOf).toList());
            } else {
                put(all, store.workspace().collectGarbage(options));
            }
            output().properties(all);
            return all.containsKey("skipped") ? ExitCode.INCOMPLETE : ExitCode.OK;
        }
    }

    private static void put(Map<String, @Nullable Object> all, CollectReport report) {
        all.put("blobs", report.blobs());
        all.put("bytes", new Cells.Bytes(report.bytes()));
        all.put("tombstones", report.tombstones());
        if (!report.skipped().isEmpty()) {
            all.put("skipped", report.skipped());
        }
    }
}
