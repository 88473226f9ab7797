package dev.cairn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSumsTest {
    private static final int MIB = 1 << 20;

    @Test
    void anEmptySequenceHasNoSums() {
        assertThat(ChunkSums.of(new byte[0]).count()).isZero();
        assertThat(ChunkSums.decode(0, "")).isEqualTo(ChunkSums.of(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 64 * MIB, 64 * MIB + 1, 130 * MIB + 12_345})
    void eachSumIsTheCrc32cOfItsChunkHoweverLargeChunksBecame(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        ChunkSums sums = ChunkSums.of(bytes);

        assertThat(sums.count()).isLessThanOrEqualTo(ChunkSums.MOST_CHUNKS);
        assertThat(sums.chunkSize()).isEqualTo(ChunkSums.chunkSizeFor(length));
        for (int i = 0; i < sums.count(); i++) {
            int from = (int) (i * sums.chunkSize());
            CRC32C expected = new CRC32C();
            expected.update(bytes, from, (int) Math.min(sums.chunkSize(), length - from));
            assertThat(sums.sum(i)).as("chunk %d", i).isEqualTo((int) expected.getValue());
        }
    }

    @Property(tries = 50)
    void thePiecesInWhichBytesComeDoNotMatter(
            @ForAll @IntRange(max = 300_000) int length, @ForAll @IntRange(min = 1, max = 70_000) int piece) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        ChunkSums.Builder builder = new ChunkSums.Builder();

        for (int from = 0; from < length; from += piece) {
            builder.update(ByteBuffer.wrap(bytes, from, Math.min(piece, length - from)));
        }

        assertThat(builder.build()).isEqualTo(ChunkSums.of(bytes));
    }

    @Test
    void sumsComeBackFromTheirText() {
        byte[] bytes = new byte[200_000];
        ChunkSums sums = ChunkSums.of(bytes);

        assertThat(ChunkSums.decode(bytes.length, sums.encoded())).isEqualTo(sums);
    }

    @Test
    void textForAnotherLengthIsRefused() {
        String text = ChunkSums.of(new byte[200_000]).encoded();

        assertThatThrownBy(() -> ChunkSums.decode(10, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 sums");
    }

    @Test
    @DisplayName("28: the text of the sums stays small, whatever the length")
    void theTextOfAnyLengthStaysSmall() {
        assertThat(ChunkSums.of(new byte[64 * MIB]).encoded()).hasSizeLessThanOrEqualTo(5_464);
    }
}
