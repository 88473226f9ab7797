package dev.cairn.tensor;

/**
 * The element types of safetensors, in the ascending order by which its reference writer sorts tensors.
 *
 * <p>The names are those of the format, exactly. A constant knows its width only: nothing here converts values.
 */
public enum DType {
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    C64(64),
    F64(64),
    I64(64),
    U64(64);

    private final int bits;

    DType(int bits) {
        this.bits = bits;
    }

    /** The bits of one element: 4, 6, 8, 16, 32 or 64. */
    public int bits() {
        return bits;
    }

    /**
     * The bytes that so many elements take, packed without gaps.
     *
     * @throws IllegalArgumentException if {@code elements} is negative, if their bits exceed 2^63-1, or if they do not
     *     fill whole bytes (three F4 take 12 bits)
     */
    public long byteSize(long elements) {
        long total = CheckedMath.multiply(CheckedMath.notNegative(elements, "element count"), bits, "size in bits");
        if (total % Byte.SIZE != 0) {
            throw new IllegalArgumentException(elements + " elements of " + this + " take " + total
                    + " bits, which is not a whole number of bytes");
        }
        return total / Byte.SIZE;
    }
}
