package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.RunExport;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** A run goes from one kind of store into another. */
class RunExportStoresTest {
    private static final WorkspaceOptions OPTIONS = WorkspaceOptions.defaults().leaveAtExit();

    @Test
    void fromMemoryIntoADatabase() {
        Clock clock = Clock.systemUTC();
        try (StorageManager memory =
                        StorageManagers.builder().primary(Stores.memory(clock)).build();
                StorageManager database = StorageManagers.builder()
                        .primary(Stores.h2("mem:exported", clock))
                        .build();
                Workspace from = Workspace.open(memory, OPTIONS);
                Workspace to = Workspace.open(database, OPTIONS)) {
            RunExport export = from.experiment("a").exportRun(ExportedRuns.run(from.experiment("a")));
            Experiment target = to.experiment("b");
            ExportedRuns.artifacts(target);

            target.importRun(RunExport.ofJson(export.toJson()));

            assertThat(target.exportRun("study")).isEqualTo(export);
        }
    }
}
