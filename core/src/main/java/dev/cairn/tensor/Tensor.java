package dev.cairn.tensor;

import dev.cairn.TooLargeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * A typed array in memory: element type, shape, and the bytes of its elements, little-endian, the last dimension varying
 * fastest.
 *
 * <p>Immutable, and equal to another with the same type, shape and bytes. What is given as an array or buffer is copied.
 * Holds any of the types of {@link DType} bit for bit, NaN payloads included, and at most 2^31-9 bytes; larger tensors are
 * read and written in parts ({@link SafetensorsReader#readRows}, {@link SafetensorsWriter}).
 *
 * <p>There are two ways to the values. {@link #doubles()}, {@link #floats()}, {@link #longs()}, {@link #ints()},
 * {@link #shorts()} and {@link #booleans()} give the elements as they are and refuse a tensor of another type;
 * {@link #toDoubles()}, {@link #toFloats()} and {@link #toLongs()} widen. {@link #buffer()} is a view of the bytes without
 * a copy, for instance {@code tensor.buffer().asFloatBuffer()}.
 *
 * <p>A factory's shape has the slowest dimension first; without one, the tensor is a scalar, of one value. Each throws
 * {@link IllegalArgumentException} if values and shape do not agree.
 */
public final class Tensor {
    private final DType dtype;
    private final List<Long> shape;
    private final ByteBuffer data;

    private Tensor(DType dtype, List<Long> shape, ByteBuffer data) {
        this.dtype = dtype;
        this.shape = List.copyOf(shape);
        this.data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long needed = dtype.byteSize(CheckedMath.elements(this.shape));
        if (needed != this.data.limit()) {
            throw new IllegalArgumentException(dtype + " of shape " + JsonText.shown(this.shape) + " needs " + needed
                    + " bytes, but " + this.data.limit() + " were given. Without a shape, one value is expected.");
        }
    }

    /** Takes over a buffer that nobody changes from now on. */
    static Tensor adopt(DType dtype, List<Long> shape, ByteBuffer data) {
        return new Tensor(dtype, shape, data);
    }

    /** A tensor of any type, from the bytes between position and limit of the buffer, which stay where they are. */
    public static Tensor of(DType dtype, ByteBuffer littleEndian, long... shape) {
        ByteBuffer copy = ByteBuffer.allocate(littleEndian.remaining());
        return new Tensor(
                dtype, boxed(shape), copy.put(littleEndian.duplicate()).flip());
    }

    /** An F64 tensor, bit for bit. */
    public static Tensor of(double[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Double.BYTES);
        data.asDoubleBuffer().put(values);
        return new Tensor(DType.F64, boxed(shape), data);
    }

    /** An F32 tensor, bit for bit. */
    public static Tensor of(float[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Float.BYTES);
        data.asFloatBuffer().put(values);
        return new Tensor(DType.F32, boxed(shape), data);
    }

    /** An I64 tensor; {@link #as} makes it a U64 one. */
    public static Tensor of(long[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Long.BYTES);
        data.asLongBuffer().put(values);
        return new Tensor(DType.I64, boxed(shape), data);
    }

    /** An I32 tensor; {@link #as} makes it a U32 one. */
    public static Tensor of(int[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Integer.BYTES);
        data.asIntBuffer().put(values);
        return new Tensor(DType.I32, boxed(shape), data);
    }

    /** An I16 tensor; {@link #as} makes it a U16, F16 or BF16 one. */
    public static Tensor of(short[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Short.BYTES);
        data.asShortBuffer().put(values);
        return new Tensor(DType.I16, boxed(shape), data);
    }

    /** An I8 tensor; {@link #as} makes it a U8 one. */
    public static Tensor of(byte[] values, long... shape) {
        return of(DType.I8, ByteBuffer.wrap(values), shape);
    }

    /** A BOOL tensor, of bytes 1 and 0. */
    public static Tensor of(boolean[] values, long... shape) {
        ByteBuffer data = allocate(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            data.put(i, (byte) (values[i] ? 1 : 0));
        }
        return new Tensor(DType.BOOL, boxed(shape), data);
    }

    /** An F16 tensor of these values, rounded as {@link HalfFloats} says. */
    public static Tensor ofF16(float[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Short.BYTES);
        for (int i = 0; i < values.length; i++) {
            data.putShort(i * Short.BYTES, HalfFloats.floatToF16(values[i]));
        }
        return new Tensor(DType.F16, boxed(shape), data);
    }

    /** A BF16 tensor of these values, rounded as {@link HalfFloats} says. */
    public static Tensor ofBf16(float[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Short.BYTES);
        for (int i = 0; i < values.length; i++) {
            data.putShort(i * Short.BYTES, HalfFloats.floatToBf16(values[i]));
        }
        return new Tensor(DType.BF16, boxed(shape), data);
    }

    /**
     * The same bits as elements of another type of the same width; nothing is copied or converted.
     *
     * @throws IllegalArgumentException if the widths differ
     */
    public Tensor as(DType other) {
        if (other.bits() != dtype.bits()) {
            throw new IllegalArgumentException(
                    dtype + " has " + dtype.bits() + " bits and " + other + " has " + other.bits());
        }
        return new Tensor(other, shape, data);
    }

    /** The type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** The dimensions, the slowest first; empty for a scalar. */
    public List<Long> shape() {
        return shape;
    }

    /** The number of elements: the product of the shape, 1 for a scalar. */
    public long elementCount() {
        return CheckedMath.elements(shape);
    }

    /** The number of bytes of all elements. */
    public int byteSize() {
        return data.limit();
    }

    /** A new read-only view of all bytes, little-endian, from its position 0 to its limit. */
    public ByteBuffer buffer() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of all bytes of a tensor of any type; the values of an I8 or U8 one. */
    public byte[] bytes() {
        byte[] bytes = new byte[data.limit()];
        data.get(0, bytes);
        return bytes;
    }

    /** The elements of an F64 tensor, bit for bit. */
    public double[] doubles() {
        double[] values = new double[length(DType.F64)];
        data.asDoubleBuffer().get(values);
        return values;
    }

    /** The elements of an F32 tensor, bit for bit. */
    public float[] floats() {
        float[] values = new float[length(DType.F32)];
        data.asFloatBuffer().get(values);
        return values;
    }

    /** The elements of an I64 tensor, or the bits of a U64 one; {@link Long#toUnsignedString(long)} shows those. */
    public long[] longs() {
        long[] values = new long[length(DType.I64, DType.U64)];
        data.asLongBuffer().get(values);
        return values;
    }

    /** The elements of an I32 tensor, or the bits of a U32 one. */
    public int[] ints() {
        int[] values = new int[length(DType.I32, DType.U32)];
        data.asIntBuffer().get(values);
        return values;
    }

    /** The elements of an I16 tensor, or the bits of a U16, F16 or BF16 one. */
    public short[] shorts() {
        short[] values = new short[length(DType.I16, DType.U16, DType.F16, DType.BF16)];
        data.asShortBuffer().get(values);
        return values;
    }

    /** The elements of a BOOL tensor; every byte but 0 is true. */
    public boolean[] booleans() {
        boolean[] values = new boolean[length(DType.BOOL)];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(i) != 0;
        }
        return values;
    }

    /**
     * All values as doubles. Exact for every type but I64 and U64, whose values beyond 2^53 are rounded to the nearest,
     * ties to even; true is 1. A NaN becomes a NaN, and may lose its payload.
     *
     * @throws IllegalArgumentException if the type is C64, or one of F4, F6_E2M3 and F6_E3M2, whose packing the format does
     *     not say
     * @throws TooLargeException if the heap cannot hold them
     */
    public double[] toDoubles() {
        IntToDoubleFunction element = Elements.doubles(dtype, data);
        double[] values = new double[widened(Double.BYTES)];
        Arrays.setAll(values, element);
        return values;
    }

    /**
     * All values as floats, exactly; those of F16, BF16 and F32 with their NaN payloads.
     *
     * @throws IllegalArgumentException if the type has values that a float does not hold: integers of 32 and 64 bits, F64, and
     *     those that {@link #toDoubles()} refuses
     * @throws TooLargeException if the heap cannot hold them
     */
    public float[] toFloats() {
        Elements.FloatAt element = Elements.floats(dtype, data);
        float[] values = new float[widened(Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.get(i);
        }
        return values;
    }

    /**
     * All values of an integer type as longs, exactly; U64 as the bits of an unsigned long. True is 1.
     *
     * @throws IllegalArgumentException if the type is no integer type
     * @throws TooLargeException if the heap cannot hold them
     */
    public long[] toLongs() {
        IntToLongFunction element = Elements.longs(dtype, data);
        long[] values = new long[widened(Long.BYTES)];
        Arrays.setAll(values, element);
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && dtype == that.dtype
                && shape.equals(that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + shape.hashCode()) + data.hashCode();
    }

    /** Type and shape, not the values: {@code F32 [64, 256]}. */
    @Override
    public String toString() {
        return dtype + " " + JsonText.shown(shape);
    }

    static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    private static ByteBuffer allocate(int count, int bytesEach) {
        int bytes = HeapLimit.length("The bytes of the tensor", (long) count * bytesEach, 1);
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int widened(int bytesEach) {
        return HeapLimit.length("The tensor " + this, elementCount(), bytesEach);
    }

    /** The number of elements, if the tensor has one of these types. */
    private int length(DType... fitting) {
        if (!List.of(fitting).contains(dtype)) {
            throw new IllegalArgumentException("The tensor is " + dtype + ", not "
                    + String.join(" or ", Arrays.stream(fitting).map(Enum::name).toList())
                    + ". Widen it with toDoubles(), toFloats() or toLongs(), or read its bytes.");
        }
        return (int) elementCount();
    }
}
