package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CollectOptions;
import dev.cairn.CorruptException;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Artifact;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.StructuredData;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in files that are moved, copied, damaged, or only read; and in two tiers. */
@SuppressWarnings("NullAway.Init")
class RunFilesTest {
    private static final String NAME = "Truss:1.0";
    private static final String MODEL = "the model, ".repeat(10_000);

    @TempDir(factory = FastFolder.class)
    Path folder;

    private String fill(String store) {
        try (Workspace workspace = Workspace.open(store)) {
            ActiveRun run = workspace.experiment(NAME).beginRun(RunSpec.named("one"));
            run.artifacts().save("model", MODEL);
            run.data("d", StructuredData.of(new double[] {1, 2}));
            run.log("train", "line");
            run.complete();
            return run.id();
        }
    }

    private static void check(Experiment experiment, String id) {
        Run run = experiment.run(id);
        assertThat(run.artifact("model").read(String.class)).isEqualTo(MODEL);
        assertThat(run.data("d").doubles()).containsExactly(1, 2);
        assertThat(run.logs().text("train")).isEqualTo("line");
    }

    @Test
    void aMovedStoreGoesOn() throws IOException {
        Path before = folder.resolve("before");
        String id = fill(before.toString());
        Path after = Files.move(before, folder.resolve("after"));
        try (Workspace workspace = Workspace.open(after)) {
            check(workspace.experiment(NAME), id);
        }
    }

    @Test
    void theWorkingDirectoryHoldsAllOfTheExperiment() throws IOException {
        String id = fill(folder.resolve("store").toString());
        Path copy = folder.resolve("other");
        try (Workspace workspace = Workspace.open(folder.resolve("store"));
                Workspace other = Workspace.open(copy)) {
            Path own = workspace.experiment(NAME).workingDirectory();
            assertThat(own).isDirectory().hasParentRaw(folder.resolve("store").toAbsolutePath());
            Path target = other.experiment(NAME).workingDirectory();
            try (Stream<Path> files = Files.walk(own)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, target.resolve(own.relativize(file).toString()));
                }
            }
            assertThat(other.experiments()).containsExactly(NAME);
            check(other.experiment(NAME), id);
        }
        try (Workspace memory = Workspace.open("memory:")) {
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> memory.experiment(NAME).workingDirectory());
        }
    }

    @Test
    void aDamagedArtifactIsNamedAndNeverReturned() throws IOException {
        String id = fill(folder.resolve("store").toString());
        try (Workspace workspace = Workspace.open(folder.resolve("store"))) {
            Experiment experiment = workspace.experiment(NAME);
            Artifact model = experiment.run(id).artifact("model");
            Path blob = blob(experiment.workingDirectory(), model.sha256());
            byte[] bytes = Files.readAllBytes(blob);
            bytes[70_000] ^= 1;
            Files.write(blob, bytes);
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> experiment.run(id).artifact("model").read(String.class))
                    .withMessageContaining("artifact 'model' of run '" + id + "'")
                    .withMessageContaining("checksum");
            Files.delete(blob);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> experiment.run(id).artifact("model").read(String.class));
            experiment.run(id).artifacts().save("model", MODEL);
            check(experiment, id);
        }
    }

    private static Path blob(Path experiment, String sha256) {
        return experiment.resolve("_blobs").resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
    }

    @Test
    void whatIsOnlyReadIsNotChanged() {
        Path store = folder.resolve("store");
        String id = fill(store.toString());
        String reading = store + "?read_only=true";
        try (Workspace workspace = Workspace.open("file:" + reading)) {
            Experiment experiment = workspace.experiment(NAME);
            check(experiment, id);
            assertThat(experiment.results().table().rows()).hasSize(1);
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> experiment.beginRun(RunSpec.named("two")));
            assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> experiment.deleteRun(id));
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> experiment.run(id).tag("x"));
        }
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> Workspace.open("file:" + folder.resolve("nothing") + "?read_only=true"));
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void aStoreOfOneExperimentHasThatOne() {
        String uri = "file:" + folder.resolve("store") + "?experiment_id=Truss:1.0";
        fill(uri);
        try (Workspace workspace = Workspace.open(uri)) {
            assertThat(workspace.experiment(NAME).results().count()).isEqualTo(1);
            assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> workspace.experiment("other"));
        }
    }

    @Test
    void runsInTwoTiersAreReadFromEither() throws IOException {
        Path primary = folder.resolve("primary");
        Path secondary = folder.resolve("secondary");
        String id;
        try (StorageManager manager = StorageManagers.builder()
                        .primary(primary.toString())
                        .secondary(secondary.toString())
                        .build();
                Workspace workspace = Workspace.open(manager)) {
            ActiveRun run = workspace.experiment(NAME).beginRun(RunSpec.of(Map.of("a", 1)));
            run.artifacts().save("model", MODEL);
            run.complete();
            id = run.id();
            Artifact model = workspace.experiment(NAME).run(id).artifact("model");
            Files.delete(blob(workspace.experiment(NAME).workingDirectory(), model.sha256()));
            assertThat(workspace.experiment(NAME).run(id).artifact("model").read(String.class))
                    .isEqualTo(MODEL);
        }
        try (Workspace alone = Workspace.open(secondary)) {
            Experiment experiment = alone.experiment(NAME);
            assertThat(experiment.run(id).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(experiment.run(id).artifact("model").read(String.class)).isEqualTo(MODEL);
        }
    }

    @Test
    void whatADeletionLeftBehindIsCollected() {
        Path store = folder.resolve("store");
        String id = fill(store.toString());
        try (Workspace workspace = Workspace.open(store)) {
            Experiment experiment = workspace.experiment(NAME);
            // As if the deletion had been killed after its first step.
            workspace
                    .manager()
                    .primary()
                    .documents()
                    .put(Put.deleted(new DocumentKey(NAME, "run", id), Expectation.any()));
            assertThat(experiment.findRun(id)).isEmpty();
            assertThat(experiment.diskUse().blobs().count()).isEqualTo(2);
            CollectOptions all = CollectOptions.exclusively();
            workspace.collectGarbage(all);
            workspace.collectGarbage(all);
            assertThat(experiment.diskUse().bytes()).isZero();
        }
    }
}
