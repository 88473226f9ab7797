package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CollectOptions;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.query.Order;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Retention;
import dev.cairn.workspace.Run;
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
    void aRunWhoseListOfArtifactsIsDamagedIsDeletedAndBegunAgain() throws IOException {
        ActiveRun run = run();
        run.complete();
        Files.writeString(file("/artifact/"), "damaged");
        assertThat(experiment.deleteRun(run.id())).isTrue();
        ActiveRun again = experiment.beginRun(SPEC);
        assertThat(again.artifacts().list()).isEmpty();
        again.complete();
    }

    @Test
    void aDamagedListOfArtifactsDoesNotStopARetention() throws IOException {
        ActiveRun run = run();
        run.complete();
        Files.writeString(file("/artifact/"), "damaged");
        for (int i = 0; i < 2; i++) {
            experiment.beginRun(RunSpec.named("n" + i)).complete();
        }
        clock.advance(Duration.ofDays(1));
        assertThat(experiment
                        .retain(Retention.deleteOlderThan(Duration.ofHours(1)))
                        .deleted())
                .hasSize(3);
    }

    @Test
    void aDamagedRunIsDeleted() throws IOException {
        ActiveRun run = run();
        run.complete();
        Files.writeString(file("/run/" + run.id()), "damaged");
        assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> experiment.run(run.id()));
        assertThat(experiment.deleteRun(run.id())).isTrue();
        assertThat(experiment.findRun(run.id())).isEmpty();
        assertThat(experiment.diskUse().documents()).isEmpty();
    }

    @Test
    void nothingOfADeletionThatWasBrokenOffIsSeenInTheNextRun() {
        ActiveRun first = run();
        first.complete();
        faults.on(Operation.JOURNAL_NAMES).nth(1).failBefore();
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> experiment.deleteRun(first.id()));
        faults.endAll();
        ActiveRun again = experiment.beginRun(SPEC);
        again.complete();
        Run run = experiment.run(again.id());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(run.record().earlier()).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> run.attempt(1));
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
    void whatManyAttemptsLeftIsDeleted() {
        ActiveRun run = experiment.beginRun(SPEC);
        for (int attempt = 2; attempt <= 40; attempt++) {
            run.cancel();
            run = experiment.beginRun(SPEC);
        }
        run.artifacts().save("model", "content");
        run.complete();
        experiment.deleteRun(run.id());
        assertThat(experiment.diskUse().documents()).isEmpty();
    }

    @Test
    void nothingIsSavedInARunThatWasDeleted() {
        ActiveRun first = run();
        first.complete();
        Run run = experiment.run(first.id());
        experiment.deleteRun(run.id());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> run.artifacts().save("late", "x"))
                .withMessageContaining(run.id());
        assertThat(experiment.diskUse().documents()).isEmpty();
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

    @Test
    void theBestByNumbersAreKeptAndNotThoseThatDiverged() {
        for (double loss : new double[] {Double.NaN, 2, 1}) {
            ActiveRun run = experiment.beginRun(RunSpec.named("loss " + loss));
            run.metric("loss", loss);
            run.complete();
        }
        experiment.retain(Retention.keepBest(1, Order.ascending("metrics.loss")));
        assertThat(experiment.results().list())
                .singleElement()
                .satisfies(run -> assertThat(run.metrics().get("loss")).isEqualTo(1.0));
    }
}
