package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.file;
import static dev.cairn.tensor.SafetensorsFiles.json;
import static dev.cairn.tensor.SafetensorsFiles.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CorruptException;
import dev.cairn.TooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsReaderTest {
    private static final double[] SPECIAL = {
        1.5,
        -0.0,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.longBitsToDouble(0x7ff0_0000_0000_0001L),
        Double.longBitsToDouble(0xfff8_dead_beef_1234L)
    };

    /** A header of odd length, then a byte, then values that are aligned to nothing. */
    private static byte[] unaligned() {
        byte[] header = (json("{'u':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},"
                                + "'d':{'dtype':'F64','shape':[2,3],'data_offsets':[1,49]},"
                                + "'l':{'dtype':'I64','shape':[2],'data_offsets':[49,65]}}")
                        + " ")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(header.length % 2).isOne();
        ByteBuffer data = ByteBuffer.allocate(65).order(ByteOrder.LITTLE_ENDIAN).put((byte) 7);
        for (double value : SPECIAL) {
            data.putDouble(value);
        }
        return file(header, data.putLong(Long.MIN_VALUE).putLong(42).array());
    }

    private static SafetensorsReader reader() throws IOException {
        return SafetensorsReader.open(source(unaligned()));
    }

    @Nested
    class Whole {

        @Test
        void givesDoublesBitForBitThoughTheyAreNotAligned() throws IOException {
            assertThat(bits(reader().doubles("d"))).isEqualTo(bits(SPECIAL));
        }

        @Test
        void givesLongsAndBytes() throws IOException {
            assertThat(reader().longs("l")).containsExactly(Long.MIN_VALUE, 42);
            assertThat(reader().bytes("u")).containsExactly(7);
        }

        @Test
        void givesTheBytesOfAnyType() throws IOException {
            assertThat(ByteBuffer.wrap(reader().bytes("l"))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong(8))
                    .isEqualTo(42);
        }

        @Test
        void givesAnEmptyArrayForATensorWithoutData() throws IOException {
            byte[] file = file(json("{'e':{'dtype':'F64','shape':[0,4],'data_offsets':[0,0]}}"), 0);
            assertThat(SafetensorsReader.open(source(file)).doubles("e")).isEmpty();
        }

        @Test
        void readsMoreThanABlockFromAFile(@TempDir Path folder) throws IOException {
            int count = Blocks.SIZE / 4 + 3;
            byte[] header = json("{'d':{'dtype':'F64','shape':[%d],'data_offsets':[0,%d]}}")
                    .formatted(count, count * 8)
                    .getBytes(StandardCharsets.UTF_8);
            ByteBuffer data = ByteBuffer.allocate(count * 8).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                data.putDouble(i);
            }
            Path path = Files.write(folder.resolve("d.safetensors"), file(header, data.array()));
            try (FileChannel channel = FileChannel.open(path)) {
                double[] values =
                        SafetensorsReader.open(PositionalBytes.of(channel)).doubles("d");
                assertThat(values).hasSize(count);
                for (int i = 0; i < count; i++) {
                    assertThat(values[i]).isEqualTo(i);
                }
            }
        }
    }

    @Nested
    class Ranges {

        @Test
        void giveThePartThatWasAskedFor() throws IOException {
            assertThat(bits(reader().doubles("d", 3, 2))).isEqualTo(bits(new double[] {SPECIAL[3], SPECIAL[4]}));
            assertThat(reader().longs("l", 1, 1)).containsExactly(42);
            assertThat(reader().bytes("l", 8, 2)).containsExactly(42, 0);
            assertThat(reader().longs("l", 2, 0)).isEmpty();
        }

        @Test
        void fillATargetFromAnyByteOfTheTensor() throws IOException {
            ByteBuffer target = ByteBuffer.allocate(10).position(4).limit(6);
            reader().read("l", 7, target);
            assertThat(target.array()).containsExactly(0, 0, 0, 0, -128, 42, 0, 0, 0, 0);
            assertThat(target.hasRemaining()).isFalse();
        }

        @Test
        void areRefusedWhereTheyLeaveTheTensor() throws IOException {
            SafetensorsReader reader = reader();
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.doubles("d", 5, 2));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.longs("l", -1, 1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> reader.longs("l", 1, Long.MAX_VALUE));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.bytes("u", 0, 2));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> reader.read("u", 1, ByteBuffer.allocate(1)));
        }

        @Test
        void reachBeyondTwoGigabytes() throws IOException {
            SafetensorsReader reader = SafetensorsReader.open(new HugeFile());
            assertThat(reader.longs("big", HugeFile.ELEMENTS - 2, 2)).containsExactly(0, -1);
        }
    }

    @Nested
    class Refusals {

        @Test
        void nameBothTypes() throws IOException {
            SafetensorsReader reader = reader();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.doubles("l"))
                    .withMessageContaining("\"l\" is I64, not F64");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.longs("d", 0, 1))
                    .withMessageContaining("\"d\" is F64, not I64");
        }

        @Test
        void nameTheTensorThatIsNotThere() throws IOException {
            SafetensorsReader reader = reader();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.bytes("x"))
                    .withMessage("The file has no tensor \"x\" among its 3");
        }

        @Test
        void comeBeforeAnArrayTooLargeForJavaIsAllocated() throws IOException {
            SafetensorsReader reader = SafetensorsReader.open(new HugeFile());
            assertThatExceptionOfType(TooLargeException.class)
                    .isThrownBy(() -> reader.longs("big"))
                    .withMessageContaining("\"big\": 4294967296 values do not fit an array");
            assertThatExceptionOfType(TooLargeException.class).isThrownBy(() -> reader.bytes("big"));
        }

        @Test
        void comeOnOpeningAFileThatIsNotValid() {
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> SafetensorsReader.open(source(new byte[3])));
        }

        @Test
        void passOnTheErrorOfTheSource() {
            PositionalBytes broken = new PositionalBytes() {
                @Override
                public long size() {
                    return 100;
                }

                @Override
                public int read(long position, ByteBuffer target) throws IOException {
                    throw new IOException("disk gone");
                }
            };
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> SafetensorsReader.open(broken))
                    .withMessage("disk gone");
        }
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }

    /** A file of 32 GiB that holds zeros, but for its last eight bytes, which are -1. */
    private static final class HugeFile implements PositionalBytes {
        static final long ELEMENTS = 1L << 32;

        private final byte[] header = SafetensorsHeader.builder()
                .tensor("big", DType.I64, ELEMENTS)
                .build()
                .encode();

        @Override
        public long size() {
            return header.length + ELEMENTS * Long.BYTES;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (position < header.length) {
                target.put(header[(int) position]);
            } else {
                target.put((byte) (position >= size() - Long.BYTES ? -1 : 0));
            }
            return 1;
        }
    }
}
