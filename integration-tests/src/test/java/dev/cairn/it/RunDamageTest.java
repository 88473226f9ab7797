package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CollectOptions;
import dev.cairn.CorruptException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.StructuredData;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runs do with files that somebody damaged, and with deletions that were broken off. */
class RunDamageTest extends WorkspaceTest {
    private static final RunSpec SPEC = RunSpec.of(Map.of("i", 1)).identified();
    private final Faults faults = new Faults();

    @Override
    StorageBackend store() {
        return new FaultyBackend(Stores.unforced(folder.resolve("store"), clock), faults);
    }

    private Path file(String part) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().contains(part) && !file.toString().contains("_journals"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private ActiveRun run() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.log("train", "old");
        run.artifacts().save("model", "content");
        return run;
    }

    @Test
    void aBlobThatIsGoneIsDamageOfItsArtifact() throws IOException {
        ActiveRun run = run();
        run.complete();
        Files.delete(file("_blobs"));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> experiment.run(run.id()).artifact("model").read(String.class))
                .withMessageContaining("'model'")
                .withMessageContaining(run.id());
    }

    @Test
    void aBlobThatWasChangedIsDamageOfItsArtifact() throws IOException {
        ActiveRun run = run();
        run.complete();
        Files.writeString(file("_blobs"), "CONTENT");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> experiment.run(run.id()).artifact("model").read(String.class))
                .withMessageContaining("'model'")
                .withMessageContaining(run.id());
    }

    @Test
    void bytesThatAreNotWhatTheirMediaTypeSaysAreDamageOfTheirArtifact() {
        ActiveRun run = run();
        for (String media : new String[] {"application/x-safetensors", "application/json"}) {
            run.artifacts().save("m", new ByteArrayInputStream("{no such thing".getBytes(UTF_8)), media);
            Class<?> type = media.endsWith("json") ? Map.class : double[].class;
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> run.artifacts().get("m").read(type))
                    .withMessageContaining("'m'")
                    .withMessageContaining(run.id());
        }
        run.complete();
    }

    @Test
    void garbageTakesTheHeartbeatOfARunWhoseDeletionWasBrokenOff() {
        WorkspaceOptions quick = WorkspaceOptions.defaults().heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(60));
        try (Workspace other = Workspace.open(manager, quick.clock(clock))) {
            ActiveRun run = other.experiment("truss:1.0").beginRun(SPEC);
            DocumentKey heartbeat = new DocumentKey("truss:1.0", DocumentKey.HEARTBEAT, run.id());
            Stores.await(
                    "a heartbeat",
                    () -> manager.tiers()
                            .documents()
                            .get(heartbeat)
                            .findVisible()
                            .isPresent());
            faults.on(Operation.DOCUMENT_REMOVE).nth(1).failBefore();
            run.cancel();
            faults.on(Operation.JOURNAL_NAMES).nth(1).failBefore();
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> experiment.deleteRun(run.id()));
        }
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofDays(2));
            manager.collectGarbage(CollectOptions.defaults());
        }
        assertThat(experiment.diskUse().documents()).isEmpty();
        assertThat(experiment.diskUse().journals().count()).isZero();
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsArtifact() {
        ActiveRun run = run();
        Path nowhere = folder.resolve("nowhere");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> run.artifacts().save("weights", nowhere, "text/plain"))
                .withMessageContaining("'weights'")
                .withMessageContaining(nowhere.toString())
                .withMessageContaining("NoSuchFile");
        run.complete();
    }

    @Test
    void halfALetterIsRefusedAsABadArgument() {
        ActiveRun run = run();
        String half = "cut \ud83d";
        assertThatIllegalArgumentException().isThrownBy(() -> run.note(half));
        assertThatIllegalArgumentException().isThrownBy(() -> run.log("train", half));
        assertThatIllegalArgumentException().isThrownBy(() -> experiment.beginRun(RunSpec.named(half)));
        run.complete();
    }

    @Test
    void aShapeWithoutMeasureIsRefusedAsABadArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StructuredData.of(new double[1], Long.MAX_VALUE, 2))
                .withMessageContaining("does not fit 1 values");
    }
}
