package dev.cairn.cli;

import dev.cairn.ReplicationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings to the secondary what it still lacks. */
@Command(name = "replicate", description = "Brings to the second store what it still lacks, and says what is left.")
final class ReplicateCommand extends CairnCommand {
    @Option(names = "--status", description = "Only says what it lacks.")
    private boolean statusOnly;

    @Override
    public Integer call() {
        try (OpenStore store = statusOnly ? reading() : writing()) {
            if (store.whole().secondary().isEmpty()) {
                throw new Refusal(
                        ExitCode.USAGE, "There is one store, and nothing to replicate to; give --secondary URI.");
            }
            ReplicationStatus status = statusOnly
                    ? store.whole().tiers().replication()
                    : store.whole().tiers().replicate();
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("pending", status.pending());
            all.put("elsewhere", status.elsewhere());
            all.put("since", status.since().orElse(null));
            all.put("last_error", status.lastError().orElse(null));
            all.put("complete", status.isComplete());
            output().properties(all);
            return status.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }
}
