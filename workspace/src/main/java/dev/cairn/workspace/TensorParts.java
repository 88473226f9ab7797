package dev.cairn.workspace;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one tensor of each of some batches, so many at a time, batch after batch. Looks at a batch when it comes to it, and holds no more than
 * the part that is next.
 */
final class TensorParts implements Iterator<TensorRows> {
    private final Iterator<Long> batches;
    private final LongFunction<Optional<TensorRows>> begin;
    private final int most;
    private @Nullable TensorRows next;

    private TensorParts(Iterator<Long> batches, LongFunction<Optional<TensorRows>> begin, int most) {
        this.batches = batches;
        this.begin = begin;
        this.most = most;
    }

    /**
     * All parts.
     *
     * @param begin the first part of the tensor in a batch; empty if the batch has no such tensor, or one without rows
     */
    static Stream<TensorRows> of(Iterable<Long> batches, LongFunction<Optional<TensorRows>> begin, int most) {
        TensorParts parts = new TensorParts(batches.iterator(), begin, most);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(parts, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        while (next == null && batches.hasNext()) {
            next = begin.apply(batches.next()).orElse(null);
        }
        return next != null;
    }

    @Override
    public TensorRows next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        TensorRows part = next;
        next = part.following(most).orElse(null);
        return part;
    }
}
