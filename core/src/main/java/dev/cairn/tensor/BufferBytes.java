package dev.cairn.tensor;

import java.nio.ByteBuffer;

/** The bytes of a buffer, from index 0 to its limit. */
record BufferBytes(ByteBuffer buffer) implements PositionalBytes {

    @Override
    public long size() {
        return buffer.limit();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= buffer.limit()) {
            return -1;
        }
        int from = Math.toIntExact(position);
        int count = Math.min(target.remaining(), buffer.limit() - from);
        target.put(buffer.slice(from, count));
        return count;
    }
}
