package dev.cairn.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that can be read at any position: a file, a blob, a buffer.
 *
 * <p>Positions are 64-bit. The size does not change. An implementation is safe for use by many threads, since a read
 * moves no position of its own.
 */
public interface PositionalBytes {

    /** The number of bytes. */
    long size();

    /**
     * Reads bytes into the target, which may take fewer than it has room for.
     *
     * @return how many were read: at least one if the target has room and the position is before the end; -1 if the
     *     target has room and the position is not before the end
     */
    int read(long position, ByteBuffer target) throws IOException;

    /**
     * Fills the target.
     *
     * @throws EOFException if the bytes end before the target is full
     */
    default void readFully(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = read(at, target);
            if (count <= 0) {
                throw new EOFException("The bytes end at " + at + ", but " + target.remaining()
                        + " more were expected. The source was probably shortened while it was read.");
            }
            at += count;
        }
    }

    /**
     * Bytes from this position on where they lie in memory, so that they need not be copied: valid until the next read, not to be changed.
     *
     * @return at least one byte, or null if there is nothing in memory to look at; {@link #read} them then
     */
    default @Nullable ByteBuffer view(long position) throws IOException {
        return null;
    }

    /** The same bytes, to be read by another thread at the same time; this itself, unless a read keeps something for the next one. */
    default PositionalBytes forAnotherThread() {
        return this;
    }

    /** Reads cost least from a multiple of so many bytes on to another one. */
    default long pieceSize() {
        return Blocks.SIZE;
    }

    /** The bytes between the position and the limit of the buffer, as they are at each read; nothing is copied. */
    static PositionalBytes of(ByteBuffer buffer) {
        return new BufferBytes(buffer.slice());
    }

    /** The bytes that the file has now. The caller keeps the channel open while this is in use, and closes it. */
    static PositionalBytes of(FileChannel channel) throws IOException {
        return new ChannelBytes(channel, channel.size());
    }
}
