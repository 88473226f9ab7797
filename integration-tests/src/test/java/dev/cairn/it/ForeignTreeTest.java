package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.TooLargeException;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.workspace.RowBlock;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of files with tensors in which something is that no export writes. */
@SuppressWarnings("NullAway.Init")
class ForeignTreeTest {
    @TempDir(factory = FastFolder.class)
    Path folder;

    private Path tree;

    @BeforeEach
    void place() {
        tree = folder.resolve("tree");
    }

    @Test
    void aBlockThatNoArrayHoldsIsRefused() throws IOException {
        Path file = tree.resolve("runs/b/batch_0/L/a.safetensors");
        Files.createDirectories(file.getParent());
        Files.writeString(
                tree.resolve("runs/b/batch_0/metadata.json"), "{\"_tensor_metadata_names\": {\"L\": [\"a\"]}}");
        SafetensorsHeader header = SafetensorsHeader.builder()
                .tensor("tensor", DType.U8, 3_000_000, 1000)
                .build();
        Files.write(file, header.encode());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(header.fileSize());
        }
        TensorStore read = TensorTrees.open(tree);
        Stream<RowBlock> whole = read.rows("b", "L", "a", Integer.MAX_VALUE);
        assertThatExceptionOfType(TooLargeException.class).isThrownBy(whole::toList);
        assertThat(read.rows("b", "L", "a", 2).limit(2)).hasSize(2);
    }
}
