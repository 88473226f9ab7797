package dev.cairn.backend.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes in pieces of {@value #CHUNK} bytes, of which only the last is shorter, so that they may be more than one array can
 * hold and no more than one piece is ever copied as they grow. Immutable.
 */
final class Chunks {
    /** The bytes in each chunk but the last. */
    static final int CHUNK = 1 << 20;

    private static final int SMALLEST = 1 << 13;

    private final byte[][] chunks;
    private final long size;

    private Chunks(byte[][] chunks, long size) {
        this.chunks = chunks;
        this.size = size;
    }

    long size() {
        return size;
    }

    /** Copies from {@code position} on until {@code target} is full or the bytes end; returns how many. */
    int read(long position, ByteBuffer target) {
        long at = position;
        while (target.hasRemaining() && at < size) {
            byte[] chunk = chunks[(int) (at / CHUNK)];
            int from = (int) (at % CHUNK);
            int step = Math.min(target.remaining(), chunk.length - from);
            target.put(chunk, from, step);
            at += step;
        }
        return (int) Math.max(0, at - position);
    }

    /** Collects bytes whose number is not known beforehand. Used by one thread at a time. */
    static final class Builder {
        private final List<byte[]> full = new ArrayList<>();
        private byte[] last = new byte[0];
        private int inLast;

        long size() {
            return (long) full.size() * CHUNK + inLast;
        }

        /** Takes all remaining bytes. */
        void append(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (inLast == last.length) {
                    grow(bytes.remaining());
                }
                int step = Math.min(bytes.remaining(), last.length - inLast);
                bytes.get(last, inLast, step);
                inLast += step;
            }
        }

        private void grow(int coming) {
            if (inLast == CHUNK) {
                full.add(last);
                last = new byte[0];
                inLast = 0;
            }
            int wanted = Math.max(SMALLEST, Math.max(2 * inLast, (int) Math.min((long) inLast + coming, CHUNK)));
            last = Arrays.copyOf(last, Math.min(wanted, CHUNK));
        }

        /** All bytes so far. The builder is not used after this. */
        Chunks build() {
            long size = size();
            if (inLast > 0) {
                full.add(inLast == last.length ? last : Arrays.copyOf(last, inLast));
            }
            return new Chunks(full.toArray(byte[][]::new), size);
        }
    }
}
