package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.formats.RunYaml;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every real file comes in by one command, goes out by others, and is then what it was. */
class RealFilesTest extends CommandTest {
    @Test
    void whatIsImportedIsExportedAsItIs() {
        Path data = realFiles();
        run("init").ok();
        run("import", data.toString()).expecting(ExitCode.INCOMPLETE);
        int number = 0;
        try (StorageManager manager = store();
                Workspace workspace = Workspace.open(manager)) {
            assertThat(manager.listResults()).hasSize(42);
            for (String key : manager.listResults()) {
                Path file = folder.resolve("out/" + number++ + ".json");
                run("export", key, "-o", file.toString()).ok();
                assertThat(ResultReaders.read(file).result()).as(key).isEqualTo(manager.loadResult(key));
            }
            for (String id : new String[] {"descent:1.0", "descent:2.0"}) {
                Experiment experiment = workspace.experiment(id);
                for (Run run : experiment.results().list()) {
                    Path file = folder.resolve("out/" + run.id() + ".yaml");
                    run("export", "--run", run.id(), "-e", id, "-o", file.toString())
                            .ok();
                    assertThat(RunYaml.read(file)).isEqualTo(experiment.exportRun(run.id()));
                }
            }
            TensorStore tensors = workspace.experiment("mi_crow").tensors();
            assertThat(tensors.runs()).hasSize(3);
            for (String run : tensors.runs()) {
                Path tree = folder.resolve("trees/" + run);
                run("export", "--tensors", run, "-e", "mi_crow", "-o", tree.toString())
                        .ok();
                assertThat(tensors.hasSameRun(TensorTrees.open(tree), run))
                        .as(run)
                        .isTrue();
                assertThat(tensors.hasSameRun(TensorTrees.open(data.resolve("mi_crow")), run))
                        .as(run)
                        .isTrue();
            }
        }
    }
}
