package dev.cairn.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldValueTest {
    /** These bytes are in stores: if one changes, every store must be indexed anew. */
    @Nested
    class Bytes {
        static List<Arguments> golden() {
            return List.of(
                    Arguments.of(false, "10"),
                    Arguments.of(true, "11"),
                    Arguments.of(Double.NEGATIVE_INFINITY, "20000fffffffffffff"),
                    Arguments.of(-1.5, "204007ffffffffffff"),
                    Arguments.of(0L, "208000000000000000"),
                    Arguments.of(-0.0, "208000000000000000"),
                    Arguments.of(1L, "20bff0000000000000"),
                    Arguments.of(1.0f, "20bff0000000000000"),
                    Arguments.of((1L << 53) + 1, "20c34000000000000080"),
                    Arguments.of(Long.MAX_VALUE, "20c3dfffffffffffffffc0"),
                    Arguments.of(Long.MIN_VALUE, "203c1fffffffffffff"),
                    Arguments.of(-(1L << 53) - 1, "203cbffffffffffffe80"),
                    Arguments.of(BigInteger.ONE.shiftLeft(70).add(BigInteger.ONE), "20c4500000000000000000" + "40"),
                    Arguments.of(new BigDecimal("0.1"), "20bfb9999999999999" + "9".repeat(64) + "01"),
                    Arguments.of(Double.MAX_VALUE, "20ffefffffffffffff"),
                    Arguments.of(BigInteger.ONE.shiftLeft(2000), "20ffefffffffffffff" + "f".repeat(64) + "01"),
                    Arguments.of(Double.POSITIVE_INFINITY, "20fff0000000000000"),
                    Arguments.of(Instant.parse("1970-01-01T00:00:01.5Z"), "3080000000000000011dcd6500"),
                    Arguments.of("", "40"),
                    Arguments.of("NSGA-II", "404e5347412d4949"),
                    Arguments.of("\0\u00e4\u20ac\ud83d\ude00\ud800", "4000c3a4e282acf09f9880eda080"),
                    Arguments.of("a".repeat(64), "40" + "61".repeat(64)),
                    Arguments.of("a".repeat(65), "40" + "61".repeat(64) + "ff"),
                    Arguments.of("a".repeat(63) + "\u00e4", "40" + "61".repeat(63) + "ff"),
                    Arguments.of(Double.NaN, "70"));
        }

        @ParameterizedTest
        @MethodSource("golden")
        @DisplayName("48: the bytes of a value are these for ever")
        void areTheseForEver(Object value, String hex) {
            assertThat(FieldValue.of(value)).hasToString(hex);
        }
    }

    @Test
    void aCutTextIsEqualToAnotherOneOnlyAsFarAsItGoes() {
        FieldValue one = FieldValue.of("a".repeat(64) + "b");
        assertThat(one).isEqualTo(FieldValue.of("a".repeat(64) + "c"));
        assertThat(one.isCut()).isTrue();
        assertThat(one.value()).isEqualTo("a".repeat(64));
    }

    @Test
    void wholeNumbersComeBackAsLongsAndOthersAsDoublesOrDecimals() {
        assertThat(FieldValue.of(3.0).value()).isEqualTo(3L);
        assertThat(FieldValue.of(0.1).value()).isEqualTo(0.1);
        assertThat(FieldValue.of(Long.MAX_VALUE).value()).isEqualTo(Long.MAX_VALUE);
        assertThat(FieldValue.of(1e300).value()).isEqualTo(1e300);
        BigDecimal large = new BigDecimal(BigInteger.ONE.shiftLeft(70).add(BigInteger.ONE));
        assertThat(FieldValue.of(large).value()).isEqualTo(large);
    }

    @Test
    void numbersWithEndlessExponentsCostNothing() {
        FieldValue huge = FieldValue.of(new BigDecimal("1e2000000000"));
        FieldValue tiny = FieldValue.of(new BigDecimal("1e-2000000000"));
        assertThat(huge).isGreaterThan(FieldValue.of(Double.MAX_VALUE));
        assertThat(huge).isLessThan(FieldValue.of(Double.POSITIVE_INFINITY));
        assertThat(tiny).isGreaterThan(FieldValue.of(0)).isLessThan(FieldValue.of(Double.MIN_VALUE));
    }

    @Test
    void listsMapsAndOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldValue.of(List.of()))
                .withMessageContaining("cannot be compared");
    }
}
