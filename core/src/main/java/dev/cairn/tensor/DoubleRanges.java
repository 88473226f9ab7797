package dev.cairn.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of F64 tensors and the arrays that they are to fill. What is large is read by several threads of the common pool: to check the
 * sums of bytes takes about as long as to copy them.
 */
final class DoubleRanges {
    /** How many bytes are worth another thread. */
    private static final long WORTH_A_THREAD = 2 << 20;

    private static final int MOST_THREADS = 8;

    private final List<Range> ranges = new ArrayList<>();
    private long bytes;

    /**
     * Some values of a tensor.
     *
     * @param position of the first one in the source
     * @param target the array
     * @param from where in the array they go
     * @param count how many there are
     */
    private record Range(long position, Target target, int from, int count) {
        Range part(int begin, int end) {
            return new Range(position + (long) begin * Double.BYTES, target, from + begin, end - begin);
        }
    }

    /** An array that several threads fill, each a part of its own; made by the first of them, for that takes its time too. */
    static final class Target {
        private final int length;
        private double @Nullable [] values;

        private Target(int length) {
            this.length = length;
        }

        /** The array; full when all was read. */
        synchronized double[] values() {
            double[] made = values;
            if (made == null) {
                made = new double[length];
                values = made;
            }
            return made;
        }
    }

    /** Will fill an array with so many values that are at {@code position} of the source. */
    Target add(long position, int length) {
        Target target = new Target(length);
        if (length > 0) {
            ranges.add(new Range(position, target, 0, length));
            bytes += (long) length * Double.BYTES;
        }
        return target;
    }

    /** Reads them all. */
    void read(PositionalBytes source) throws IOException {
        int threads = (int)
                Math.min(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), bytes / WORTH_A_THREAD);
        if (threads < 2) {
            read(source, ranges);
            return;
        }
        List<List<Range>> parts = cut(threads, source.pieceSize());
        try {
            parts.parallelStream().forEach(part -> {
                try {
                    read(source.forAnotherThread(), part);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** As many parts of about as many bytes each, cut where a piece of the source begins, so that none is needed twice. */
    private List<List<Range>> cut(int threads, long pieceSize) {
        long each = bytes / threads + 1;
        List<List<Range>> parts = new ArrayList<>();
        List<Range> part = new ArrayList<>();
        long inPart = 0;
        for (Range range : ranges) {
            int begin = 0;
            while (begin < range.count()) {
                int end = range.count();
                if (inPart + (long) (end - begin) * Double.BYTES > each) {
                    long cutAt = range.position() + (long) begin * Double.BYTES + Math.max(0, each - inPart);
                    long aligned = (cutAt + pieceSize - 1) / pieceSize * pieceSize;
                    end = (int) Math.min(end, (aligned - range.position() + Double.BYTES - 1) / Double.BYTES);
                }
                part.add(range.part(begin, end));
                inPart += (long) (end - begin) * Double.BYTES;
                begin = end;
                if (inPart >= each) {
                    parts.add(part);
                    part = new ArrayList<>();
                    inPart = 0;
                }
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private static void read(PositionalBytes source, List<Range> part) throws IOException {
        for (Range range : part) {
            double[] values = range.target().values();
            LongWords.read(
                    source,
                    range.position(),
                    range.count(),
                    (block, at, length) -> block.asDoubleBuffer().get(values, range.from() + at, length));
        }
    }
}
