package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.TooLargeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a tensor of more than 3 GiB in a process whose heap has 256 MiB. The file is sparse and takes no disk. */
class LargeTensorTest {
    private static final long PROBE_BYTES = 8 << 20;

    @TempDir
    private Path folder;

    @Test
    void givesItsRowsToAProcessWithAHeapOf256MiB() throws Exception {
        assumeTrue(sparseFilesTakeNoDisk(), "the file system has no sparse files, or there is no du to ask");
        Path file = sparseTensor();
        assertThat(Files.size(file)).isGreaterThan(3L << 30);
        assertThat(kilobytesOnDisk(file)).isLessThan(1024);
        assertThat(run("-Xmx256m", ReadRows.class.getName(), file.toString()))
                .containsSubsequence(
                        "F32 [3, 256, 50257]",
                        "first 10.0 last 12.0",
                        "the same into a buffer",
                        "whole: Tensor \"logits\": 3293642752 values do not fit an array",
                        "half: Tensor \"logits\": 1646821376 values take 1646821376 bytes, and the heap");
    }

    /** F32 of shape [64, 256, 50257] that holds zeros, but for the first value of row 10 and the last of row 12. */
    private Path sparseTensor() throws IOException {
        SafetensorsHeader header = SafetensorsHeader.builder()
                .tensor("logits", DType.F32, 64, 256, 50_257)
                .build();
        long row = 4L * 256 * 50_257;
        Path file = folder.resolve("large.safetensors");
        try (FileChannel channel = sparse(file)) {
            channel.write(ByteBuffer.wrap(header.encode()));
            channel.write(Tensor.of(new float[] {10}).buffer(), header.dataStart() + 10 * row);
            channel.write(Tensor.of(new float[] {12}).buffer(), header.dataStart() + 13 * row - 4);
            channel.write(ByteBuffer.allocate(1), header.fileSize() - 1);
        }
        return file;
    }

    private boolean sparseFilesTakeNoDisk() throws Exception {
        Path probe = folder.resolve("probe");
        try (FileChannel channel = sparse(probe)) {
            channel.write(ByteBuffer.allocate(1), PROBE_BYTES - 1);
        }
        try {
            return kilobytesOnDisk(probe) < PROBE_BYTES / 1024 / 2;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static FileChannel sparse(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    }

    private long kilobytesOnDisk(Path file) throws Exception {
        return Long.parseLong(output("du", "-k", file.toString()).split("\\s")[0]);
    }

    private String run(String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return output(java, "-cp", System.getProperty("java.class.path"), arguments[0], arguments[1], arguments[2]);
    }

    private String output(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(text).isTrue();
        return text;
    }

    /** The program of the small process. */
    static final class ReadRows {
        private ReadRows() {}

        public static void main(String[] arguments) throws IOException {
            try (SafetensorsFile file = SafetensorsFile.open(Path.of(arguments[0]))) {
                SafetensorsReader reader = file.reader();
                Tensor rows = reader.readRows("logits", 10, 3);
                ByteBuffer values = rows.buffer();
                System.out.println(rows);
                System.out.println(
                        "first " + values.getFloat(0) + " last " + values.getFloat(values.limit() - Float.BYTES));
                ByteBuffer target = ByteBuffer.allocateDirect(rows.byteSize());
                reader.readRows("logits", 10, 3, target);
                System.out.println(target.flip().equals(values) ? "the same into a buffer" : "differs");
                refused("whole", () -> reader.tensor("logits"));
                refused("half", () -> reader.readRows("logits", 0, 32));
            }
        }

        private static void refused(String what, Read read) {
            try {
                System.out.println(what + " was read: " + read.tensor());
            } catch (TooLargeException e) {
                System.out.println(what + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Read {
            Tensor tensor() throws IOException;
        }
    }
}
