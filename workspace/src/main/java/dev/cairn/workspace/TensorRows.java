package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of the matrix that the last dimension of a tensor makes of it: of one with the shape [4, 8, 16] there are 32 rows of 16. One of one
 * dimension is one row.
 *
 * @param batch the number of the batch
 * @param stored the tensor
 * @param first the first of the rows
 * @param count how many
 */
record TensorRows(long batch, TensorBody.Stored stored, long first, int count) {
    /** All rows of a tensor, {@code most} at a time. */
    static List<TensorRows> of(long batch, TensorBody.Stored stored, int most) {
        List<TensorRows> parts = new ArrayList<>();
        long rows = rows(stored.shape());
        for (long first = 0; first < rows; first += most) {
            parts.add(new TensorRows(batch, stored, first, (int) Math.min(most, rows - first)));
        }
        return parts;
    }

    private static long rows(List<Long> shape) {
        return shape.isEmpty() ? 1 : shape.subList(0, shape.size() - 1).stream().reduce(1L, Math::multiplyExact);
    }

    private static long width(List<Long> shape) {
        return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    }

    /** Reads them, if the tensor is still the one that was seen. */
    RowBlock read(TensorBody body, TensorSource.Tensors tensors) throws IOException {
        if (!body.tensors().contains(stored)) {
            throw new ConflictException(
                    "Batch " + batch + " was replaced while its rows were read; read them anew.", 0);
        }
        DType dtype = DType.valueOf(stored.dtype());
        long width = width(stored.shape());
        long rowBytes = dtype.byteSize(width);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(rowBytes, count)));
        tensors.read(stored, Math.multiplyExact(first, rowBytes), bytes);
        return new RowBlock(batch, first, Tensor.of(dtype, bytes.flip(), count, width));
    }
}
