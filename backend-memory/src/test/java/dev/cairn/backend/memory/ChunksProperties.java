package dev.cairn.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobPieces;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ChunksProperties {
    @Property(tries = 60)
    void readsAnyRangeOfWhatWasAppendedInAnyPieces(
            @ForAll @Size(max = 6) List<@IntRange(max = 1_500_000) Integer> pieces,
            @ForAll @IntRange(max = 4_000_000) int position,
            @ForAll @IntRange(max = 2_500_000) int length) {
        byte[] whole =
                SmallStore.bytes(pieces.stream().mapToInt(Integer::intValue).sum(), 7);
        Chunks chunks = chunksOf(whole, pieces);
        ByteBuffer target = ByteBuffer.allocate(length);

        int read =
                BlobPieces.reader("a blob", chunks.size(), chunks.pieces()::get).read(position, target);

        int from = Math.min(position, whole.length);
        int to = Math.min(whole.length, from + length);
        assertThat(chunks.size()).isEqualTo(whole.length);
        assertThat(read).isEqualTo(to - from).isEqualTo(target.position());
        assertThat(Arrays.equals(target.array(), 0, read, whole, from, to)).isTrue();
    }

    private static Chunks chunksOf(byte[] whole, List<Integer> pieces) {
        List<byte[]> cut = new ArrayList<>();
        BlobPieces.Cutter cutter = new BlobPieces.Cutter(cut::add);
        ByteBuffer rest = ByteBuffer.wrap(whole);
        for (int piece : pieces) {
            cutter.append(rest.slice(rest.position(), piece));
            rest.position(rest.position() + piece);
        }
        cutter.finish();
        return new Chunks(cut, whole.length);
    }
}
