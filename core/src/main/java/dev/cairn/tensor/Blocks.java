package dev.cairn.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The pieces in which data moves, so that an array of any length needs no second copy of itself. */
final class Blocks {
    /** Bytes of a block: a multiple of every element's width. */
    static final int SIZE = 64 * 1024;

    private Blocks() {}

    /** A little-endian buffer for data of so many bytes: as long as a block or, if the data is shorter, as the data. */
    static ByteBuffer allocate(long dataBytes) {
        return ByteBuffer.allocate((int) Math.min(dataBytes, SIZE)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
