package dev.cairn.cli;

import dev.cairn.MigrateOptions;
import dev.cairn.ResultInfo;
import dev.cairn.Tier;
import dev.cairn.query.Query;
import dev.cairn.transfer.TransferReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves results between the two tiers. */
@Command(
        name = "migrate",
        description = "Moves results from one tier to the other; they are listed as before. Broken off, run it again.")
final class MigrateCommand extends CairnCommand {
    @Parameters(arity = "0..*", paramLabel = "KEY", description = "The results.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "Those of which this holds: \"updated < @2026-01-01T00:00:00Z\"; 'all' means all.")
    private @Nullable String where;

    @Option(names = "--to", paramLabel = "TIER", description = "secondary, if nothing is said, or primary")
    private Tier to = Tier.SECONDARY;

    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(
            names = {"-j", "--parallel"},
            paramLabel = "N",
            description = "So many results at a time; 4 if nothing is said.")
    private int parallel = MigrateOptions.defaults().parallelism();

    @Override
    public Integer call() {
        if (keys.isEmpty() == (where == null)) {
            throw new Refusal(
                    ExitCode.USAGE, "Which results? Give their keys, or --where TEXT; --where all for all of them.");
        }
        if (to == Tier.CACHE) {
            throw new Refusal(ExitCode.USAGE, "Results are migrated to the primary or the secondary.");
        }
        try (OpenStore store = dryRun ? reading() : writing()) {
            Set<String> wanted = where == null ? known(store) : found(store, where);
            TransferReport report;
            try (Progressing progress = cairn().progress("migrating")) {
                report = store.results()
                        .migrateResults(
                                info -> wanted.contains(info.key()),
                                to == Tier.SECONDARY ? Tier.PRIMARY : Tier.SECONDARY,
                                to,
                                Reports.options(cairn(), progress, parallel, dryRun));
            }
            Reports.print(output(), report);
            return report.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    private Set<String> known(OpenStore store) {
        for (String key : keys) {
            store.results().resultInfo(key);
        }
        return new LinkedHashSet<>(keys);
    }

    private static Set<String> found(OpenStore store, String where) {
        Set<String> found = new LinkedHashSet<>();
        try (Stream<ResultInfo> all = store.results().results().stream(Query.where(Reports.criterion(where)))) {
            all.map(ResultInfo::key).forEach(found::add);
        }
        return found;
    }
}
