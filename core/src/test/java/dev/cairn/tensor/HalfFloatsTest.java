package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All 65,536 patterns of both types, against the definition of binary floating point written out with powers of two. */
class HalfFloatsTest {

    @Nested
    class F16 {
        private static final int INFINITY = 0x7c00;

        @Test
        void everyPatternHasTheValueOfItsDefinition() {
            patterns()
                    .filter(p -> (p & 0x7fff) < INFINITY)
                    .forEach(p -> assertThat((double) HalfFloats.f16ToFloat((short) p))
                            .as("%x", p)
                            .isEqualTo(HalfPatterns.F16.value(p)));
            assertThat(HalfFloats.f16ToFloat((short) INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(HalfFloats.f16ToFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        }

        @Test
        void everyPatternComesBackFromFloatBitForBit() {
            patterns()
                    .forEach(p -> assertThat(HalfFloats.floatToF16(HalfFloats.f16ToFloat((short) p)))
                            .as("%x", p)
                            .isEqualTo((short) p));
        }

        @Test
        void everyPatternAboveInfinityIsANaNWithItsSignAndPayload() {
            patterns().filter(p -> (p & 0x7fff) > INFINITY).forEach(p -> {
                int bits = Float.floatToRawIntBits(HalfFloats.f16ToFloat((short) p));
                assertThat(bits).as("%x", p).isEqualTo(((p & 0x8000) << 16) | 0x7f80_0000 | ((p & 0x3ff) << 13));
            });
        }

        @Test
        void roundsBetweenAnyTwoNeighboursToTheNearerAndTiesToTheEvenOne() {
            HalfPatterns.F16.neighbours((low, high, middle) -> {
                assertThat(HalfFloats.floatToF16(middle)).as("%x", low).isEqualTo((short) (low % 2 == 0 ? low : high));
                assertThat(HalfFloats.floatToF16(Math.nextDown(middle))).isEqualTo((short) low);
                assertThat(HalfFloats.floatToF16(Math.nextUp(middle))).isEqualTo((short) high);
                assertThat(HalfFloats.floatToF16(-middle)).isEqualTo((short) ((low % 2 == 0 ? low : high) | 0x8000));
            });
        }

        @Test
        void keepsWhatFitsOfANaNAndNeverMakesItAnInfinity() {
            assertThat(f16(0x7f80_0001)).as("payload below what fits").isEqualTo((short) 0x7e00);
            assertThat(f16(0xff80_1fff)).isEqualTo((short) 0xfe00);
            assertThat(f16(0x7f80_2000)).as("signalling").isEqualTo((short) 0x7c01);
            assertThat(f16(0x7fc0_0000)).as("quiet").isEqualTo((short) 0x7e00);
        }

        private static short f16(int floatBits) {
            return HalfFloats.floatToF16(Float.intBitsToFloat(floatBits));
        }
    }

    @Nested
    class Bf16 {
        private static final int INFINITY = 0x7f80;

        @Test
        void everyPatternHasTheValueOfItsDefinition() {
            patterns()
                    .filter(p -> (p & 0x7fff) < INFINITY)
                    .forEach(p -> assertThat((double) HalfFloats.bf16ToFloat((short) p))
                            .as("%x", p)
                            .isEqualTo(HalfPatterns.BF16.value(p)));
            assertThat(HalfFloats.bf16ToFloat((short) INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        }

        @Test
        void everyPatternComesBackFromFloatBitForBit() {
            patterns()
                    .forEach(p -> assertThat(HalfFloats.floatToBf16(HalfFloats.bf16ToFloat((short) p)))
                            .as("%x", p)
                            .isEqualTo((short) p));
        }

        @Test
        void roundsBetweenAnyTwoNeighboursToTheNearerAndTiesToTheEvenOne() {
            HalfPatterns.BF16.neighbours((low, high, middle) -> {
                assertThat(HalfFloats.floatToBf16(middle)).as("%x", low).isEqualTo((short) (low % 2 == 0 ? low : high));
                assertThat(HalfFloats.floatToBf16(Math.nextDown(middle))).isEqualTo((short) low);
                assertThat(HalfFloats.floatToBf16(Math.nextUp(middle))).isEqualTo((short) high);
                assertThat(HalfFloats.floatToBf16(-middle)).isEqualTo((short) ((low % 2 == 0 ? low : high) | 0x8000));
            });
        }

        @Test
        void keepsWhatFitsOfANaNAndNeverMakesItAnInfinity() {
            assertThat(bf16(0x7f80_0001)).isEqualTo((short) 0x7fc0);
            assertThat(bf16(0xffff_ffff)).isEqualTo((short) 0xffff);
            assertThat(bf16(0x7f81_0000)).as("signalling").isEqualTo((short) 0x7f81);
        }

        private static short bf16(int floatBits) {
            return HalfFloats.floatToBf16(Float.intBitsToFloat(floatBits));
        }
    }

    private static IntStream patterns() {
        return IntStream.rangeClosed(0, 0xffff);
    }
}
