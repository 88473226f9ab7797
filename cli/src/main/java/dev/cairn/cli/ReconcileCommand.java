package dev.cairn.cli;

import dev.cairn.ReconcileOptions;
import dev.cairn.ReconcileReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares two tiers and mends them. */
@Command(
        name = "reconcile",
        description = "Compares both stores, and mends where they differ from what they are to be.")
final class ReconcileCommand extends CairnCommand {
    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(names = "--adopt", description = "Lists in the primary what only the secondary holds, as archived there.")
    private boolean adopt;

    @Option(
            names = "--trust-replicas",
            description =
                    "Takes documents that are damaged in the primary from the secondary, though they may be older.")
    private boolean trustReplicas;

    @Override
    public Integer call() {
        try (OpenStore store = dryRun ? reading() : writing()) {
            if (store.whole().secondary().isEmpty()) {
                throw new Refusal(
                        ExitCode.USAGE, "There is one store, and nothing to compare it with; give --secondary URI.");
            }
            ReconcileReport report =
                    store.whole().tiers().reconcile(new ReconcileOptions(dryRun, adopt, trustReplicas));
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("dry_run", dryRun);
            all.put("compared", report.compared());
            all.put("replicated", report.replicated());
            all.put("restored", report.restored());
            all.put("repaired", report.repaired());
            all.put("adopted", report.adopted());
            all.put("only_in_secondary", report.onlyInSecondary());
            all.put("problems", report.problems());
            all.put("more_problems", report.moreProblems());
            if (output().format() == Output.Format.TEXT) {
                all.remove("problems");
            }
            output().properties(all);
            report.problems().forEach(output()::say);
            boolean whole = report.problems().isEmpty()
                    && !(dryRun && report.replicated() + report.restored() + report.repaired() + report.adopted() > 0);
            return whole ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }
}
