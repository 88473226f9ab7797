package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.into;
import static dev.cairn.tensor.SafetensorsFiles.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TensorProperties {

    @Property
    void anyFloatIsRoundedToTheNearestOfEachType(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        Assume.that(Float.isFinite(value));
        assertThat(HalfFloats.floatToF16(value)).isEqualTo((short) HalfPatterns.F16.nearest(value));
        assertThat(HalfFloats.floatToBf16(value)).isEqualTo((short) HalfPatterns.BF16.nearest(value));
    }

    @Property
    void anyFloatInTheRangeOfF16IsRoundedToTheNearest(@ForAll("small") float value) {
        assertThat(HalfFloats.floatToF16(value)).isEqualTo((short) HalfPatterns.F16.nearest(value));
    }

    @Property
    void anyNaNStaysANaNWithItsSign(@ForAll int bits) {
        float nan = Float.intBitsToFloat(bits | 0x7f80_0001);
        boolean negative = bits < 0;
        assertThat(HalfFloats.floatToF16(nan) & 0x7fff).isGreaterThan(0x7c00);
        assertThat(HalfFloats.floatToF16(nan) < 0).isEqualTo(negative);
        assertThat(HalfFloats.floatToBf16(nan) & 0x7fff).isGreaterThan(0x7f80);
        assertThat(HalfFloats.floatToBf16(nan) < 0).isEqualTo(negative);
    }

    @Property
    void unsignedLongsBecomeTheNearestDouble(@ForAll long bits) {
        double exact = new BigInteger(Long.toUnsignedString(bits)).doubleValue();
        assertThat(Tensor.of(new long[] {bits}).as(DType.U64).toDoubles()).containsExactly(exact);
    }

    @Property
    void arraysComeBackBitForBit(@ForAll long[] bits) {
        double[] doubles =
                Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
        assertThat(Tensor.of(bits, bits.length).longs()).isEqualTo(bits);
        assertThat(Tensor.of(doubles, bits.length).as(DType.I64).longs()).isEqualTo(bits);
        int[] ints = Arrays.stream(bits).mapToInt(b -> (int) b).toArray();
        assertThat(Tensor.of(ints, bits.length).ints()).isEqualTo(ints);
        assertThat(Tensor.of(ints, bits.length).as(DType.F32).as(DType.I32).ints())
                .isEqualTo(ints);
    }

    @Property(tries = 300)
    void anyTensorIsReadAsItWasWritten(@ForAll("tensors") Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.writeAll(tensors, Map.of(), into(out));
        SafetensorsReader reader = SafetensorsReader.open(source(out.toByteArray()));
        assertThat(reader.header().names()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            assertThat(reader.tensor(tensor.getKey())).isEqualTo(tensor.getValue());
        }
    }

    @Property(tries = 300)
    void rowsAreThoseOfTheWholeTensor(@ForAll("matrices") Tensor tensor, @ForAll long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.writeAll(Map.of("before", Tensor.of(new double[] {1.5}), "m", tensor), Map.of(), into(out));
        SafetensorsReader reader = SafetensorsReader.open(source(out.toByteArray()));
        Random random = new Random(seed);
        int rows = Math.toIntExact(tensor.shape().get(0));
        int first = random.nextInt(rows + 1);
        int count = random.nextInt(rows - first + 1);
        int width = rows == 0 ? 0 : tensor.byteSize() / rows;
        Tensor read = reader.readRows("m", first, count);
        assertThat(read.bytes()).isEqualTo(Arrays.copyOfRange(tensor.bytes(), first * width, (first + count) * width));
        assertThat(read.shape().get(0)).isEqualTo(count);
        ByteBuffer target = ByteBuffer.allocate(count * width + 3).position(1);
        reader.readRows("m", first, count, target);
        assertThat(target.position()).isEqualTo(1 + count * width);
        assertThat(target.slice(1, count * width)).isEqualTo(ByteBuffer.wrap(read.bytes()));
    }

    @Provide
    Arbitrary<Float> small() {
        return Arbitraries.floats()
                .between(-70_000, 70_000)
                .withSpecialValue(0x1p-24f)
                .withSpecialValue(-0x1p-25f);
    }

    @Provide
    Arbitrary<Map<String, Tensor>> tensors() {
        Arbitrary<Long> dimension = Arbitraries.longs().between(0, 4);
        Arbitrary<Tensor> any = Combinators.combine(
                        Arbitraries.of(DType.class), dimension.list().ofMaxSize(3), Arbitraries.longs())
                .filter((dtype, shape, seed) -> product(shape) * dtype.bits() % 8 == 0)
                .as(TensorProperties::random);
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4), any)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Tensor> matrices() {
        Arbitrary<Long> dimension = Arbitraries.longs().between(0, 6);
        return Combinators.combine(
                        Arbitraries.of(DType.class),
                        dimension.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.longs())
                .filter((dtype, shape, seed) -> product(shape.subList(1, shape.size())) * dtype.bits() % 8 == 0)
                .as(TensorProperties::random);
    }

    private static Tensor random(DType dtype, List<Long> shape, long seed) {
        byte[] bytes = new byte[(int) dtype.byteSize(product(shape))];
        new Random(seed).nextBytes(bytes);
        return Tensor.of(
                dtype,
                ByteBuffer.wrap(bytes),
                shape.stream().mapToLong(Long::longValue).toArray());
    }

    private static long product(List<Long> shape) {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }
}
