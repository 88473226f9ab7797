package dev.cairn.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads words of eight bytes in blocks, from where they lie in memory if the source has them there. */
final class LongWords {
    private LongWords() {}

    /** Takes the words of a block. */
    interface Target {
        /** The words of {@code block}, {@code length} of them, of which the first is word {@code at} of all. */
        void take(ByteBuffer block, int at, int length);
    }

    /** Reads {@code count} words from {@code position} on. */
    static void read(PositionalBytes source, long position, int count, Target target) throws IOException {
        ByteBuffer block = null;
        int done = 0;
        while (done < count) {
            long at = position + (long) done * Long.BYTES;
            ByteBuffer words = source.view(at);
            if (words == null || words.remaining() < Long.BYTES) {
                block = block == null ? Blocks.allocate((long) (count - done) * Long.BYTES) : block;
                words = block.clear().limit(Math.min(count - done, block.capacity() / Long.BYTES) * Long.BYTES);
                source.readFully(at, words);
                words.flip();
            }
            int length = Math.min(count - done, words.remaining() / Long.BYTES);
            target.take(words.order(ByteOrder.LITTLE_ENDIAN), done, length);
            done += length;
        }
    }
}
