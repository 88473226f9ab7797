package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DTypeTest {

    @Test
    void comesInTheOrderOfTheReference() {
        assertThat(Arrays.stream(DType.values()).map(Enum::name))
                .containsExactly(("BOOL F4 F6_E2M3 F6_E3M2 U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ "
                                + "I16 U16 F16 BF16 I32 U32 F32 C64 F64 I64 U64")
                        .split(" "));
    }

    @Test
    void carriesItsWidthInItsNameSaveForBool() {
        for (DType dtype : DType.values()) {
            String digits = dtype == DType.BOOL ? "8" : dtype.name().replaceAll("^[A-Z]+(\\d+).*", "$1");
            assertThat(dtype.bits()).as(dtype.name()).isEqualTo(Integer.parseInt(digits));
        }
    }

    @Test
    void countsBytesOfPackedElements() {
        assertThat(DType.F64.byteSize(3)).isEqualTo(24);
        assertThat(DType.F4.byteSize(2)).isEqualTo(1);
        assertThat(DType.F6_E2M3.byteSize(4)).isEqualTo(3);
        assertThat(DType.BOOL.byteSize(0)).isZero();
    }

    @Test
    void refusesElementsThatDoNotFillWholeBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.F4.byteSize(3))
                .withMessage("3 elements of F4 take 12 bits, which is not a whole number of bytes");
    }

    @Test
    void refusesNegativeAndOverflowingCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.U8.byteSize(-1))
                .withMessageContaining("element count is negative: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.F64.byteSize(Long.MAX_VALUE / 8))
                .withMessageContaining("size in bits overflows");
    }
}
