package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.file;
import static dev.cairn.tensor.SafetensorsFiles.into;
import static dev.cairn.tensor.SafetensorsFiles.json;
import static dev.cairn.tensor.SafetensorsFiles.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    private static final SafetensorsHeader TWO = SafetensorsHeader.builder()
            .tensor("d", DType.F64, 2)
            .tensor("u", DType.U8, 3)
            .build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private SafetensorsWriter begin(SafetensorsHeader header) throws IOException {
        return SafetensorsWriter.begin(header, into(out));
    }

    @Nested
    class Write {

        @Test
        void givesTheFileOfTheReferenceForAScalar() throws IOException {
            SafetensorsWriter writer = begin(
                    SafetensorsHeader.builder().tensor("tensor", DType.F32).build());
            writer.writeBytes("tensor", new byte[] {0, 0, 0x60, 0x40});
            writer.finish();
            assertThat(HexFormat.of().formatHex(out.toByteArray()))
                    .isEqualTo("4000000000000000"
                            + "7b2274656e736f72223a7b226474797065223a22463332222c227368617065223a5b5d2c"
                            + "22646174615f6f666673657473223a5b302c345d7d7d" + "20".repeat(6) + "00006040");
        }

        @Test
        void writesTheHeaderFirst() throws IOException {
            begin(TWO);
            assertThat(out.toByteArray()).isEqualTo(TWO.encode());
        }

        @Test
        void takesATensorInSeveralCallsAndSeveralBuffers() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            writer.writeDoubles("d", new double[] {1.5});
            writer.writeDoubles("d", new double[] {-0.0});
            ByteBuffer middle =
                    ByteBuffer.wrap(new byte[] {9, 2, 9}).position(1).limit(2);
            writer.write("u", ByteBuffer.wrap(new byte[] {1}), middle);
            writer.writeBytes("u", new byte[] {3});
            writer.finish();
            SafetensorsReader reader = SafetensorsReader.open(source(out.toByteArray()));
            assertThat(reader.doubles("d")).containsExactly(1.5, -0.0);
            assertThat(reader.bytes("u")).containsExactly(1, 2, 3);
            assertThat(middle.hasRemaining()).isFalse();
        }

        @Test
        void needsNoCallForTensorsWithoutData() throws IOException {
            SafetensorsWriter writer = begin(SafetensorsHeader.builder()
                    .tensor("a", DType.I64, 0)
                    .tensor("b", DType.I64, 1)
                    .tensor("c", DType.I64, 0, 5)
                    .build());
            writer.writeLongs("b", new long[] {-1});
            writer.finish();
            assertThat(SafetensorsReader.open(source(out.toByteArray())).longs("b"))
                    .containsExactly(-1);
        }

        @Test
        void allowsACallForATensorWithoutData() throws IOException {
            SafetensorsHeader empty =
                    SafetensorsHeader.builder().tensor("a", DType.I64, 0).build();
            SafetensorsWriter writer = begin(empty);
            writer.writeLongs("a", new long[0]);
            writer.finish();
            assertThat(out.toByteArray()).isEqualTo(empty.encode());
        }

        @Test
        void copiesAForeignFileIntoTheFormOfTheReference() throws IOException {
            String foreign = json("{ 'b':{'data_offsets':[1,9],'dtype':'I64','shape':[]},"
                    + "'a':{'data_offsets':[0,1],'dtype':'U8','shape':[],'note':'ignored'}}");
            SafetensorsHeader header = SafetensorsFiles.read(file(foreign, 9));
            SafetensorsWriter writer = begin(header);
            writer.writeBytes("a", new byte[] {5});
            writer.writeLongs("b", new long[] {6});
            writer.finish();
            SafetensorsReader copy = SafetensorsReader.open(source(out.toByteArray()));
            assertThat(copy.header().tensors()).isEqualTo(header.tensors());
            assertThat(copy.longs("b")).containsExactly(6);
        }

        @Test
        void writesArraysOfManyBlocksToAChannel(@TempDir Path folder) throws IOException {
            long[] longs = LongStream.range(0, Blocks.SIZE / 4 + 3).toArray();
            double[] doubles = LongStream.of(longs).asDoubleStream().toArray();
            Path path = folder.resolve("x.safetensors");
            try (FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                SafetensorsWriter writer = SafetensorsWriter.begin(
                        SafetensorsHeader.builder()
                                .tensor("l", DType.I64, longs.length)
                                .tensor("d", DType.F64, doubles.length)
                                .build(),
                        channel::write);
                writer.writeLongs("l", longs);
                writer.writeDoubles("d", doubles);
                writer.finish();
                SafetensorsReader reader = SafetensorsReader.open(PositionalBytes.of(channel));
                assertThat(reader.longs("l")).isEqualTo(longs);
                assertThat(reader.doubles("d")).isEqualTo(doubles);
                assertThat(Files.size(path)).isEqualTo(reader.header().fileSize());
            }
        }

        @Test
        void callsTheSinkAgainForWhatItDidNotTake() throws IOException {
            SafetensorsWriter writer = SafetensorsWriter.begin(TWO, bytes -> out.write(bytes.get()));
            writer.writeDoubles("d", new double[] {1, 2});
            writer.writeBytes("u", new byte[] {1, 2, 3});
            writer.finish();
            assertThat(SafetensorsReader.open(source(out.toByteArray())).doubles("d"))
                    .containsExactly(1, 2);
        }

        @Test
        void handsOutNoMoreThanABlockAtATime() throws IOException {
            SafetensorsHeader header = SafetensorsHeader.builder()
                    .tensor("u", DType.U8, 3L * Blocks.SIZE)
                    .build();
            SafetensorsWriter writer = SafetensorsWriter.begin(header, bytes -> {
                assertThat(bytes.remaining()).isLessThanOrEqualTo(Blocks.SIZE);
                bytes.position(bytes.limit());
            });
            writer.writeBytes("u", new byte[3 * Blocks.SIZE]);
            writer.finish();
        }
    }

    @Nested
    class Refusals {

        @Test
        void concernATensorThatIsNotDue() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.writeBytes("u", new byte[3]))
                    .withMessage("Tensor \"u\" is not due: the data of \"d\" comes next");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.writeDoubles("x", new double[0]))
                    .withMessageContaining("\"x\" is not due");
        }

        @Test
        void concernATensorThatIsPast() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            writer.writeDoubles("d", new double[2]);
            writer.writeBytes("u", new byte[3]);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.writeDoubles("d", new double[1]))
                    .withMessageContaining("all data is written");
        }

        @Test
        void concernMoreBytesThanDeclaredAndLeaveNothingBehind() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            writer.writeDoubles("d", new double[1]);
            int before = out.size();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.writeDoubles("d", new double[2]))
                    .withMessage("Tensor \"d\" has 16 bytes: 8 are written, so 16 more are too many");
            assertThat(out.size()).isEqualTo(before);
            writer.writeDoubles("d", new double[1]);
            writer.writeBytes("u", new byte[3]);
            writer.finish();
            assertThat(out.size()).isEqualTo(TWO.fileSize());
        }

        @Test
        void concernValuesOfAnotherType() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.writeLongs("d", new long[2]))
                    .withMessage("Tensor \"d\" is F64, but I64 values were given");
        }

        @Test
        void countWhatBuffersGaveAndNotWhatTheyPromised() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            writer.writeDoubles("d", new double[2]);
            ByteBuffer one = ByteBuffer.allocate(1);
            writer.write("u", one, one, one);
            assertThatIllegalStateException()
                    .isThrownBy(writer::finish)
                    .withMessageContaining("tensor \"u\" has 1 of its 3 bytes");
        }

        @Test
        void stopAFileThatIsNotComplete() throws IOException {
            SafetensorsWriter writer = begin(TWO);
            writer.writeDoubles("d", new double[1]);
            assertThatIllegalStateException()
                    .isThrownBy(writer::finish)
                    .withMessageContaining("tensor \"d\" has 8 of its 16 bytes");
            writer.writeDoubles("d", new double[1]);
            assertThatIllegalStateException()
                    .isThrownBy(writer::finish)
                    .withMessageContaining("tensor \"u\" has 0 of its 3 bytes");
        }

        @Test
        void meetEveryCallAfterTheEnd() throws IOException {
            SafetensorsWriter writer = begin(SafetensorsHeader.builder().build());
            writer.finish();
            assertThatIllegalStateException().isThrownBy(writer::finish);
            assertThatIllegalStateException().isThrownBy(() -> writer.writeBytes("u", new byte[0]));
        }
    }

    @Nested
    class AFailingSink {

        @Test
        void makesTheWriterUnusable() throws IOException {
            SafetensorsWriter writer = SafetensorsWriter.begin(TWO, bytes -> {
                if (bytes.remaining() == 16) {
                    throw new IOException("disk full");
                }
                bytes.position(bytes.limit());
            });
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> writer.writeDoubles("d", new double[2]))
                    .withMessage("disk full");
            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.writeBytes("u", new byte[3]))
                    .withMessageContaining("sink has failed");
            assertThatIllegalStateException().isThrownBy(writer::finish);
        }

        @Test
        void isNoticedWhenItTakesNothing() {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> SafetensorsWriter.begin(TWO, bytes -> {}))
                    .withMessageContaining("took none");
        }
    }
}
