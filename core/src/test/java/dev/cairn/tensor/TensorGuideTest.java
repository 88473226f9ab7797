package dev.cairn.tensor;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/tensors.md shows is what happens. */
class TensorGuideTest {
    private static final Tensor WEIGHTS = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);

    @TempDir
    private Path folder;

    @Test
    void writesAndReadsAFile() throws IOException {
        Tensor steps = Tensor.of(new long[] {10, 20, 30}, 3);
        Tensor loss = Tensor.of(new double[] {0.25});
        Path file = folder.resolve("model.safetensors");
        SafetensorsFile.write(file, Map.of("weights", WEIGHTS, "steps", steps, "loss", loss), Map.of("format", "pt"));
        try (SafetensorsFile model = SafetensorsFile.open(file)) {
            assertThat(model.header().names()).containsExactly("steps", "loss", "weights");
            assertThat(model.header().find("weights").orElseThrow().shape()).containsExactly(3L, 2L);
            assertThat(model.reader().tensor("weights").floats()).containsExactly(1, 2, 3, 4, 5, 6);
            Tensor last = model.reader().readRows("weights", 2, 1);
            assertThat(last).hasToString("F32 [1, 2]");
            assertThat(last.floats()).containsExactly(5, 6);
        }
    }

    @Test
    void readsRowByRowIntoOneBuffer() throws IOException {
        Path file = folder.resolve("model.safetensors");
        SafetensorsFile.write(file, Map.of("weights", WEIGHTS), Map.of());
        float sum = 0;
        try (SafetensorsFile model = SafetensorsFile.open(file)) {
            SafetensorsReader reader = model.reader();
            TensorInfo weights = model.header().find("weights").orElseThrow();
            ByteBuffer row = ByteBuffer.allocateDirect((int) weights.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < weights.rowCount(); i++) {
                reader.readRows("weights", i, 1, row.clear());
                sum += row.flip().getFloat();
            }
        }
        assertThat(sum).isEqualTo(9);
    }

    @Test
    void writesATensorInParts() throws IOException {
        Path file = folder.resolve("big.safetensors");
        SafetensorsHeader header =
                SafetensorsHeader.builder().tensor("big", DType.F32, 1000, 256).build();
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            SafetensorsWriter writer = SafetensorsWriter.begin(header, channel::write);
            for (int i = 0; i < 1000; i++) {
                writer.write("big", Tensor.of(new float[256], 256).buffer());
            }
            writer.finish();
        }
        try (SafetensorsFile big = SafetensorsFile.open(file)) {
            assertThat(big.reader().tensor("big")).isEqualTo(Tensor.of(new float[256_000], 1000, 256));
        }
    }

    @Test
    void readsThroughAnIndex() throws IOException {
        SafetensorsFile.write(folder.resolve("1.safetensors"), Map.of("layer.0", WEIGHTS), Map.of("format", "pt"));
        Path index = Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"metadata\":{\"total_size\":25},\"weight_map\":{\"layer.0\":\"1.safetensors\"}}");
        try (ShardedSafetensors model = ShardedSafetensors.open(index)) {
            assertThat(model.names()).containsExactly("layer.0");
            assertThat(model.readRows("layer.0", 1, 1).floats()).containsExactly(3, 4);
            assertThat(model.shardOf("layer.0").header().metadata()).containsEntry("format", "pt");
            assertThat(model.warnings()).hasSize(1);
        }
    }
}
