package dev.cairn.tensor;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One tensor of a safetensors file: its name, element type, shape, and where its bytes are.
 *
 * <p>Every instance agrees with itself: the bytes between {@code begin} and {@code end} are exactly those that the shape
 * and the type need. Whether it fits its neighbours and the file is checked by {@link SafetensorsHeader}.
 *
 * @param name any text but {@code __metadata__}; may be empty, never holds a lone surrogate
 * @param shape the dimensions, the slowest first; empty for a scalar, with a 0 for a tensor without data
 * @param begin the first byte, counted from the start of the data buffer and not of the file
 * @param end the byte after the last, counted likewise
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {
    /** The name under which the header keeps its metadata. */
    static final String RESERVED_NAME = "__metadata__";

    /** @throws IllegalArgumentException if the parts do not agree; the message says which */
    public TensorInfo {
        requireText(name, "the name of a tensor");
        if (name.equals(RESERVED_NAME)) {
            throw new IllegalArgumentException("the name __metadata__ is reserved by the format");
        }
        shape = List.copyOf(shape);
        long size = dtype.byteSize(CheckedMath.elements(shape));
        if (begin < 0 || begin > end) {
            throw new IllegalArgumentException("the data_offsets [" + begin + "," + end + "] are not a range");
        }
        if (end - begin != size) {
            throw new IllegalArgumentException("the data_offsets [" + begin + "," + end + "] hold " + (end - begin)
                    + " bytes, but " + dtype + " of shape " + JsonText.shown(shape) + " needs " + size);
        }
    }

    /** The number of elements: the product of the shape, 1 for a scalar. */
    public long elementCount() {
        return CheckedMath.elements(shape);
    }

    /** The number of bytes of the data. */
    public long byteSize() {
        return end - begin;
    }

    /**
     * The length of the first dimension.
     *
     * @throws IllegalArgumentException if the tensor is a scalar, which has no rows
     */
    public long rowCount() {
        if (shape.isEmpty()) {
            throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + " is a scalar and has no rows");
        }
        return shape.get(0);
    }

    /**
     * The bytes of one row: everything below one index of the first dimension. 0 if there are no rows.
     *
     * @throws IllegalArgumentException if the tensor is a scalar, or if its rows do not fill whole bytes (three F4 take 12
     *     bits)
     */
    public long rowBytes() {
        return rowCount() == 0 ? 0 : dtype.byteSize(CheckedMath.elements(shape.subList(1, shape.size())));
    }

    /** A tensor that begins where the data buffer does. */
    static TensorInfo atStart(String name, DType dtype, List<Long> shape) {
        return new TensorInfo(name, dtype, shape, 0, dtype.byteSize(CheckedMath.elements(shape)));
    }

    TensorInfo movedTo(long newBegin) {
        return new TensorInfo(name, dtype, shape, newBegin, CheckedMath.add(newBegin, byteSize(), "size of the data"));
    }

    /** Refuses text that UTF-8 cannot carry. */
    static void requireText(String text, String what) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(what + " holds a lone surrogate: " + JsonText.shown(text));
        }
    }
}
