package dev.cairn.spi;

import java.nio.ByteBuffer;

/** Reads one blob at any position. Safe for use by several threads. Does not check sums: that is done above. */
public interface BlobReader extends AutoCloseable {
    /** The length of the blob as it is stored, in bytes. */
    long size();

    /**
     * Reads into {@code target}, from {@code position} of the blob, until it is full or the blob ends.
     *
     * @return how many bytes were read; fewer than {@code target} has room for only at the end of the blob
     */
    int read(long position, ByteBuffer target);

    @Override
    void close();
}
