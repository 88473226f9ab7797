package dev.cairn.tensor;

import java.nio.ByteBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** Reads single elements of little-endian data as a wider type of Java. */
final class Elements {
    private Elements() {}

    /** An element by its index, as a float. */
    interface FloatAt {
        float get(int index);
    }

    /** For the types whose every value a float holds. */
    static FloatAt floats(DType dtype, ByteBuffer data) {
        return switch (dtype) {
            case BOOL -> i -> data.get(i) == 0 ? 0 : 1;
            case U8 -> i -> data.get(i) & 0xff;
            case I8 -> data::get;
            case F8_E5M2 -> i -> EightBitFloats.e5m2(data.get(i));
            case F8_E4M3 -> i -> EightBitFloats.e4m3(data.get(i));
            case F8_E8M0 -> i -> EightBitFloats.e8m0(data.get(i));
            case F8_E4M3FNUZ -> i -> EightBitFloats.e4m3fnuz(data.get(i));
            case F8_E5M2FNUZ -> i -> EightBitFloats.e5m2fnuz(data.get(i));
            case I16 -> i -> data.getShort(i * Short.BYTES);
            case U16 -> i -> data.getChar(i * Character.BYTES);
            case F16 -> i -> HalfFloats.f16ToFloat(data.getShort(i * Short.BYTES));
            case BF16 -> i -> HalfFloats.bf16ToFloat(data.getShort(i * Short.BYTES));
            case F32 -> i -> data.getFloat(i * Float.BYTES);
            default -> throw refused(dtype, "floats");
        };
    }

    /** For all types but those that are complex or packed; 64-bit integers are rounded to the nearest double. */
    static IntToDoubleFunction doubles(DType dtype, ByteBuffer data) {
        return switch (dtype) {
            case I32 -> i -> data.getInt(i * Integer.BYTES);
            case U32 -> i -> Integer.toUnsignedLong(data.getInt(i * Integer.BYTES));
            case I64 -> i -> data.getLong(i * Long.BYTES);
            case U64 -> i -> unsignedToDouble(data.getLong(i * Long.BYTES));
            case F64 -> i -> data.getDouble(i * Double.BYTES);
            case F4, F6_E2M3, F6_E3M2, C64 -> throw refused(dtype, "doubles");
            default -> floats(dtype, data)::get;
        };
    }

    /** For integers; U64 as the bits of an unsigned long. */
    static IntToLongFunction longs(DType dtype, ByteBuffer data) {
        return switch (dtype) {
            case BOOL -> i -> data.get(i) == 0 ? 0 : 1;
            case U8 -> i -> data.get(i) & 0xff;
            case I8 -> data::get;
            case I16 -> i -> data.getShort(i * Short.BYTES);
            case U16 -> i -> data.getChar(i * Character.BYTES);
            case I32 -> i -> data.getInt(i * Integer.BYTES);
            case U32 -> i -> Integer.toUnsignedLong(data.getInt(i * Integer.BYTES));
            case I64, U64 -> i -> data.getLong(i * Long.BYTES);
            default -> throw refused(dtype, "longs");
        };
    }

    /** Halves a number above 2^63 and keeps its last bit in sight, so that it is rounded once and to even. */
    private static double unsignedToDouble(long bits) {
        return bits >= 0 ? bits : (double) ((bits >>> 1) | (bits & 1)) * 2;
    }

    private static IllegalArgumentException refused(DType dtype, String type) {
        return new IllegalArgumentException("Values of " + dtype + " do not widen to " + type
                + " without loss. Read the bytes, or ask for a wider type.");
    }
}
