package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.workspace.RowBlock;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void foreignNamesOfFoldersAreRuns() throws IOException {
        for (String name : List.of("100%", "a%zz", "b%41", "c:d", "plain")) {
            Files.createDirectories(tree.resolve("runs").resolve(name));
            Files.writeString(tree.resolve("runs").resolve(name).resolve("meta.json"), "{\"name\": \"" + name + "\"}");
        }
        TensorStore read = TensorTrees.open(tree);
        assertThat(read.runs()).containsExactly("100%", "a%zz", "b%41", "c:d", "plain");
        for (String run : read.runs()) {
            assertThat(read.runMetadata(run)).isEqualTo(Attributes.of(Map.of("name", run)));
        }
    }

    @Test
    void whatIsNoMetadataIsNamed() throws IOException {
        Path meta = tree.resolve("runs/w/meta.json");
        Files.createDirectories(meta.getParent());
        TensorStore read = TensorTrees.open(tree);
        for (String wrong : List.of("null", "[1]", "", "{\"a\": 1} {\"b\": 2}", "{\"a\": 1}}")) {
            Files.writeString(meta, wrong);
            assertThatExceptionOfType(CorruptException.class)
                    .as(wrong)
                    .isThrownBy(() -> read.runMetadata("w"))
                    .withMessageContaining("meta.json");
        }
        Files.writeString(meta, "{\"seed\": 18446744073709551615}");
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> read.runMetadata("w"))
                .withMessageContaining("meta.json")
                .withMessageContaining("seed");
    }

    @Test
    void whatIsNoFileIsNotOpened() throws Exception {
        Path run = tree.resolve("runs/p");
        Files.createDirectories(run.resolve("batch_000000.safetensors"));
        Files.createDirectories(run.resolve("meta.json"));
        TensorStore read = TensorTrees.open(tree);
        assertThat(read.batches("p")).isEmpty();
        assertThat(read.runMetadata("p").isEmpty()).isTrue();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> read.getTensor("runs/p"));
        Path pipe = run.resolve("batch_000001.safetensors");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no named pipes here");
        assertThat(read.batches("p")).isEmpty();
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> TensorTrees.open(file));
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
