package dev.cairn.tensor;

import dev.cairn.CorruptException;
import dev.cairn.TooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a safetensors file says about its tensors: names, types, shapes, places, and free metadata.
 *
 * <p>Every instance is valid: its tensors fill the data buffer from start to end without hole or overlap, and no name comes
 * twice. Immutable. One that was read may describe a file with another layout than this class would choose, so its
 * {@link #encode()} need not be as long as the header in that file.
 *
 * @see <a href="https://huggingface.co/docs/safetensors/index#format">The format</a>
 */
public final class SafetensorsHeader {
    private final Map<String, String> metadata;
    private final Map<String, TensorInfo> byName;
    private final List<TensorInfo> tensors;
    private final long dataStart;

    /** The tensors must be in data order and have been checked against each other. */
    SafetensorsHeader(Map<String, String> metadata, List<TensorInfo> tensors, long dataStart) {
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.tensors = List.copyOf(tensors);
        this.dataStart = dataStart;
        Map<String, TensorInfo> index = new LinkedHashMap<>();
        tensors.forEach(tensor -> index.put(tensor.name(), tensor));
        this.byName = Collections.unmodifiableMap(index);
    }

    /**
     * Reads and checks the header of a file; the data is not read.
     *
     * <p>Stricter than the reference: a name that comes twice in any object and an entry written as an array are refused.
     * As lenient as it: white space around the JSON, unknown fields of an entry, an empty name, and {@code null} for
     * no metadata are accepted. Takes memory in proportion to the header, which the format limits to 100 MB.
     *
     * @throws CorruptException if the bytes are not a complete and valid file, whatever they are; names the place
     * @throws IOException if the source cannot be read
     */
    public static SafetensorsHeader read(PositionalBytes source) throws IOException {
        return HeaderReader.read(source);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** All tensors in the order of their data. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /** The names of all tensors in the order of their data. */
    public Set<String> names() {
        return byName.keySet();
    }

    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Free text by free names, in the order it was given or read; empty if there is none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The position in the file at which the data buffer starts. */
    public long dataStart() {
        return dataStart;
    }

    /** The bytes of the whole file. */
    public long fileSize() {
        return dataStart + dataSize(tensors);
    }

    /**
     * The bytes before the data as the reference writes them, with the tensors in data order. Metadata that is empty is
     * left out.
     */
    public byte[] encode() {
        return HeaderEncoder.encode(metadata, tensors);
    }

    private static long dataSize(List<TensorInfo> dataOrder) {
        return dataOrder.isEmpty() ? 0 : dataOrder.get(dataOrder.size() - 1).end();
    }

    /** Collects the tensors of a file to be written, and gives them the places that the reference would. */
    public static final class Builder {
        /** By type, the last of {@link DType} first, then by name in the order of its UTF-8 bytes. */
        private static final Comparator<TensorInfo> REFERENCE_ORDER = Comparator.comparing(TensorInfo::dtype)
                .reversed()
                .thenComparing(tensor -> tensor.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a tensor.
         *
         * @param shape its dimensions, the slowest first; none for a scalar
         * @throws IllegalArgumentException if the name was added already, is {@code __metadata__} or not valid text, or if
         *     the shape is negative, overflows, or does not fill whole bytes
         */
        public Builder tensor(String name, DType dtype, long... shape) {
            List<Long> dimensions = Arrays.stream(shape).boxed().toList();
            if (tensors.putIfAbsent(name, TensorInfo.atStart(name, dtype, dimensions)) != null) {
                throw new IllegalArgumentException("a tensor named " + JsonText.shown(name) + " was added already");
            }
            return this;
        }

        /**
         * Adds a piece of metadata.
         *
         * @throws IllegalArgumentException if the key was added already, or if the key or value is not valid text
         */
        public Builder metadata(String key, String value) {
            TensorInfo.requireText(key, "a key of the metadata");
            TensorInfo.requireText(value, "a value of the metadata");
            if (metadata.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException("metadata named " + JsonText.shown(key) + " was added already");
            }
            return this;
        }

        /**
         * The header of all that was added.
         *
         * @throws TooLargeException if it takes more than the 100,000,000 bytes that the format allows
         * @throws IllegalArgumentException if the data takes more than 2^63-1 bytes
         */
        public SafetensorsHeader build() {
            List<TensorInfo> placed = placed();
            long dataStart = HeaderEncoder.encode(metadata, placed).length;
            CheckedMath.add(dataStart, dataSize(placed), "size of the file");
            return new SafetensorsHeader(metadata, placed, dataStart);
        }

        private List<TensorInfo> placed() {
            List<TensorInfo> placed = new ArrayList<>();
            long end = 0;
            for (TensorInfo tensor :
                    tensors.values().stream().sorted(REFERENCE_ORDER).toList()) {
                TensorInfo moved = tensor.movedTo(end);
                placed.add(moved);
                end = moved.end();
            }
            return placed;
        }
    }
}
