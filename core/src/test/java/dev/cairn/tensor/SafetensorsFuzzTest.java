package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.into;
import static dev.cairn.tensor.SafetensorsFiles.source;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import dev.cairn.CorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a valid file or refused as corrupt: no other exception, no long wait, no memory out of proportion.
 *
 * <p>As a test it runs over its seeds and over what was found before; docs/tensors.md says how it looks for more.
 */
class SafetensorsFuzzTest {
    /** What a file may take beyond its share: far less than the header of 100 MB that eight bytes can ask for. */
    private static final long FIXED_BYTES = 16 << 20;

    /** What it may take for each of its bytes; a header of many small tensors takes most. */
    private static final long BYTES_PER_BYTE = 400;

    private static final long MAX_NANOS = 10_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Classes are loaded and changed by the fuzzer at their first use, in memory that would be counted. */
    @BeforeAll
    static void loadClasses() throws IOException {
        for (Arguments seed : files().toList()) {
            try {
                writtenAndRead(
                        Map.of(),
                        readInto(new LinkedHashMap<>(), (byte[]) seed.get()[0]).metadata());
            } catch (CorruptException refused) {
                assertThat(refused).hasMessageContaining("Not a valid");
            }
        }
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "10m")
    void anyBytesAreAFileOrRefused(byte[] file) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SafetensorsHeader header;
        long start = System.nanoTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            header = readInto(tensors, file);
        } catch (CorruptException refused) {
            return;
        } finally {
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            assertThat(allocated).as("bytes allocated").isLessThan(FIXED_BYTES + BYTES_PER_BYTE * file.length);
            assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(MAX_NANOS);
        }
        assertThat(header.fileSize()).isEqualTo(file.length);
        assertThat(writtenAndRead(tensors, header.metadata())).isEqualTo(tensors);
    }

    @MethodSource("indexes")
    @FuzzTest(maxDuration = "10m")
    void anyTextIsAnIndexOrRefused(byte[] text) {
        try {
            ShardIndex index = ShardIndex.parse(text);
            assertThat(index.shards().values()).allMatch(name -> !name.contains("/") && !name.contains(".."));
        } catch (CorruptException refused) {
            assertThat(refused).hasMessageStartingWith("Not a valid index of shards: in ");
        }
    }

    /** Reads every tensor whole and by rows. */
    private static SafetensorsHeader readInto(Map<String, Tensor> tensors, byte[] file) throws IOException {
        SafetensorsReader reader = SafetensorsReader.open(source(file));
        for (TensorInfo info : reader.header().tensors()) {
            Tensor tensor = reader.tensor(info.name());
            tensors.put(info.name(), tensor);
            if (!info.shape().isEmpty() && info.dtype().bits() % Byte.SIZE == 0) {
                assertThat(reader.readRows(info.name(), 0, info.rowCount())).isEqualTo(tensor);
            }
        }
        return reader.header();
    }

    private static Map<String, Tensor> writtenAndRead(Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.writeAll(tensors, metadata, into(out));
        Map<String, Tensor> read = new LinkedHashMap<>();
        assertThat(readInto(read, out.toByteArray()).metadata()).isEqualTo(metadata);
        return read;
    }

    /** Every malformed file, and files that are valid. */
    static Stream<Arguments> files() throws IOException {
        Stream<byte[]> malformed =
                MalformedFilesTest.all().map(arguments -> (byte[]) arguments.get()[1]);
        Map<String, Tensor> mixed = Map.of(
                "b", Tensor.of(new float[] {1}, 1),
                "a", Tensor.of(new float[] {2, 3}, 1, 2),
                "i", Tensor.of(new long[] {3}, 1),
                "h", Tensor.ofF16(new float[] {1}, 1),
                "bo", Tensor.of(new boolean[] {true}, 1));
        Stream<byte[]> valid = Stream.of(
                written(Map.of(), Map.of()),
                written(Map.of("tensor", Tensor.of(new float[] {3.5f})), Map.of()),
                written(mixed, Map.of("format", "pt", "\"\\\n", "\ud83d\ude00")));
        return Stream.concat(malformed, valid).map(file -> Arguments.of((Object) file));
    }

    static Stream<Arguments> indexes() {
        return Stream.of(
                        "{'metadata':{'total_size':40},'weight_map':{'a':'1.st','b':'2.st'}}",
                        "{'weight_map':{}}",
                        "{'weight_map':{'a':'../1.st'}}",
                        "{'weight_map':{'a':{'file':'1.st'}}}",
                        "{'metadata':null,'x':[1.5e3,true],'weight_map':{'\\u0061':'\\ud83d\\ude00'}}")
                .map(text -> Arguments.of((Object) SafetensorsFiles.json(text).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] written(Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.writeAll(tensors, metadata, into(out));
        return out.toByteArray();
    }
}
