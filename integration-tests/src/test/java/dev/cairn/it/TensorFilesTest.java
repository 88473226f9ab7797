package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CollectOptions;
import dev.cairn.CorruptException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors of runs in files: what appending writes, damage, replicas, and deletions that were broken off. */
@SuppressWarnings("NullAway.Init")
class TensorFilesTest {
    private static final Path IO = Path.of("/proc/self/io");
    private static final int APPENDS = 200;
    private static final int SIZE = 1 << 20;

    @TempDir(factory = FastFolder.class)
    Path folder;

    private static Tensor random(Random random, int bytes) {
        byte[] values = new byte[bytes];
        random.nextBytes(values);
        return Tensor.of(DType.U8, ByteBuffer.wrap(values), bytes);
    }

    /** The bytes that this process handed to the system so far. */
    private static long written() throws IOException {
        return Files.readAllLines(IO).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                .sum();
    }

    @Test
    void appendingWritesWhatIsAppendedAndLittleMore() throws IOException {
        assumeTrue(Files.isReadable(IO), "this system does not tell what a process writes");
        try (Workspace workspace = Workspace.open(folder.resolve("store"))) {
            TensorStore tensors = workspace.experiment("e").tensors();
            Random random = new Random(1);
            long before = written();
            for (int i = 0; i < APPENDS; i++) {
                tensors.append("u", Map.of("i", i), Map.of("layer", Map.of("activations", random(random, SIZE))));
            }
            double share = (written() - before) / ((double) APPENDS * SIZE);
            System.out.printf("%d appends of %d bytes: %.4f times the data written%n", APPENDS, SIZE, share);
            assertThat(share).isBetween(1.0, 1.2);
            assertThat(tensors.entries("u").map(LayerTensors::index)).hasSize(APPENDS);
        }
    }

    @Test
    void damageOfATensorIsNamedAndNeverReturned() throws IOException {
        try (Workspace workspace = Workspace.open(folder.resolve("store"))) {
            Experiment experiment = workspace.experiment("e");
            experiment.tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("k", random(new Random(2), 300_000))));
            Path blob;
            try (Stream<Path> blobs = Files.walk(experiment.workingDirectory().resolve("_blobs"))) {
                blob = blobs.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
            byte[] bytes = Files.readAllBytes(blob);
            bytes[200_000] ^= 4;
            Files.write(blob, bytes);
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> experiment.tensors().getTensor("r", 0, "L", "k"))
                    .withMessageContaining("tensor-layers 'r.0'");
        }
    }

    @Test
    void aReplicaListsItsBatchesAlone() {
        Path secondary = folder.resolve("secondary");
        try (StorageManager manager = StorageManagers.builder()
                        .primary(folder.resolve("primary").toString())
                        .secondary(secondary.toString())
                        .build();
                Workspace workspace = Workspace.open(manager)) {
            TensorStore tensors = workspace.experiment("e").tensors();
            tensors.putBatch("r", 3, List.of(Tensor.of(new double[] {1}, 1)));
            tensors.putBatch("r.1", 0, List.of());
            tensors.append("r", Map.of("x", 1), Map.of());
        }
        try (Workspace alone = Workspace.open(secondary)) {
            TensorStore tensors = alone.experiment("e").tensors();
            assertThat(tensors.batches("r")).containsExactly(3L);
            assertThat(tensors.batches("r.1")).containsExactly(0L);
            assertThat(tensors.entries("r")).hasSize(1);
        }
    }

    @Test
    void whatADeletionLeftBehindIsCollected() {
        try (Workspace workspace = Workspace.open(folder.resolve("store"))) {
            Experiment experiment = workspace.experiment("e");
            experiment.tensors().putBatch("r", 0, List.of(Tensor.of(new double[] {1}, 1)));
            // As if the deletion had been killed after its first step.
            workspace
                    .manager()
                    .primary()
                    .documents()
                    .put(Put.deleted(new DocumentKey("e", "tensor-run", "r"), Expectation.any()));
            assertThat(experiment.tensors().runs()).isEmpty();
            assertThat(experiment.tensors().exists("r", 0)).isFalse();
            workspace.collectGarbage(CollectOptions.exclusively());
            workspace.collectGarbage(CollectOptions.exclusively());
            assertThat(experiment.diskUse().bytes()).isZero();
        }
    }
}
