package dev.cairn.cli;

import dev.cairn.ConfigurationException;
import dev.cairn.MigrateOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies or moves experiments from one store to another. */
@Command(
        name = "copy",
        description = {
            "Copies experiments from one store to another, with everything that belongs to them.",
            "What was copied is read back and compared. Broken off, it goes on where it was when it is run again."
        })
final class CopyCommand extends CairnCommand {
    @Option(names = "--from", paramLabel = "URI", description = "The source; the store if nothing is said.")
    private @Nullable String from;

    @Option(names = "--to", required = true, paramLabel = "URI", description = "The target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String to;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only these kinds of documents: result, run")
    private List<String> kinds = List.of();

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "Only documents of which this holds.")
    private @Nullable String where;

    @Option(
            names = "--existing",
            paramLabel = "WHAT",
            description =
                    "Where the target has one of the same key: ${COMPLETION-CANDIDATES}; keep_newest if nothing is said.")
    private Existing existing = Existing.KEEP_NEWEST;

    @Option(names = "--deletions", description = "Deletes in the target what was deleted in the source.")
    private boolean deletions;

    @Option(names = "--move", description = "Removes from the source what is safe in the target.")
    private boolean move;

    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(
            names = {"-j", "--parallel"},
            paramLabel = "N",
            description = "So many documents at a time; 4 if nothing is said.")
    private int parallel = MigrateOptions.defaults().parallelism();

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask before anything is removed.")
    private boolean yes;

    @Override
    public Integer call() {
        boolean reading = !move || dryRun;
        Settings source = from == null ? cairn().settings() : Settings.of(from, null, terminal());
        try (StorageManager first = StorageManagers.create(source.config(reading))) {
            // A mistake in a name makes no store.
            Reports.requireKnown(cairn().experiments(), first);
            if (move && !dryRun) {
                cairn().confirm("Remove from " + first.tiers().location() + " what is then in the target?", yes);
            }
            try (StorageManager second = target(Settings.of(to, null, terminal()))) {
                return copy(first, second);
            }
        }
    }

    private int copy(StorageManager first, StorageManager second) {
        TransferReport report;
        try (Progressing progress = cairn().progress(move ? "moving" : "copying")) {
            report = transfer(first, second, progress).run();
        }
        Reports.print(output(), report);
        return report.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    /** Only counting makes no store: where there is none, it counts what an empty one would get. */
    private StorageManager target(Settings settings) {
        if (!dryRun) {
            return StorageManagers.create(settings.config(false));
        }
        StorageConfig config = settings.config(true);
        try {
            return StorageManagers.create(config);
        } catch (ConfigurationException absent) {
            return StorageManagers.open("memory:");
        }
    }

    private Transfer transfer(StorageManager first, StorageManager second, Progressing progress) {
        Transfer transfer =
                move ? Transfer.move(first.tiers(), second.tiers()) : Transfer.copy(first.tiers(), second.tiers());
        List<String> experiments = cairn().experiments();
        if (!experiments.isEmpty()) {
            transfer.scopes(experiments.toArray(String[]::new));
        }
        if (!kinds.isEmpty()) {
            transfer.kinds(kinds.toArray(String[]::new));
        }
        if (where != null) {
            transfer.where(Reports.criterion(where));
        }
        return transfer.existing(existing)
                .deletions(deletions)
                .options(Reports.options(cairn(), progress, parallel, dryRun));
    }
}
