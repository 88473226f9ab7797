package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    private static final Tensor SCALAR = Tensor.of(new float[] {3.5f});

    @TempDir
    private Path folder;

    @Nested
    class Write {

        @Test
        void givesTheFilesOfTheReference() throws IOException {
            assertThat(written(Map.of("tensor", SCALAR)))
                    .isEqualTo("4000000000000000"
                            + "7b2274656e736f72223a7b226474797065223a22463332222c227368617065223a5b5d2c"
                            + "22646174615f6f666673657473223a5b302c345d7d7d" + "20".repeat(6) + "00006040");
            assertThat(written(Map.of())).isEqualTo("0800000000000000" + "7b7d" + "20".repeat(6));
        }

        @Test
        void putsTensorsIntoTheOrderOfTheReferenceWhateverThatOfTheMap() throws IOException {
            Map<String, Tensor> tensors = Map.of(
                    "b", Tensor.of(new float[] {1}, 1),
                    "a", Tensor.of(new float[] {2}, 1),
                    "i", Tensor.of(new long[] {3}, 1),
                    "h", Tensor.ofF16(new float[] {1}, 1),
                    "bo", Tensor.of(new boolean[] {true}, 1));
            String hex = written(tensors);
            assertThat(hex).startsWith("1801000000000000");
            assertThat(hex.substring(2 * 288)).isEqualTo("0300000000000000" + "00000040" + "0000803f" + "003c" + "01");
        }

        @Test
        void keepsMetadata() throws IOException {
            Path file = folder.resolve("m.safetensors");
            SafetensorsFile.write(file, Map.of("t", SCALAR), Map.of("format", "pt"));
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                assertThat(read.header().metadata()).containsExactly(Map.entry("format", "pt"));
                assertThat(read.reader().tensor("t")).isEqualTo(SCALAR);
                assertThat(read.path()).isEqualTo(file);
            }
        }

        @Test
        void replacesAFileAndLeavesNothingElse() throws IOException {
            Path file = folder.resolve("m.safetensors");
            SafetensorsFile.write(file, Map.of("old", SCALAR), Map.of());
            SafetensorsFile.write(file, Map.of("new", SCALAR), Map.of());
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                assertThat(read.header().names()).containsExactly("new");
            }
            assertThat(filesIn(folder)).containsExactly(file);
        }

        @Test
        void leavesTheOldFileAndNothingElseIfItFails() throws IOException {
            Path file = folder.resolve("m.safetensors");
            SafetensorsFile.write(file, Map.of("old", SCALAR), Map.of());
            byte[] before = Files.readAllBytes(file);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SafetensorsFile.write(file, Map.of("__metadata__", SCALAR), Map.of()))
                    .withMessageContaining("reserved");
            assertThat(file).hasBinaryContent(before);
            assertThat(filesIn(folder)).containsExactly(file);
        }

        @Test
        void leavesNoTemporaryFileWhereAFolderIsInItsPlace() throws IOException {
            Path taken = Files.createDirectory(folder.resolve("taken"));
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> SafetensorsFile.write(taken, Map.of("t", SCALAR), Map.of()));
            assertThat(filesIn(folder)).containsExactly(taken);
        }

        @Test
        void makesNoFolder() {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> SafetensorsFile.write(folder.resolve("no/m"), Map.of("t", SCALAR), Map.of()));
        }

        private static String written(Map<String, Tensor> tensors) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SafetensorsWriter.writeAll(tensors, Map.of(), into(out));
            return HexFormat.of().formatHex(out.toByteArray());
        }
    }

    @Nested
    class WriteOneTensor {
        private final SafetensorsHeader header =
                SafetensorsHeader.builder().tensor("t", DType.F32, 2).build();

        @Test
        void refusesAnotherTypeOrShapeThanDeclared() throws IOException {
            SafetensorsWriter writer = SafetensorsWriter.begin(header, into(new ByteArrayOutputStream()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write("t", Tensor.of(new int[2], 2)))
                    .withMessage("Tensor \"t\" is declared as F32 [2], but I32 [2] was given");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write("t", Tensor.of(new float[2], 1, 2)))
                    .withMessageContaining("declared as F32 [2], but F32 [1, 2]");
            writer.write("t", Tensor.of(new float[2], 2));
            writer.finish();
        }

        @Test
        void refusesATensorOfWhichAPartIsWritten() throws IOException {
            SafetensorsWriter writer = SafetensorsWriter.begin(header, into(new ByteArrayOutputStream()));
            writer.write("t", ByteBuffer.allocate(4));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write("t", Tensor.of(new float[2], 2)))
                    .withMessageContaining("4 are written, so 8 more are too many");
        }
    }

    @Nested
    class Open {

        @Test
        void namesTheFileThatIsNotValid() throws IOException {
            Path file = Files.writeString(folder.resolve("junk.safetensors"), "junk");
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> SafetensorsFile.open(file))
                    .withMessageStartingWith("Cannot read " + file + ". Not a valid safetensors file: it has 4 bytes");
        }

        @Test
        void tellsAnAbsentFileFromADamagedOne() {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> SafetensorsFile.open(folder.resolve("none")));
        }

        @Test
        void endsWithClose() throws IOException {
            Path file = folder.resolve("m.safetensors");
            SafetensorsFile.write(file, Map.of("t", SCALAR), Map.of());
            SafetensorsFile read = SafetensorsFile.open(file);
            read.close();
            assertThatExceptionOfType(ClosedChannelException.class)
                    .isThrownBy(() -> read.reader().tensor("t"));
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
