package dev.cairn.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The order of the bytes against the order of the values, spelled out type by type. */
class FieldValueProperties {
    @Property(tries = 20_000)
    void bytesAreOrderedAsValuesAre(@ForAll("values") Object one, @ForAll("values") Object other) {
        FieldValue a = FieldValue.of(one);
        FieldValue b = FieldValue.of(other);
        int expected = Integer.signum(compare(one, other));
        int actual = Integer.signum(a.compareTo(b));
        if (a.isCut() && b.isCut() && actual == 0) {
            return; // Whoever asks for equality asks the document.
        }
        assertThat(actual).as("%s %s against %s %s", one, a, other, b).isEqualTo(expected);
        assertThat(Arrays.compareUnsigned(a.bytes(), b.bytes())).isEqualTo(a.compareTo(b));
    }

    @Property(tries = 5_000)
    void onlyNumbersAndTextsThatAreTooLongAreCut(@ForAll("values") Object value) {
        FieldValue field = FieldValue.of(value);
        if (value instanceof String text) {
            assertThat(field.isCut()).isEqualTo(generalized(text).length > FieldValue.TEXT_BYTES);
        } else if (!(value instanceof BigDecimal || value instanceof BigInteger)) {
            assertThat(field.isCut()).isFalse();
        }
        assertThat(field.bytes()).hasSizeBetween(1, FieldValue.MAX_BYTES);
    }

    @Property(tries = 5_000)
    void whatIsNotCutComesBack(@ForAll("values") Object value) {
        FieldValue field = FieldValue.of(value);
        assertThat(FieldValue.ofBytes(field.bytes())).isEqualTo(field).hasSameHashCodeAs(field);
        if (!field.isCut()) {
            assertThat(FieldValue.of(field.value())).isEqualTo(field);
            assertThat(compare(field.value(), value)).isZero();
        }
    }

    @Property(tries = 5_000)
    void bytesOfNoValueAreRefusedOrNot(@ForAll byte[] bytes) {
        try {
            assertThat(FieldValue.ofBytes(bytes).bytes()).isEqualTo(bytes);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("are not the bytes of a value");
        }
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Double> doubles = Arbitraries.oneOf(
                Arbitraries.of(
                        0.0,
                        -0.0,
                        1.0,
                        0.1,
                        Double.MIN_VALUE,
                        -Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN,
                        Double.longBitsToDouble(0xfff8000000000001L),
                        0x1p53,
                        -0x1p63),
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.doubles());
        Arbitrary<Long> longs = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between((1L << 53) - 3, (1L << 53) + 3),
                Arbitraries.longs().between(-(1L << 53) - 3, -(1L << 53) + 3),
                Arbitraries.longs().between(-3, 3),
                Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, Long.MAX_VALUE - 1));
        Arbitrary<BigInteger> wholes = Arbitraries.oneOf(
                longs.map(BigInteger::valueOf),
                longs.map(i -> BigInteger.valueOf(i).shiftLeft(300).add(BigInteger.valueOf(i % 3))),
                longs.map(i -> BigInteger.valueOf(i).shiftLeft(1_200)),
                Arbitraries.bigIntegers());
        Arbitrary<BigDecimal> decimals = Arbitraries.oneOf(
                doubles.filter(Double::isFinite).map(BigDecimal::new),
                doubles.filter(Double::isFinite).map(d -> new BigDecimal(d).add(new BigDecimal("1e-20"))),
                doubles.filter(Double::isFinite).map(BigDecimal::valueOf),
                longs.map(i -> BigDecimal.valueOf(i, 1_000)),
                longs.map(i -> BigDecimal.valueOf(i, 330)),
                Arbitraries.bigDecimals());
        Arbitrary<Instant> times = Arbitraries.oneOf(
                Arbitraries.of(Instant.MIN, Instant.EPOCH, Instant.EPOCH.minusNanos(1), Instant.MAX),
                Arbitraries.longs().between(-5, 5).map(Instant.EPOCH::plusNanos));
        return Arbitraries.oneOf(
                Arbitraries.of(true, false).asGeneric(),
                doubles.asGeneric(),
                Arbitraries.floats().asGeneric(),
                longs.asGeneric(),
                wholes.asGeneric(),
                decimals.asGeneric(),
                times.asGeneric(),
                texts().asGeneric());
    }

    /** Few characters of each length, halves of pairs among them, around the length at which texts are cut. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> few = Arbitraries.strings()
                .withChars('a', '\0', '\u007f', '\u00e4', '\u20ac', '\ufffe', '\ud800', '\udc00', '\udbff', '\udfff')
                .ofMaxLength(6);
        Arbitrary<String> long0 =
                Arbitraries.integers().between(58, 66).flatMap(length -> few.map(tail -> "a".repeat(length) + tail));
        return Arbitraries.oneOf(few, long0, Arbitraries.strings().all().ofMaxLength(80));
    }

    private static int compare(Object one, Object other) {
        int types = Integer.compare(rank(one), rank(other));
        if (types != 0 || rank(one) == 4) {
            return types;
        }
        if (one instanceof Boolean a) {
            return Boolean.compare(a, (Boolean) other);
        }
        if (one instanceof Instant a) {
            return a.compareTo((Instant) other);
        }
        if (one instanceof String a) {
            return Arrays.compare(
                    a.codePoints().toArray(), ((String) other).codePoints().toArray());
        }
        double a = infinite(one);
        double b = infinite(other);
        return a != 0 || b != 0 ? Double.compare(a, b) : decimal(one).compareTo(decimal(other));
    }

    private static int rank(Object value) {
        if (value instanceof Number number) {
            boolean nan = (value instanceof Double || value instanceof Float) && Double.isNaN(number.doubleValue());
            return nan ? 4 : 1;
        }
        return value instanceof Boolean ? 0 : value instanceof Instant ? 2 : 3;
    }

    private static double infinite(Object number) {
        boolean real = number instanceof Double || number instanceof Float;
        double value = ((Number) number).doubleValue();
        return real && Double.isInfinite(value) ? value : 0;
    }

    private static BigDecimal decimal(Object number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof Double || number instanceof Float) {
            return new BigDecimal(((Number) number).doubleValue());
        }
        return number instanceof BigInteger whole
                ? new BigDecimal(whole)
                : BigDecimal.valueOf(((Number) number).longValue());
    }

    private static byte[] generalized(String text) {
        return text.codePoints()
                .mapToObj(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                        ? "\ufffe"
                        : Character.toString(point))
                .reduce("", String::concat)
                .getBytes(UTF_8);
    }
}
