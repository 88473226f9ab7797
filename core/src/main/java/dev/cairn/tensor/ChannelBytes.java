package dev.cairn.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of an open file.
 *
 * <p>Reads one block at a time, because the JDK copies into a heap buffer through a direct one as large as the request
 * and keeps that for the thread.
 */
record ChannelBytes(FileChannel channel, long size) implements PositionalBytes {

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        ByteBuffer block = target.slice(target.position(), Math.min(target.remaining(), Blocks.SIZE));
        int count = channel.read(block, position);
        target.position(target.position() + block.position());
        return count;
    }
}
