package dev.cairn.tensor;

import dev.cairn.TooLargeException;

/** Refuses what no array can hold, and what the whole heap cannot, before it is allocated. */
final class HeapLimit {
    /** What common virtual machines allow. */
    static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    private HeapLimit() {}

    /** The length of an array of so many values. */
    static int length(String what, long count, int bytesEach) {
        if (count > MAX_ARRAY_LENGTH) {
            throw new TooLargeException(what + ": " + count + " values do not fit an array, which holds "
                    + MAX_ARRAY_LENGTH + ". Read ranges of it instead.");
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (count * bytesEach > heap) {
            throw new TooLargeException(what + ": " + count + " values take " + count * bytesEach
                    + " bytes, and the heap of this process has " + heap
                    + ". Read ranges of it instead, or start the process with a larger -Xmx.");
        }
        return (int) count;
    }
}
