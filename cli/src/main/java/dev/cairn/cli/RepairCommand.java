package dev.cairn.cli;

import dev.cairn.VerifyOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Mends what is damaged. */
@Command(
        name = "repair",
        description =
                "Reads everything as 'verify' does, and takes what one store has damaged or lacks from the other.")
final class RepairCommand extends CairnCommand {
    @Option(names = "--dry-run", description = "Only lists what is damaged.")
    private boolean dryRun;

    @Option(
            names = "--trust-replicas",
            description =
                    "Takes documents that are damaged in the primary from the secondary, though they may be older.")
    private boolean trustReplicas;

    @Option(
            names = "--set-aside",
            description = "Deletes documents that no store has whole, so that their names are free; asks before.")
    private boolean setAside;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask before anything is set aside.")
    private boolean yes;

    @Override
    public Integer call() {
        VerifyOptions options = dryRun ? VerifyOptions.defaults() : VerifyOptions.repairing();
        if (trustReplicas && !dryRun) {
            options = options.trustingReplicas();
        }
        if (setAside && !dryRun) {
            options = options.settingAside();
        }
        try (OpenStore store = dryRun ? reading() : writing()) {
            if (setAside && !dryRun) {
                cairn().confirm(
                                "Delete documents of " + store.whole().tiers().location()
                                        + " that can be read nowhere any more?",
                                yes);
            }
            return Verifications.run(cairn(), store, options);
        }
    }
}
