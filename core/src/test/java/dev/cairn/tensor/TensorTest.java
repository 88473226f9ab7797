package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

    @Nested
    class Made {

        @Test
        void fromArraysHasTheTypeOfTheArrayAndLittleEndianBytes() {
            assertThat(Tensor.of(new double[] {1}, 1).buffer()).isEqualTo(bytes(0, 0, 0, 0, 0, 0, 0xf0, 0x3f));
            assertThat(Tensor.of(new float[] {1}, 1).buffer()).isEqualTo(bytes(0, 0, 0x80, 0x3f));
            assertThat(Tensor.of(new long[] {-2}).buffer())
                    .isEqualTo(bytes(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
            assertThat(Tensor.of(new int[] {0x01020304}).buffer()).isEqualTo(bytes(4, 3, 2, 1));
            assertThat(Tensor.of(new short[] {0x0102, 3}, 2).buffer()).isEqualTo(bytes(2, 1, 3, 0));
            assertThat(Tensor.of(new byte[] {-1, 5}, 2, 1).buffer()).isEqualTo(bytes(0xff, 5));
            assertThat(Tensor.of(new boolean[] {true, false}, 1, 2).buffer()).isEqualTo(bytes(1, 0));
            assertThat(Tensor.ofF16(new float[] {1, -0f}, 2).buffer()).isEqualTo(bytes(0, 0x3c, 0, 0x80));
            assertThat(Tensor.ofBf16(new float[] {1, -0f}, 2).buffer()).isEqualTo(bytes(0x80, 0x3f, 0, 0x80));
        }

        @ParameterizedTest
        @EnumSource(DType.class)
        void fromABufferKeepsEveryBitOfEveryType(DType dtype) {
            byte[] bits = new byte[3 * dtype.bits()];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = (byte) (i * 37 + 0x7f);
            }
            Tensor tensor = Tensor.of(dtype, ByteBuffer.wrap(bits), 3, 8);
            assertThat(tensor.dtype()).isEqualTo(dtype);
            assertThat(tensor.shape()).containsExactly(3L, 8L);
            assertThat(tensor.elementCount()).isEqualTo(24);
            assertThat(tensor.byteSize()).isEqualTo(bits.length);
            assertThat(tensor.bytes()).isEqualTo(bits);
            assertThat(tensor).hasToString(dtype + " [3, 8]");
        }

        @Test
        void takesTheBytesBetweenPositionAndLimitAndLeavesThemThere() {
            ByteBuffer buffer = bytes(9, 1, 2, 9).position(1).limit(3);
            assertThat(Tensor.of(DType.U8, buffer, 2).bytes()).containsExactly(1, 2);
            assertThat(buffer.position()).isEqualTo(1);
        }

        @Test
        void isAScalarWithoutShapeAndEmptyWithAZero() {
            assertThat(Tensor.of(new double[] {3.5}).shape()).isEmpty();
            assertThat(Tensor.of(new double[0], 0, 4).doubles()).isEmpty();
        }

        @Test
        void refusesValuesThatDoNotFitTheShape() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.of(new double[3]))
                    .withMessageContaining("F64 of shape [] needs 8 bytes, but 24 were given");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.of(new int[3], 2, 2))
                    .withMessageContaining("I32 of shape [2, 2] needs 16 bytes, but 12 were given");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.of(new int[0], -1))
                    .withMessageContaining("negative");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.of(new int[0], Long.MAX_VALUE, 2))
                    .withMessageContaining("overflows");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.of(DType.F4, bytes(1), 3))
                    .withMessageContaining("12 bits");
        }

        @Test
        void changesForNobody() {
            double[] values = {1, 2};
            ByteBuffer given = bytes(1, 2);
            Tensor doubles = Tensor.of(values, 2);
            Tensor raw = Tensor.of(DType.U8, given, 2);
            values[0] = 9;
            given.put(0, (byte) 9);
            doubles.doubles()[1] = 9;
            raw.bytes()[1] = 9;
            doubles.buffer().position(8);
            assertThat(doubles.doubles()).containsExactly(1, 2);
            assertThat(raw.bytes()).containsExactly(1, 2);
            assertThatExceptionOfType(ReadOnlyBufferException.class)
                    .isThrownBy(() -> raw.buffer().put(0, (byte) 1));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> raw.shape().set(0, 1L));
        }

        @Test
        void equalsAnotherOfTheSameTypeShapeAndBytes() {
            Tensor tensor = Tensor.of(new int[] {1, 2}, 2);
            assertThat(tensor)
                    .isEqualTo(Tensor.of(new int[] {1, 2}, 2))
                    .hasSameHashCodeAs(Tensor.of(new int[] {1, 2}, 2));
            assertThat(tensor)
                    .isNotEqualTo(Tensor.of(new int[] {1, 3}, 2))
                    .isNotEqualTo(Tensor.of(new int[] {1, 2}, 2, 1))
                    .isNotEqualTo(tensor.as(DType.U32))
                    .isNotEqualTo("I32 [2]");
            assertThat(Tensor.of(new double[] {0.0})).isNotEqualTo(Tensor.of(new double[] {-0.0}));
        }

        @Test
        void isTheSameBitsAsAnotherTypeOfTheSameWidth() {
            assertThat(Tensor.of(new byte[] {-1}).as(DType.U8).toLongs()).containsExactly(255);
            assertThat(Tensor.of(new short[] {0x3c00}).as(DType.F16).toFloats()).containsExactly(1f);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.of(new short[1], 1).as(DType.F32))
                    .withMessage("I16 has 16 bits and F32 has 32");
        }
    }

    @Nested
    class Values {

        @Test
        void comeAsTheyAreWhereTheTypeFits() {
            assertThat(Tensor.of(new float[] {1.5f, -0f}, 2).floats()).containsExactly(1.5f, -0f);
            assertThat(Tensor.of(new long[] {-1}).as(DType.U64).longs()).containsExactly(-1);
            assertThat(Tensor.of(new int[] {-1}).as(DType.U32).ints()).containsExactly(-1);
            assertThat(Tensor.of(new short[] {-1}).as(DType.BF16).shorts()).containsExactly(-1);
            assertThat(Tensor.of(DType.BOOL, bytes(0, 1, 2), 3).booleans()).containsExactly(false, true, true);
        }

        @Test
        void keepTheBitsOfASignallingNaN() {
            double[] doubles = {Double.longBitsToDouble(0x7ff0_0000_0000_0001L)};
            float[] floats = {Float.intBitsToFloat(0xff80_0001)};
            assertThat(Double.doubleToRawLongBits(Tensor.of(doubles).doubles()[0]))
                    .isEqualTo(0x7ff0_0000_0000_0001L);
            assertThat(Float.floatToRawIntBits(Tensor.of(floats).floats()[0])).isEqualTo(0xff80_0001);
            assertThat(Float.floatToRawIntBits(Tensor.of(floats).toFloats()[0])).isEqualTo(0xff80_0001);
        }

        @Test
        void areRefusedWhereTheTypeIsAnotherAndNameBoth() {
            Tensor tensor = Tensor.of(new int[] {1});
            assertThatIllegalArgumentException()
                    .isThrownBy(tensor::doubles)
                    .withMessageContaining("The tensor is I32, not F64.");
            assertThatIllegalArgumentException()
                    .isThrownBy(tensor::longs)
                    .withMessageContaining("The tensor is I32, not I64 or U64.");
            assertThatIllegalArgumentException().isThrownBy(tensor::floats);
            assertThatIllegalArgumentException().isThrownBy(tensor::shorts);
            assertThatIllegalArgumentException().isThrownBy(tensor::booleans);
            assertThatIllegalArgumentException().isThrownBy(tensor.as(DType.F32)::ints);
        }
    }

    @Nested
    class Widened {
        private static final ByteBuffer ONES = bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

        @Test
        void toDoublesIsExactForIntegersOfUpTo32Bits() {
            assertThat(Tensor.of(DType.I8, bytes(0x80, 0x7f), 2).toDoubles()).containsExactly(-128, 127);
            assertThat(Tensor.of(DType.U8, bytes(0x80, 0xff), 2).toDoubles()).containsExactly(128, 255);
            assertThat(Tensor.of(DType.I16, ONES, 4).toDoubles()).containsOnly(-1);
            assertThat(Tensor.of(DType.U16, ONES, 4).toDoubles()).containsOnly(65_535);
            assertThat(Tensor.of(DType.I32, ONES, 2).toDoubles()).containsOnly(-1);
            assertThat(Tensor.of(DType.U32, ONES, 2).toDoubles()).containsOnly(4_294_967_295.0);
            assertThat(Tensor.of(new boolean[] {true, false}, 2).toDoubles()).containsExactly(1, 0);
        }

        @Test
        void toDoublesRoundsIntegersOf64BitsToTheNearestAndTiesToEven() {
            assertThat(Tensor.of(DType.I64, ONES, 1).toDoubles()).containsExactly(-1);
            assertThat(Tensor.of(DType.U64, ONES, 1).toDoubles()).containsExactly(0x1p64);
            assertThat(Tensor.of(new long[] {(1L << 53) + 1}).toDoubles()).containsExactly(0x1p53);
            assertThat(Tensor.of(new long[] {Long.MIN_VALUE + 1024, Long.MIN_VALUE + 1025}, 2)
                            .as(DType.U64)
                            .toDoubles())
                    .containsExactly(0x1p63, 0x1p63 + 2048);
        }

        @Test
        void toDoublesAndToFloatsKeepFloatingPointValues() {
            assertThat(Tensor.of(new double[] {-0.0, Double.MIN_VALUE}, 2).toDoubles())
                    .containsExactly(-0.0, Double.MIN_VALUE);
            assertThat(Tensor.of(new float[] {Float.MIN_VALUE}).toDoubles()).containsExactly(Float.MIN_VALUE);
            assertThat(Tensor.ofF16(new float[] {65_504, 0x1p-24f}, 2).toDoubles())
                    .containsExactly(65_504, 0x1p-24);
            assertThat(Tensor.ofBf16(new float[] {-1.5f, Float.NEGATIVE_INFINITY}, 2)
                            .toFloats())
                    .containsExactly(-1.5f, Float.NEGATIVE_INFINITY);
            assertThat(Tensor.of(DType.U16, ONES, 4).toFloats()).containsOnly(65_535);
        }

        @Test
        void toLongsIsExactForEveryIntegerType() {
            assertThat(Tensor.of(DType.U8, bytes(0xff), 1).toLongs()).containsExactly(255);
            assertThat(Tensor.of(DType.I8, bytes(0xff), 1).toLongs()).containsExactly(-1);
            assertThat(Tensor.of(DType.I16, ONES, 4).toLongs()).containsOnly(-1);
            assertThat(Tensor.of(DType.U16, ONES, 4).toLongs()).containsOnly(65_535);
            assertThat(Tensor.of(DType.I32, ONES, 2).toLongs()).containsOnly(-1);
            assertThat(Tensor.of(DType.U32, ONES, 2).toLongs()).containsOnly(4_294_967_295L);
            assertThat(Tensor.of(DType.U64, ONES, 1).toLongs()).containsOnly(-1);
            assertThat(Tensor.of(DType.BOOL, bytes(0, 2), 2).toLongs()).containsExactly(0, 1);
        }

        @Test
        void knowsTheLimitsOfFloatsOfEightBits() {
            assertThat(eight(DType.F8_E5M2, 0x7b, 0x01, 0x7c, 0x80)).containsExactly(57_344, 0x1p-16f, inf(), -0f);
            assertThat(eight(DType.F8_E4M3, 0x7e, 0x01, 0x7f, 0x38)).containsExactly(448, 0x1p-9f, Float.NaN, 1);
            assertThat(eight(DType.F8_E4M3FNUZ, 0x7f, 0x01, 0x80, 0x40)).containsExactly(240, 0x1p-10f, Float.NaN, 1);
            assertThat(eight(DType.F8_E5M2FNUZ, 0x7f, 0x01, 0x80, 0x40))
                    .containsExactly(57_344, 0x1p-17f, Float.NaN, 1);
            assertThat(eight(DType.F8_E8M0, 0xfe, 0x00, 0xff, 0x7f)).containsExactly(0x1p127f, 0x1p-127f, Float.NaN, 1);
            assertThat(eight(DType.F8_E4M3, 0xb8, 0x39, 0xff, 0x80)).containsExactly(-1, 1.125f, Float.NaN, -0f);
        }

        @ParameterizedTest
        @EnumSource(
                value = DType.class,
                names = {"F4", "F6_E2M3", "F6_E3M2", "C64"})
        void refusesWhatIsPackedOrComplex(DType dtype) {
            Tensor tensor = Tensor.of(dtype, ByteBuffer.allocate(dtype.bits()), 8);
            assertThatIllegalArgumentException()
                    .isThrownBy(tensor::toDoubles)
                    .withMessageContaining("Values of " + dtype + " do not widen to doubles");
            assertThatIllegalArgumentException().isThrownBy(tensor::toFloats);
            assertThatIllegalArgumentException().isThrownBy(tensor::toLongs);
        }

        @ParameterizedTest
        @EnumSource(
                value = DType.class,
                names = {"I32", "U32", "F64", "I64", "U64"})
        void refusesToFloatsWhereAFloatIsTooNarrow(DType dtype) {
            Tensor tensor = Tensor.of(dtype, ByteBuffer.allocate(dtype.bits()), 8);
            assertThatIllegalArgumentException().isThrownBy(tensor::toFloats);
            assertThat(tensor.toDoubles()).containsOnly(0);
        }

        private static float inf() {
            return Float.POSITIVE_INFINITY;
        }

        private static float[] eight(DType dtype, int... bits) {
            return Tensor.of(dtype, bytes(bits), bits.length).toFloats();
        }
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        IntStream.of(values).forEach(value -> buffer.put((byte) value));
        return buffer.flip();
    }
}
