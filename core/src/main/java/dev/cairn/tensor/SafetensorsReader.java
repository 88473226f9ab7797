package dev.cairn.tensor;

import dev.cairn.CorruptException;
import dev.cairn.TooLargeException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads tensors of a safetensors file, whole or in part, without reading the rest.
 *
 * <p>Values come back bit for bit, NaN payloads included, wherever in the file they lie. Nothing is cached. Safe for use by
 * many threads if its source is. Does not close the source.
 *
 * <p>Every method that takes a name throws {@link IllegalArgumentException} if there is no such tensor, and every range
 * {@link IndexOutOfBoundsException} if it leaves the tensor; all throw {@link EOFException} if the file was shortened
 * since the header was read.
 */
public final class SafetensorsReader {
    private final PositionalBytes source;
    private final SafetensorsHeader header;

    private SafetensorsReader(PositionalBytes source, SafetensorsHeader header) {
        this.source = source;
        this.header = header;
    }

    /**
     * Reads and checks the header.
     *
     * @throws CorruptException if the file is not valid; see {@link SafetensorsHeader#read}
     */
    public static SafetensorsReader open(PositionalBytes source) throws IOException {
        return new SafetensorsReader(source, SafetensorsHeader.read(source));
    }

    public SafetensorsHeader header() {
        return header;
    }

    /**
     * A whole tensor of any type.
     *
     * @throws TooLargeException if it has more bytes than an array or the heap can hold
     */
    public Tensor tensor(String name) throws IOException {
        TensorInfo tensor = info(name);
        return Tensor.adopt(tensor.dtype(), tensor.shape(), ByteBuffer.wrap(bytes(name)));
    }

    /**
     * So many rows of a tensor of any type, from this one on: a tensor of the same type and shape, but for the first
     * dimension, which is {@code count}.
     *
     * @throws IllegalArgumentException if the tensor is a scalar, or if its rows do not fill whole bytes
     * @throws TooLargeException if they have more bytes than an array or the heap can hold
     */
    public Tensor readRows(String name, long firstRow, long count) throws IOException {
        TensorInfo tensor = rows(info(name), firstRow, count);
        List<Long> shape = new ArrayList<>(tensor.shape());
        shape.set(0, count);
        byte[] rows = bytes(name, firstRow * tensor.rowBytes(), count * tensor.rowBytes());
        return Tensor.adopt(tensor.dtype(), shape, ByteBuffer.wrap(rows));
    }

