package dev.cairn.spi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * CRC32C sums of a sequence of bytes, one for each chunk, so that a part of it can be read and checked alone.
 *
 * <p>A chunk is the smallest power of two of at least {@value #SMALLEST_CHUNK} bytes that cuts the sequence into at most
 * {@value #MOST_CHUNKS}; only the last chunk may be shorter. Immutable.
 */
public final class ChunkSums {
    /** The smallest chunk in bytes. */
    public static final int SMALLEST_CHUNK = 64 * 1024;

    /** The most chunks that a sequence is cut into. */
    public static final int MOST_CHUNKS = 1024;

    private final long chunkSize;
    private final int[] sums;

    private ChunkSums(long chunkSize, int[] sums) {
        this.chunkSize = chunkSize;
        this.sums = sums;
    }

    /** The sums of all of {@code bytes}. */
    public static ChunkSums of(byte[] bytes) {
        Builder builder = new Builder();
        builder.update(ByteBuffer.wrap(bytes));
        return builder.build();
    }

    /**
     * The sums that {@link #encoded()} wrote, for a sequence of {@code length} bytes.
     *
     * @throws IllegalArgumentException if the text is not base64 of as many sums as the length needs
     */
    public static ChunkSums decode(long length, String encoded) {
        long chunkSize = chunkSizeFor(length);
        byte[] bytes = Base64.getDecoder().decode(encoded);
        long expected = (length + chunkSize - 1) / chunkSize;
        if (bytes.length != expected * Integer.BYTES) {
            throw new IllegalArgumentException(
                    length + " bytes need " + expected + " sums of 4 bytes, not " + bytes.length + " bytes of sums.");
        }
        int[] sums = new int[(int) expected];
        ByteBuffer.wrap(bytes).asIntBuffer().get(sums);
        return new ChunkSums(chunkSize, sums);
    }

    /** The chunk size of a sequence of {@code length} bytes. */
    public static long chunkSizeFor(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("A length cannot be negative: " + length);
        }
        long size = SMALLEST_CHUNK;
        while (size * MOST_CHUNKS < length) {
            size *= 2;
        }
        return size;
    }

    /** The bytes in each chunk but the last. */
    public long chunkSize() {
        return chunkSize;
    }

    /** The number of chunks; zero for an empty sequence. */
    public int count() {
        return sums.length;
    }

    /** The CRC32C of chunk {@code index}. */
    public int sum(int index) {
        return sums[index];
    }

    /** All sums as base64 of four big-endian bytes each; at most 5,464 characters. */
    public String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(sums.length * Integer.BYTES);
        bytes.asIntBuffer().put(sums);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkSums that && chunkSize == that.chunkSize && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(chunkSize) + Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return sums.length + " sums of " + chunkSize + " bytes";
    }

    /** Sums bytes as they pass, of whatever length it turns out to be, in memory that does not grow with it. */
    public static final class Builder {
        private final int[] sums = new int[MOST_CHUNKS];
        private final CRC32C current = new CRC32C();
        private long chunkSize = SMALLEST_CHUNK;
        private long inCurrent;
        private int count;

        /** Takes all remaining bytes of {@code bytes} and leaves its position where it was. */
        public void update(ByteBuffer bytes) {
            ByteBuffer rest = bytes.duplicate();
            while (rest.hasRemaining()) {
                if (count == MOST_CHUNKS) {
                    mergePairs();
                }
                int step = (int) Math.min(rest.remaining(), chunkSize - inCurrent);
                current.update(rest.slice(rest.position(), step));
                rest.position(rest.position() + step);
                inCurrent += step;
                if (inCurrent == chunkSize) {
                    endChunk();
                }
            }
        }

        /** The sums of all bytes so far. The builder is not used after this. */
        public ChunkSums build() {
            if (inCurrent > 0) {
                endChunk();
            }
            return new ChunkSums(chunkSize, Arrays.copyOf(sums, count));
        }

        private void endChunk() {
            sums[count++] = (int) current.getValue();
            current.reset();
            inCurrent = 0;
        }

        private void mergePairs() {
            Crc32cShift shift = new Crc32cShift(chunkSize);
            for (int i = 0; i < count; i += 2) {
                sums[i / 2] = shift.apply(sums[i]) ^ sums[i + 1];
            }
            count /= 2;
            chunkSize *= 2;
        }
    }
}
