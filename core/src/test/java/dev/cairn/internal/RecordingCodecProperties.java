package dev.cairn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Generation;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordingCodecProperties {
    private static final String WHAT = "recording of 'run'";
    private static final int MOST_ROWS = 12;

    @Property(tries = 500)
    void aGenerationComesBackBitForBit(@ForAll("generations") Generation generation) {
        String entry = RecordingCodec.encode(generation, WHAT);

        assertThat(entry).doesNotContain("\n").doesNotContain("\r");
        assertThat(RecordingCodec.decode(entry, WHAT)).isEqualTo(generation);
        assertThat(RecordingCodec.isOpening(entry)).isFalse();
    }

    @Provide
    Arbitrary<Generation> generations() {
        Arbitrary<Instant> times = Combinators.combine(
                        Arbitraries.longs().between(-1L << 40, 1L << 40),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        return Arbitraries.integers()
                .between(0, MOST_ROWS)
                .flatMap(rows -> Combinators.combine(
                                Arbitraries.longs().greaterOrEqual(0),
                                times,
                                Arbitraries.maps(names(), columns(rows)).ofMaxSize(6),
                                Arbitraries.maps(texts(), scalars()).ofMaxSize(3),
                                Arbitraries.maps(texts(), scalars()).ofMaxSize(3))
                        .as((number, time, columns, scalars, state) -> new Generation(
                                number, number, time, columns, Attributes.of(named(scalars)), Attributes.of(state))));
    }

    /** Scalars have names; texts are any. */
    private static Map<String, Object> named(Map<String, Object> scalars) {
        return Map.copyOf(scalars.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        one -> "$" + Integer.toHexString(one.getKey().hashCode()), Map.Entry::getValue, (a, b) -> a)));
    }

    private static Arbitrary<ColumnName> names() {
        return Arbitraries.of("x", "f/1", "$f64", "g \u00fc", "type")
                .flatMap(name -> Arbitraries.of(
                        ColumnName.variable(name),
                        ColumnName.objective(name),
                        ColumnName.observable(name),
                        ColumnName.STATUS));
    }

    private static Arbitrary<Column> columns(int rows) {
        Arbitrary<Column> columns = Arbitraries.oneOf(
                doubles().array(double[].class).ofSize(rows).map(RealColumn::of),
                Arbitraries.longs().array(long[].class).ofSize(rows).map(LongColumn::of),
                texts().array(String[].class).ofSize(rows).map(TextColumn::of),
                widths().flatMap(width -> Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(rows * ((width + 7) / 8))
                        .map(bytes -> BitsColumn.adopt(width, bytes, null))),
                widths().flatMap(width -> Arbitraries.longs()
                        .array(long[].class)
                        .ofSize(rows * width)
                        .map(values -> IntegerMatrixColumn.adopt(width, values, null))));
        Arbitrary<Long> masks = Arbitraries.longs().between(0, (1L << rows) - 1);
        return Combinators.combine(columns, masks)
                .as((column, mask) -> column.withMissing(BitSet.valueOf(new long[] {mask})));
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.doubles(),
                Arbitraries.of(
                        -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8_0000_dead_beefL), Double.MIN_VALUE, 1e22));
    }

    private static Arbitrary<Integer> widths() {
        return Arbitraries.integers().between(1, 20);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(8)
                .filter(text ->
                        java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                doubles().map(value -> (Object) value),
                Arbitraries.longs().map(value -> (Object) value),
                texts().map(value -> (Object) value));
    }

    @Example
    void whatIsSmallStandsAtTheBeginningOfALine() {
        Generation generation = Generation.builder(3, 400)
                .time(Instant.EPOCH)
                .objective("f1", 0.5, Double.NEGATIVE_INFINITY)
                .column(
                        ColumnName.variable("b"),
                        BitsColumn.of(3, BitSet.valueOf(new long[] {1}), new BitSet())
                                .withMissing(1))
                .scalar("hv", 1.0)
                .build();

        assertThat(RecordingCodec.encode(generation, WHAT))
                .isEqualTo(
                        "{\"generation\":3,\"evaluations\":400,\"time\":\"1970-01-01T00:00:00Z\",\"scalars\":{\"hv\":1.0},"
                                + "\"state\":{},\"rows\":2,\"columns\":{\"objectives/f1\":{\"type\":\"real\",\"values\":"
                                + "[0.5,{\"$f64\":\"fff0000000000000\"}]},\"variables/b\":{\"type\":\"bits\",\"width\":3,"
                                + "\"values\":[\"100\",null]}}}");
    }

    @Example
    void twoOpeningsOfTheSameDescriptionDiffer() {
        OptimizationResult description = OptimizationResult.builder()
                .problem(Problem.builder("p").build())
                .build();
        String entry = RecordingCodec.opening(description, Instant.EPOCH);

        assertThat(RecordingCodec.isOpening(entry)).isTrue();
        assertThat(RecordingCodec.description(entry, WHAT)).isEqualTo(description);
        assertThat(RecordingCodec.opening(description, Instant.EPOCH)).isNotEqualTo(entry);
    }

    @Example
    void aNewerFormatIsRefused() {
        String entry = RecordingCodec.opening(
                        OptimizationResult.builder()
                                .problem(Problem.builder("p").build())
                                .build(),
                        Instant.EPOCH)
                .replaceFirst("\"format\":1", "\"format\":2");

        assertThatThrownBy(() -> RecordingCodec.description(entry, WHAT))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("format 2");
    }

    @Example
    void whatIsNoGenerationIsDamage() {
        assertThatThrownBy(() -> RecordingCodec.decode("{\"generation\":1}", WHAT))
                .isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> RecordingCodec.decode(
                        "{\"generation\":1,\"time\":\"1970-01-01T00:00:00Z\",\"scalars\":{},\"state\":{},\"rows\":1,"
                                + "\"columns\":{\"variables/b\":{\"type\":\"bits\",\"width\":3,\"values\":[\"10\"]}}}",
                        WHAT))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("3 times 0 or 1");
    }

    @Example
    void aGenerationThatIsTooLargeIsRefused() {
        Generation generation =
                Generation.builder(1, 1).objective("f1", new double[100]).build();

        assertThatThrownBy(() -> RecordingCodec.encode(generation, WHAT, 100))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContainingAll("100 rows", "Nothing was written");
    }
}
