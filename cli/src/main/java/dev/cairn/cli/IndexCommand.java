package dev.cairn.cli;

import dev.cairn.IndexStatus;
import dev.cairn.MigrateOptions;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.transfer.TransferReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The index of a store of files. */
@Command(
        name = "index",
        description = "The index of a store of files.",
        subcommands = {IndexCommand.Rebuild.class, IndexCommand.Status.class})
final class IndexCommand extends CairnCommand {
    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which? 'cairn index rebuild' or 'cairn index status'.");
    }

    /** Makes the index anew. */
    @Command(name = "rebuild", description = "Makes the index anew from the files; queries are answered meanwhile.")
    static final class Rebuild extends CairnCommand {
        @Option(
                names = {"-j", "--parallel"},
                paramLabel = "N",
                description = "So many documents at a time; 4 if nothing is said.")
        private int parallel = MigrateOptions.defaults().parallelism();

        @Override
        public Integer call() {
            try (OpenStore store = writing()) {
                TransferReport report;
                try (Progressing progress = cairn().progress("indexing")) {
                    report = store.whole()
                            .index()
                            .rebuild(
                                    Reports.options(cairn(), progress, parallel, false),
                                    cairn().experiments().toArray(String[]::new));
                }
                Reports.print(output(), report);
                return report.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
            }
        }
    }

    /** How the index stands. */
    @Command(name = "status", description = "Whether the index knows all that the files hold.")
    static final class Status extends CairnCommand {
        @Override
        public Integer call() {
            try (OpenStore store = reading()) {
                IndexStatus status = IndexedBackend.statusOf(store.whole().primary())
                        .orElseThrow(
                                () -> new Refusal(
                                        ExitCode.REFUSED,
                                        "The store " + store.whole().tiers().location()
                                                + " has no index in another store; open files with one: h2:/path?file_root=/files"));
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                all.put("complete", status.complete());
                all.put("pending", status.pending());
                all.put("elsewhere", status.elsewhere());
                all.put("last_error", status.lastError().orElse(null));
                output().properties(all);
                return status.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
            }
        }
    }
}
