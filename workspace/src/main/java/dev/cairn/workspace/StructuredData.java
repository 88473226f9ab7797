package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import dev.cairn.tensor.DType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values with their type and shape: numbers of any number of dimensions, or whatever JSON can say. Immutable; every bit of a number is
 * kept.
 */
public final class StructuredData {
    /** The type of doubles. */
    public static final String F64 = "f64";

    /** The type of whole numbers of 64 bits. */
    public static final String I64 = "i64";

    /** The type of whatever else JSON can say. */
    public static final String JSON = "json";

    private final String type;
    private final List<Long> shape;
    private final Object values;
    private final Attributes metadata;

    private StructuredData(String type, List<Long> shape, Object values, Attributes metadata) {
        this.type = type;
        this.shape = shape;
        this.values = values;
        this.metadata = metadata;
    }

    /**
     * Doubles.
     *
     * @param values one after another, the last dimension the fastest
     * @param shape the dimensions, the slowest first; none for one dimension with all the values
     */
    public static StructuredData of(double[] values, long... shape) {
        return new StructuredData(F64, shape(values.length, shape), values.clone(), Attributes.empty());
    }

    /** Whole numbers; see {@link #of(double[], long...)}. */
    public static StructuredData of(long[] values, long... shape) {
        return new StructuredData(I64, shape(values.length, shape), values.clone(), Attributes.empty());
    }

    /** A matrix of doubles, row by row. */
    public static StructuredData of(double[][] rows) {
        long columns = rows.length == 0 ? 0 : rows[0].length;
        if (Arrays.stream(rows).anyMatch(row -> row.length != columns)) {
            throw new IllegalArgumentException(
                    "The rows of a matrix are of one length; the first has " + columns + " values, others not.");
        }
        return of(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(), rows.length, columns);
    }

    /** Maps, lists, texts, truth values and numbers; see {@link Attributes} for what they may hold. */
    public static StructuredData json(Object value) {
        Map<String, @Nullable Object> one =
                Attributes.of(Map.of("value", Names.given("data", value))).asMap();
        return new StructuredData(JSON, List.of(), Objects.requireNonNull(one.get("value")), Attributes.empty());
    }

    private static List<Long> shape(long values, long... shape) {
        if (shape.length == 0) {
            return List.of(values);
        }
        BigInteger cells =
                Arrays.stream(shape).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        boolean negative = Arrays.stream(shape).anyMatch(dimension -> dimension < 0);
        if (negative || !cells.equals(BigInteger.valueOf(values))) {
            throw new IllegalArgumentException(
                    "The shape " + Arrays.toString(shape) + " does not fit " + values + " values.");
        }
        return Arrays.stream(shape).boxed().toList();
    }

    /** The same with something to be said of it. */
    public StructuredData withMetadata(Map<String, ?> newMetadata) {
        return new StructuredData(type, shape, values, Attributes.of(newMetadata));
    }

    /** {@value #F64}, {@value #I64} or {@value #JSON}. */
    public String type() {
        return type;
    }

    /** The dimensions, the slowest first; empty for what has none. */
    public List<Long> shape() {
        return shape;
    }

    /** Whatever is to be said of it. */
    public Attributes metadata() {
        return metadata;
    }

    /** The doubles, one after another; a copy. */
    public double[] doubles() {
        require(F64);
        return ((double[]) values).clone();
    }

    /** The whole numbers, one after another; a copy. */
    public long[] longs() {
        require(I64);
        return ((long[]) values).clone();
    }

    /** The doubles of a matrix, row by row; a copy. */
    public double[][] matrix() {
        require(F64);
        if (shape.size() != 2) {
            throw new IllegalArgumentException("These values have the shape " + shape + ", which is no matrix.");
        }
        int columns = Math.toIntExact(shape.get(1));
        double[][] rows = new double[Math.toIntExact(shape.get(0))][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange((double[]) values, row * columns, (row + 1) * columns));
        return rows;
    }

    /** What JSON says: a Map, a List, a String, a Boolean, a Long or a Double. */
    public Object json() {
        require(JSON);
        return values;
    }

    private void require(String wanted) {
        if (!type.equals(wanted)) {
            throw new IllegalArgumentException("These values are of the type " + type + ", not " + wanted + ".");
        }
    }

    void saveTo(RunArtifacts data, String name) {
        boolean numbers = !type.equals(JSON);
        Object written =
                numbers ? new NumbersCodec.Tensor(DType.valueOf(type.toUpperCase(Locale.ROOT)), shape, values) : values;
        ArtifactCodec codec = numbers ? new NumbersCodec() : new JsonCodec();
        data.save(
                new RunArtifacts.Description(name, codec.mediaType(), type, shape, metadata),
                out -> codec.write(written, out));
    }

    static StructuredData of(Artifact artifact) {
        if (JSON.equals(artifact.stored().type())) {
            return new StructuredData(JSON, List.of(), artifact.read(Object.class), artifact.metadata());
        }
        NumbersCodec.Tensor tensor = artifact.read(NumbersCodec.Tensor.class);
        String type = tensor.type() == DType.F64 ? F64 : I64;
        return new StructuredData(type, tensor.shape(), tensor.values(), artifact.metadata());
    }

    @Override
    public String toString() {
        return type + shape;
    }
}