    /**
     * Puts the bytes of so many rows into the target, little-endian as they are, and moves its position past them; see
     * {@link #readRows(String, long, long)}.
     *
     * @throws IllegalArgumentException also if the target has less room; nothing is read then
     */
    public void readRows(String name, long firstRow, long count, ByteBuffer target) throws IOException {
        TensorInfo tensor = rows(info(name), firstRow, count);
        long bytes = count * tensor.rowBytes();
        if (bytes > target.remaining()) {
            throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + ": " + count + " rows take " + bytes
                    + " bytes, but the target has room for " + target.remaining());
        }
        read(name, firstRow * tensor.rowBytes(), target.slice(target.position(), (int) bytes));
        target.position(target.position() + (int) bytes);
    }

    /** Fills the target with the bytes of a tensor of any type, from this byte of it on. */
    public void read(String name, long byteOffset, ByteBuffer target) throws IOException {
        TensorInfo tensor = info(name);
        Objects.checkFromIndexSize(byteOffset, target.remaining(), tensor.byteSize());
        source.readFully(header.dataStart() + tensor.begin() + byteOffset, target);
    }

    /**
     * All values of an F64 tensor, the last dimension varying fastest.
     *
     * @throws IllegalArgumentException if the tensor has another type
     * @throws TooLargeException if it has more elements than an array or the heap can hold
     */
    public double[] doubles(String name) throws IOException {
        return doubles(name, 0, info(name, DType.F64).elementCount());
    }

    /**
     * All values of several F64 tensors, by their names, in this order; quicker than one after the other where they are large.
     *
     * @throws IllegalArgumentException if one has another type
     * @throws TooLargeException if one has more elements than an array or the heap can hold
     */
    public Map<String, double[]> doubles(Collection<String> names) throws IOException {
        Map<String, DoubleRanges.Target> targets = new LinkedHashMap<>();
        DoubleRanges ranges = new DoubleRanges();
        for (String name : names) {
            TensorInfo tensor = info(name, DType.F64);
            int length = arrayLength(tensor, tensor.elementCount(), Double.BYTES);
            targets.put(name, ranges.add(position(tensor, 0), length));
        }
        ranges.read(source);
        Map<String, double[]> all = new LinkedHashMap<>();
        targets.forEach((name, target) -> all.put(name, target.values()));
        return all;
    }

    /** So many values of an F64 tensor, from this element on; see {@link #doubles(String)}. */
    public double[] doubles(String name, long firstElement, long count) throws IOException {
        TensorInfo tensor = range(info(name, DType.F64), firstElement, count);
        DoubleRanges ranges = new DoubleRanges();
        DoubleRanges.Target target =
                ranges.add(position(tensor, firstElement), arrayLength(tensor, count, Double.BYTES));
        ranges.read(source);
        return target.values();
    }

    /**
     * All values of an I64 tensor, the last dimension varying fastest.
     *
     * @throws IllegalArgumentException if the tensor has another type
     * @throws TooLargeException if it has more elements than an array or the heap can hold
     */
    public long[] longs(String name) throws IOException {
        return longs(name, 0, info(name, DType.I64).elementCount());
    }

    /** So many values of an I64 tensor, from this element on; see {@link #longs(String)}. */
    public long[] longs(String name, long firstElement, long count) throws IOException {
        TensorInfo tensor = range(info(name, DType.I64), firstElement, count);
        long[] values = new long[arrayLength(tensor, count, Long.BYTES)];
        LongWords.read(
                source,
                position(tensor, firstElement),
                values.length,
                (block, at, length) -> block.asLongBuffer().get(values, at, length));
        return values;
    }

    /**
     * All bytes of a tensor of any type, as they are in the file: little-endian, the last dimension varying fastest.
     *
     * @throws TooLargeException if it has more bytes than an array or the heap can hold
     */
    public byte[] bytes(String name) throws IOException {
        return bytes(name, 0, info(name).byteSize());
    }

    /** So many bytes of a tensor of any type, from this byte of it on; see {@link #bytes(String)}. */
    public byte[] bytes(String name, long firstByte, long count) throws IOException {
        TensorInfo tensor = info(name);
        Objects.checkFromIndexSize(firstByte, count, tensor.byteSize());
        byte[] values = new byte[arrayLength(tensor, count, 1)];
        read(name, firstByte, ByteBuffer.wrap(values));
        return values;
    }

    private TensorInfo info(String name) {
        return header.find(name)
                .orElseThrow(() -> new IllegalArgumentException("The file has no tensor " + JsonText.shown(name)
                        + " among its " + header.names().size()));
    }

    private TensorInfo info(String name, DType wanted) {
        TensorInfo tensor = info(name);
        if (tensor.dtype() != wanted) {
            throw new IllegalArgumentException("Tensor " + JsonText.shown(name) + " is " + tensor.dtype() + ", not "
                    + wanted + ". Read its bytes instead.");
        }
        return tensor;
    }

    private static TensorInfo range(TensorInfo tensor, long firstElement, long count) {
        Objects.checkFromIndexSize(firstElement, count, tensor.elementCount());
        return tensor;
    }

    private static TensorInfo rows(TensorInfo tensor, long firstRow, long count) {
        Objects.checkFromIndexSize(firstRow, count, tensor.rowCount());
        return tensor;
    }

    /** Where in the source an element of eight bytes is. */
    private long position(TensorInfo tensor, long element) {
        return header.dataStart() + tensor.begin() + element * Long.BYTES;
    }

    private static int arrayLength(TensorInfo tensor, long count, int bytesEach) {
        return HeapLimit.length("Tensor " + JsonText.shown(tensor.name()), count, bytesEach);
    }
}
