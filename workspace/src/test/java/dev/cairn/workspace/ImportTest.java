package dev.cairn.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.backend.memory.MemoryBackendFactory;
import dev.cairn.config.StorageConfig;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from elsewhere appears as a whole. */
@SuppressWarnings("NullAway.Init")
class ImportTest {
    private static final Instant THEN = Instant.parse("2020-02-03T04:05:06Z");

    private StorageManager manager;
    private Workspace workspace;
    private Experiment source;
    private Experiment target;

    @BeforeEach
    void open() {
        MemoryBackendFactory factory = new MemoryBackendFactory();
        StorageConfig config = StorageConfig.of("memory", Map.of()).checked(factory.keys());
        manager = StorageManagers.builder()
                .primary(factory.open(config, Clock.systemUTC()))
                .build();
        workspace = Workspace.open(manager, WorkspaceOptions.defaults().leaveAtExit());
        source = workspace.experiment("source");
        target = workspace.experiment("target");
    }

    @AfterEach
    void close() {
        workspace.close();
        manager.close();
    }

    @Nested
    class ARun {
        private RunExport export() {
            ActiveRun run = source.beginRun(RunSpec.named("r").id("r1"));
            run.complete();
            return source.exportRun("r1");
        }

        private void contents(RunContents all) {
            all.artifact(
                    "a.txt",
                    "text/plain",
                    Attributes.of(Map.of("k", 1)),
                    out -> out.write("bytes".getBytes(StandardCharsets.UTF_8)));
            all.data("d", StructuredData.of(new double[] {1, Double.NaN}));
            all.log(
                    "train",
                    IntStream.range(0, 1200).mapToObj(i -> new LogEntry(THEN.plusSeconds(i), "INFO", "l" + i)));
            all.steps(Stream.of(new MetricStep(3, THEN, Attributes.of(Map.of("loss", 0.5)))));
        }

        @Test
        void bringsItsArtifactsDataLogsAndStepsWithTheTimesThatTheyHave() {
            Run run = target.importRun(export(), this::contents);
            assertThat(run.artifact("a.txt").read(String.class)).isEqualTo("bytes");
            assertThat(run.artifact("a.txt").metadata()).isEqualTo(Attributes.of(Map.of("k", 1)));
            assertThat(run.data("d").doubles()).containsExactly(1, Double.NaN);
            assertThat(run.logs().entries("train")).hasSize(1200).contains(new LogEntry(THEN, "INFO", "l0"));
            assertThat(run.steps()).containsExactly(new MetricStep(3, THEN, Attributes.of(Map.of("loss", 0.5))));
        }

        @Test
        void isNotToBeSeenWhereItsContentsFailAndIsImportedAgain() {
            RunExport export = export();
            assertThatIllegalStateException()
                    .isThrownBy(() -> target.importRun(export, all -> {
                        contents(all);
                        all.log("half", Stream.of(new LogEntry(THEN, null, "left behind")));
                        throw new IllegalStateException("broken off");
                    }));
            assertThat(target.findRun("r1")).isEmpty();
            Run run = target.importRun(export, this::contents);
            assertThat(run.logs().names()).containsExactly("train");
            assertThat(run.logs().entries("train")).hasSize(1200);
            assertThat(run.artifacts().list()).hasSize(1);
            assertThat(target.deleteRun("r1")).isTrue();
        }

        @Test
        void thatIsThereIsRefusedBeforeAnythingIsWritten() {
            RunExport export = export();
            target.importRun(export, this::contents);
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> target.importRun(export, all -> {
                        throw new AssertionError("asked for contents");
                    }));
        }
    }

    @Nested
    class Tensors {
        @TempDir
        Path folder;

        private TensorStore from;
        private TensorStore to;

        @BeforeEach
        void fill() {
            from = source.tensors();
            to = target.tensors();
            from.putRunMetadata("t", Map.of("model", "m"));
            from.putBatch("t", 0, List.of(Tensor.of(new double[] {1, 2}, 2)));
            from.putLayers("t", 0, Map.of("x", 1), Map.of("L", Map.of("k", Tensor.of(new float[] {3}, 1))));
            from.putLayers("t", 7, Map.of(), Map.of("L", Map.of("k", Tensor.of(new float[] {4}, 1))));
            from.append("t", Map.of("n", 0), Map.of("L", Map.of("k", Tensor.of(new long[] {5}, 1))));
            from.append("t", Map.of("n", 1), Map.of());
        }

        @Test
        void areTheSameWhereTheyWereImported() {
            to.importRun(from, "t");
            assertThat(to.hasSameRun(from, "t")).isTrue();
            assertThat(to.batches("t")).containsExactly(0L, 7L);
            assertThat(to.entries("t")).hasSize(2);
            to.append("t", Map.of("n", 2), Map.of());
            assertThat(to.entries("t")).hasSize(3);
            assertThat(to.hasSameRun(from, "t")).isFalse();
        }

        @Test
        void differWhereOneBitDoes() {
            to.importRun(from, "t");
            to.putBatch("t", 0, List.of(Tensor.of(new double[] {1, Math.nextUp(2.0)}, 2)));
            assertThat(to.hasSameRun(from, "t")).isFalse();
            to.importRun(from, "t");
            assertThat(to.entries("t")).as("appended, as there was a run").hasSize(4);
        }

        @Test
        void ofARunThatIsNowhereAreNotTheSame() {
            assertThat(to.hasSameRun(from, "none")).isFalse();
        }

        @Test
        void doNotAppearBeforeAllOfThemAreThere() throws IOException {
            TensorTrees.export(from, "t", folder);
            Path last = folder.resolve("runs/t/batch_7/L/k.safetensors");
            byte[] whole = Files.readAllBytes(last);
            Files.writeString(last, "junk");
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> to.importRun(TensorTrees.open(folder), "t"))
                    .withMessageContaining("k.safetensors");
            assertThat(to.exists("t")).isFalse();
            assertThat(to.runs()).isEmpty();
            Files.write(last, whole);
            to.importRun(TensorTrees.open(folder), "t");
            assertThat(to.hasSameRun(from, "t")).isTrue();
        }
    }
}
