package dev.cairn.backend.memory;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;

/** Reads a blob, without a lock. */
final class MemoryBlobReader implements BlobReader {
    private final MemoryTables tables;
    private final Chunks bytes;
    private final Digest digest;
    private volatile boolean closed;

    MemoryBlobReader(MemoryTables tables, Chunks bytes, Digest digest) {
        this.tables = tables;
        this.bytes = bytes;
        this.digest = digest;
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        tables.checkOpen();
        if (closed) {
            throw new IllegalStateException("The reader of blob " + digest + " is closed.");
        }
        if (position < 0) {
            throw new IllegalArgumentException("A position in a blob cannot be negative: " + position);
        }
        return bytes.read(position, target);
    }

    @Override
    public void close() {
        closed = true;
    }
}
