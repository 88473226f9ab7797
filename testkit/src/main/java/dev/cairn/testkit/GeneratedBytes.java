package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A long sequence of bytes that is computed as it is needed, and passes through a store in pieces of odd sizes. */
final class GeneratedBytes {
    private static final int[] PIECES = {1, 4_095, 100_003, 65_536, 1_000_003, 7, 8_192};

    private final long length;

    GeneratedBytes(long length) {
        this.length = length;
    }

    void writeTo(BlobSink sink) {
        forEachPiece((position, piece) -> sink.write(piece));
    }

    /** What the sink must say when all of it is written. */
    BlobRef ref() {
        MessageDigest digest = Digest.sha256();
        ChunkSums.Builder sums = new ChunkSums.Builder();
        forEachPiece((position, piece) -> {
            digest.update(piece.duplicate());
            sums.update(piece);
        });
        return BlobRef.whole(Digest.finish(digest), length, sums.build());
    }

    void assertReadBy(BlobReader reader) {
        assertThat(reader.size()).isEqualTo(length);
        forEachPiece((position, piece) -> {
            ByteBuffer target = ByteBuffer.allocate(piece.remaining());
            assertThat(reader.read(position, target)).isEqualTo(piece.remaining());
            assertThat(target.flip().mismatch(piece))
                    .as("the first wrong byte behind %s", position)
                    .isEqualTo(-1);
        });
    }

    private interface Visitor {
        void visit(long position, ByteBuffer piece);
    }

    private void forEachPiece(Visitor visitor) {
        long position = 0;
        for (int i = 0; position < length; i++) {
            int size = (int) Math.min(PIECES[i % PIECES.length], length - position);
            visitor.visit(position, piece(position, size));
            position += size;
        }
    }

    private static ByteBuffer piece(long position, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (((position + i) * 0x9E3779B97F4A7C15L) >>> 56);
        }
        return ByteBuffer.wrap(bytes);
    }
}
