package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.TooLargeException;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of the matrix that the last dimension of a tensor makes of it: of one with the shape [4, 8, 16] there are 32 rows of 16. One of one
 * dimension is one row.
 *
 * @param batch the number of the batch
 * @param id that of the body which was seen; null in a tree of files
 * @param stored the tensor
 * @param first the first of the rows
 * @param count how many
 */
record TensorRows(long batch, @Nullable String id, TensorBody.Stored stored, long first, int count) {
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    /** The first rows of a tensor, {@code most} at most; empty if it has none. */
    static Optional<TensorRows> first(long batch, @Nullable String id, TensorBody.Stored stored, int most) {
        return at(batch, id, stored, 0, most);
    }

    /** The rows behind these, {@code most} at most; empty if there are none. */
    Optional<TensorRows> following(int most) {
        return at(batch, id, stored, first + count, most);
    }

    private static Optional<TensorRows> at(
            long batch, @Nullable String id, TensorBody.Stored stored, long first, int most) {
        long left = rows(stored.shape()) - first;
        return left > 0
                ? Optional.of(new TensorRows(batch, id, stored, first, (int) Math.min(most, left)))
                : Optional.empty();
    }

    private static long rows(List<Long> shape) {
        return shape.isEmpty() ? 1 : shape.subList(0, shape.size() - 1).stream().reduce(1L, Math::multiplyExact);
    }

    private static long width(List<Long> shape) {
        return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    }

    /**
     * Reads them.
     *
     * @throws TooLargeException if no array or not the whole heap can hold them
     * @throws ConflictException if the batch was replaced since it was seen; in a tree of files that is told only by another type or shape
     */
    RowBlock read(TensorBody body, TensorSource.Tensors tensors) throws IOException {
        if (!Objects.equals(id, body.id()) || !body.tensors().contains(stored)) {
            throw new ConflictException(
                    "Batch " + batch + " was replaced while its rows were read; read them anew.", 0);
        }
        DType dtype = DType.valueOf(stored.dtype());
        long width = width(stored.shape());
        long rowBytes = dtype.byteSize(width);
        long needed = Math.multiplyExact(rowBytes, count);
        if (needed > MOST_BYTES || needed > Runtime.getRuntime().maxMemory()) {
            throw new TooLargeException(count + " rows of " + stored.dtype() + stored.shape() + " take " + needed
                    + " bytes, more than an array or the heap holds. Ask for fewer rows at a time.");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) needed);
        tensors.read(stored, Math.multiplyExact(first, rowBytes), bytes);
        return new RowBlock(batch, first, Tensor.of(dtype, bytes.flip(), count, width));
    }
}
