package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.file;
import static dev.cairn.tensor.SafetensorsFiles.into;
import static dev.cairn.tensor.SafetensorsFiles.read;
import static dev.cairn.tensor.SafetensorsFiles.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafetensorsProperties {
    /** What a mutation is made of: the characters that mean something in a header, and some that do not. */
    private static final byte[] INK =
            "{}[]\",:\\u0123456789-+.eEaAnul \n\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    @Property(tries = 300)
    void aHeaderComesBackAsItWasBuilt(@ForAll("headers") SafetensorsHeader header) throws IOException {
        SafetensorsHeader read = read(withData(header));
        assertThat(read.tensors()).isEqualTo(header.tensors());
        assertThat(read.metadata()).isEqualTo(header.metadata());
        assertThat(read.dataStart()).isEqualTo(header.dataStart()).isEqualTo(header.encode().length);
        assertThat(read.fileSize()).isEqualTo(header.fileSize());
        assertThat(read.encode()).isEqualTo(header.encode());
    }

    @Property(tries = 300)
    void everyTensorIsAlignedToItsElements(@ForAll("headers") SafetensorsHeader header) {
        assertThat(header.dataStart() % 8).isZero();
        assertThat(header.tensors())
                .filteredOn(tensor -> tensor.dtype().bits() >= 8)
                .allSatisfy(tensor ->
                        assertThat(tensor.begin() * 8 % tensor.dtype().bits()).isZero());
    }

    @Property(tries = 3000)
    void aDamagedFileIsRefusedOrStillValid(@ForAll("headers") SafetensorsHeader header, @ForAll long seed)
            throws IOException {
        byte[] damaged = damage(withData(header), new Random(seed));
        Optional<SafetensorsHeader> read = readOrRefuse(damaged);
        if (read.isPresent()) {
            assertThat(read.get().fileSize()).isEqualTo(damaged.length);
            assertThat(readOrRefuse(withData(read.get())).map(SafetensorsHeader::tensors))
                    .contains(read.get().tensors());
        }
    }

    @Property(tries = 1000)
    void anyBytesAsAHeaderAreRefusedOrValid(@ForAll byte[] header) throws IOException {
        readOrRefuse(file(header, new byte[0]));
        readOrRefuse(header);
    }

    @Property(tries = 200)
    void doublesComeBackBitForBit(@ForAll long[] bits, @ForAll List<Integer> cuts) throws IOException {
        double[] values =
                Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
        SafetensorsHeader header = SafetensorsHeader.builder()
                .tensor("d", DType.F64, values.length)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter writer = SafetensorsWriter.begin(header, into(out));
        int done = 0;
        for (int cut : cuts) {
            int end = done + Math.floorMod(cut, values.length - done + 1);
            writer.writeDoubles("d", Arrays.copyOfRange(values, done, end));
            done = end;
        }
        writer.writeDoubles("d", Arrays.copyOfRange(values, done, values.length));
        writer.finish();
        double[] read = SafetensorsReader.open(source(out.toByteArray())).doubles("d");
        assertThat(Arrays.stream(read).mapToLong(Double::doubleToRawLongBits).toArray())
                .isEqualTo(bits);
    }

    @Provide
    Arbitrary<SafetensorsHeader> headers() {
        Arbitrary<Map<String, Shape>> tensors = Arbitraries.maps(
                        texts().filter(name -> !name.equals("__metadata__")), shapes())
                .ofMaxSize(6);
        Arbitrary<Map<String, String>> metadata =
                Arbitraries.maps(texts(), texts()).ofMaxSize(3);
        return Combinators.combine(tensors, metadata).as(SafetensorsProperties::header);
    }

    /** Any text that UTF-8 can carry, often with characters that need an escape. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).filter(StandardCharsets.UTF_8.newEncoder()::canEncode),
                Arbitraries.strings().withChars("a\"\\\n\u0000\u00e4").ofMaxLength(5),
                Arbitraries.of("\ud83d\ude00", "\uffe5", "weights.0"));
    }

    private static Arbitrary<Shape> shapes() {
        return Combinators.combine(
                        Arbitraries.of(DType.class),
                        Arbitraries.longs().between(0, 4).list().ofMaxSize(3))
                .as(Shape::new)
                .filter(Shape::fillsBytes);
    }

    private static SafetensorsHeader header(Map<String, Shape> tensors, Map<String, String> metadata) {
        SafetensorsHeader.Builder builder = SafetensorsHeader.builder();
        tensors.forEach((name, shape) -> builder.tensor(
                name, shape.dtype, shape.dimensions.stream().mapToLong(d -> d).toArray()));
        metadata.forEach(builder::metadata);
        return builder.build();
    }

    private static byte[] withData(SafetensorsHeader header) {
        byte[] encoded = header.encode();
        return Arrays.copyOf(encoded, encoded.length + (int) (header.fileSize() - header.dataStart()));
    }

    /** Changes, removes or adds up to three bytes after the length, which is kept right so that the JSON is reached. */
    private static byte[] damage(byte[] valid, Random random) {
        byte[] rest = Arrays.copyOfRange(valid, 8, valid.length);
        int length = ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getInt();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(length);
            int removed = random.nextInt(2);
            byte[] added = random.nextBoolean() ? new byte[] {INK[random.nextInt(INK.length)]} : new byte[0];
            byte[] next = Arrays.copyOf(rest, rest.length - removed + added.length);
            System.arraycopy(added, 0, next, at, added.length);
            System.arraycopy(rest, at + removed, next, at + added.length, rest.length - at - removed);
            rest = next;
            length = Math.max(1, length + added.length - removed);
        }
        byte[] header = Arrays.copyOf(rest, length);
        return file(header, Arrays.copyOfRange(rest, Math.min(length, rest.length), rest.length));
    }

    private static Optional<SafetensorsHeader> readOrRefuse(byte[] file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (CorruptException refused) {
            return Optional.empty();
        }
    }

    private record Shape(DType dtype, List<Long> dimensions) {
        boolean fillsBytes() {
            return dimensions.stream().reduce(1L, (a, b) -> a * b) * dtype.bits() % 8 == 0;
        }
    }
}
