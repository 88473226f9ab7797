package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionalBytesTest {
    private static final byte[] FIVE = {10, 11, 12, 13, 14};

    @Nested
    class OfABuffer {

        @Test
        void startsAtThePositionOfTheBufferAndLeavesItThere() throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(FIVE).position(1).limit(4);
            PositionalBytes bytes = PositionalBytes.of(buffer);
            assertThat(bytes.size()).isEqualTo(3);
            assertThat(readAt(bytes, 1, 2)).containsExactly(12, 13);
            assertThat(buffer.position()).isEqualTo(1);
        }

        @Test
        void readsWhatThereIsAndThenReportsTheEnd() throws IOException {
            PositionalBytes bytes = PositionalBytes.of(ByteBuffer.wrap(FIVE));
            assertThat(bytes.read(3, ByteBuffer.allocate(9))).isEqualTo(2);
            assertThat(bytes.read(5, ByteBuffer.allocate(9))).isEqualTo(-1);
            assertThat(bytes.read(1L << 40, ByteBuffer.allocate(9))).isEqualTo(-1);
            assertThat(bytes.read(5, ByteBuffer.allocate(0))).isZero();
        }

        @Test
        void refusesToFillATargetBeyondTheEnd() {
            PositionalBytes bytes = PositionalBytes.of(ByteBuffer.wrap(FIVE));
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> readAt(bytes, 3, 4))
                    .withMessageContaining("end at 5, but 2 more");
        }
    }

    @Nested
    class OfAFile {

        @Test
        void readsAnywhereAndMoreThanABlock(@TempDir Path folder) throws IOException {
            byte[] content = new byte[3 * Blocks.SIZE + 5];
            new Random(1).nextBytes(content);
            Path file = Files.write(folder.resolve("bytes"), content);
            try (FileChannel channel = FileChannel.open(file)) {
                PositionalBytes bytes = PositionalBytes.of(channel);
                assertThat(bytes.size()).isEqualTo(content.length);
                assertThat(readAt(bytes, 0, content.length)).isEqualTo(content);
                assertThat(readAt(bytes, content.length - 1L, 1)).containsExactly(content[content.length - 1]);
                assertThat(bytes.read(content.length, ByteBuffer.allocate(1))).isEqualTo(-1);
            }
        }

        @Test
        void reportsThatTheFileWasShortened(@TempDir Path folder) throws IOException {
            Path file = Files.write(folder.resolve("bytes"), FIVE);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                PositionalBytes bytes = PositionalBytes.of(channel);
                channel.truncate(2);
                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> readAt(bytes, 0, 5));
            }
        }
    }

    private static byte[] readAt(PositionalBytes bytes, long position, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        bytes.readFully(position, target);
        return target.array();
    }
}
