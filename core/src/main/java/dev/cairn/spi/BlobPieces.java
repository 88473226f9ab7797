package dev.cairn.spi;

import dev.cairn.CorruptException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Cuts the bytes of a blob into pieces of one size, and reads them from those again; for stores whose values are small. */
public final class BlobPieces {
    /** The bytes in each piece but the last: 1 MiB. */
    public static final int SIZE = 1 << 20;

    private static final int SMALLEST = 1 << 13;

    private BlobPieces() {}

    /**
     * Reads a blob of {@code size} bytes from its pieces.
     *
     * @param what what is read, for messages: "blob 3fa1... of /data/results"
     * @param pieces returns the piece of a number, the first being 0, or throws what the reader is to throw; asked by every
     *     thread that reads
     */
    public static BlobReader reader(String what, long size, IntFunction<byte[]> pieces) {
        return new PieceReader(what, size, pieces);
    }

    /** Cuts bytes whose number is not known beforehand. Used by one thread at a time. */
    public static final class Cutter {
        private final Consumer<byte[]> pieces;
        private byte[] piece = new byte[0];
        private int filled;

        /** Gives each piece to {@code pieces} when it is full; it is not touched afterwards. */
        public Cutter(Consumer<byte[]> pieces) {
            this.pieces = pieces;
        }

        /** Takes all remaining bytes. */
        public void append(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (filled == piece.length) {
                    grow(bytes.remaining());
                }
                int step = Math.min(bytes.remaining(), piece.length - filled);
                bytes.get(piece, filled, step);
                filled += step;
                if (filled == SIZE) {
                    finish();
                }
            }
        }

        /** Gives away what is left, if anything is. */
        public void finish() {
            if (filled > 0) {
                byte[] last = filled == piece.length ? piece : Arrays.copyOf(piece, filled);
                piece = new byte[0];
                filled = 0;
                pieces.accept(last);
            }
        }

        /** So that many small blobs do not take 1 MiB each. */
        private void grow(int coming) {
            int wanted = Math.max(SMALLEST, Math.max(2 * filled, (int) Math.min((long) filled + coming, SIZE)));
            piece = Arrays.copyOf(piece, Math.min(wanted, SIZE));
        }
    }

    private static final class PieceReader implements BlobReader {
        private final String what;
        private final long size;
        private final IntFunction<byte[]> pieces;
        private volatile boolean closed;

        PieceReader(String what, long size, IntFunction<byte[]> pieces) {
            this.what = what;
            this.size = size;
            this.pieces = pieces;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (closed) {
                throw new IllegalStateException("The reader of " + what + " is closed.");
            }
            if (position < 0) {
                throw new IllegalArgumentException("A position in a blob cannot be negative: " + position);
            }
            long at = position;
            while (target.hasRemaining() && at < size) {
                byte[] piece = piece((int) (at / SIZE));
                int from = (int) (at % SIZE);
                int step = Math.min(target.remaining(), piece.length - from);
                target.put(piece, from, step);
                at += step;
            }
            return (int) (at - position);
        }

        private byte[] piece(int number) {
            byte[] piece = pieces.apply(number);
            long expected = Math.min(SIZE, size - (long) number * SIZE);
            if (piece.length != expected) {
                throw new CorruptException("Cannot read " + what + ": its piece " + number + " has " + piece.length
                        + " bytes, not " + expected + ". Restore it from a replica or a backup, or save it again.");
            }
            return piece;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
