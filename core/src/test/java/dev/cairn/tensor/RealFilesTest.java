package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the reference wrote, where the data set of the project lies beside it. */
class RealFilesTest {
    private static final String DATA = "shared/data/mi_crow";

    @Test
    void areReadWholeAndTheirHeadersEncodedAsTheyAre() throws IOException {
        List<Path> files = files();
        assumeTrue(!files.isEmpty(), () -> "no " + DATA + " beside the project");
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            try (FileChannel channel = FileChannel.open(file)) {
                SafetensorsReader reader = SafetensorsReader.open(PositionalBytes.of(channel));
                SafetensorsHeader header = reader.header();
                assertThat(header.encode()).as("header of %s", file).isEqualTo(Arrays.copyOf(bytes, (int)
                        header.dataStart()));
                assertThat(header.fileSize()).isEqualTo(bytes.length);
                for (TensorInfo tensor : header.tensors()) {
                    assertThat(reader.bytes(tensor.name())).hasSize((int) tensor.byteSize());
                }
            }
        }
    }

    @Test
    void areWrittenAgainByteForByte(@TempDir Path folder) throws IOException {
        List<Path> files = files();
        assumeTrue(!files.isEmpty(), () -> "no " + DATA + " beside the project");
        Path again = folder.resolve("again.safetensors");
        for (Path file : files) {
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                Map<String, Tensor> tensors = new HashMap<>();
                for (String name : read.header().names()) {
                    tensors.put(name, read.reader().tensor(name));
                }
                SafetensorsFile.write(again, tensors, read.header().metadata());
            }
            assertThat(again).as("copy of %s", file).hasSameBinaryContentAs(file);
        }
    }

    private static List<Path> files() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path data = folder.resolve(DATA);
            if (Files.isDirectory(data)) {
                try (Stream<Path> all = Files.walk(data)) {
                    return all.filter(path -> path.toString().endsWith(".safetensors"))
                            .sorted()
                            .toList();
                }
            }
        }
        return List.of();
    }
}
