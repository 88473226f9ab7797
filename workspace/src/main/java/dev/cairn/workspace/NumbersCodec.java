package dev.cairn.workspace;

import dev.cairn.CorruptException;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.PositionalBytes;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsReader;
import dev.cairn.tensor.SafetensorsWriter;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Arrays and matrices of doubles and longs, bit for bit, as a safetensors file of one tensor that is called {@code data}. */
final class NumbersCodec implements ArtifactCodec {
    static final String MEDIA_TYPE = "application/x-safetensors";
    private static final String TENSOR = "data";
    private static final Set<Class<?>> TYPES = Set.of(double[].class, double[][].class, long[].class, long[][].class);

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public boolean handles(Class<?> type) {
        return TYPES.contains(type) || type == Tensor.class;
    }

    /** Numbers of any shape, one after another. */
    record Tensor(DType type, List<Long> shape, Object values) {}

    @Override
    public void write(Object value, OutputStream out) throws IOException {
        if (value instanceof Tensor tensor) {
            write(tensor, out);
        } else if (value instanceof double[] doubles) {
            write(new Tensor(DType.F64, List.of((long) doubles.length), doubles), out);
        } else if (value instanceof long[] longs) {
            write(new Tensor(DType.I64, List.of((long) longs.length), longs), out);
        } else if (value instanceof double[][] rows) {
            int columns =
                    columns(Arrays.stream(rows).mapToInt(row -> row.length).toArray());
            double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
            write(new Tensor(DType.F64, List.of((long) rows.length, (long) columns), all), out);
        } else if (value instanceof long[][] rows) {
            int columns =
                    columns(Arrays.stream(rows).mapToInt(row -> row.length).toArray());
            long[] all = Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
            write(new Tensor(DType.I64, List.of((long) rows.length, (long) columns), all), out);
        } else {
            throw new IllegalArgumentException("These are no numbers: " + value.getClass());
        }
    }

    private static int columns(int[] lengths) {
        int columns = lengths.length == 0 ? 0 : lengths[0];
        if (Arrays.stream(lengths).anyMatch(length -> length != columns)) {
            throw new IllegalArgumentException("The rows of a matrix are of one length, not of "
                    + Arrays.stream(lengths).distinct().boxed().toList() + ".");
        }
        return columns;
    }

    private static void write(Tensor tensor, OutputStream out) throws IOException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        SafetensorsHeader header =
                SafetensorsHeader.builder().tensor(TENSOR, tensor.type(), shape).build();
        SafetensorsWriter writer = SafetensorsWriter.begin(header, bytes -> write(bytes, out));
        if (tensor.values() instanceof double[] doubles) {
            writer.writeDoubles(TENSOR, doubles);
        } else {
            writer.writeLongs(TENSOR, (long[]) tensor.values());
        }
        writer.finish();
    }

    private static void write(ByteBuffer bytes, OutputStream out) throws IOException {
        byte[] block = new byte[bytes.remaining()];
        bytes.get(block);
        out.write(block);
    }

    @Override
    public Object read(InputStream in, Class<?> type) throws IOException {
        SafetensorsReader reader = open(in.readAllBytes());
        TensorInfo info = reader.header()
                .find(TENSOR)
                .orElseThrow(() -> new IOException("the file has no tensor '" + TENSOR + "', but "
                        + reader.header().names()));
        Object values = info.dtype() == DType.F64 ? reader.doubles(TENSOR) : reader.longs(TENSOR);
        Tensor tensor = new Tensor(info.dtype(), info.shape(), values);
        return type == Tensor.class ? tensor : array(tensor, type);
    }

    private static SafetensorsReader open(byte[] file) throws IOException {
        try {
            return SafetensorsReader.open(PositionalBytes.of(ByteBuffer.wrap(file)));
        } catch (CorruptException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Object array(Tensor tensor, Class<?> type) {
        boolean matrix = type == double[][].class || type == long[][].class;
        boolean doubles = type == double[].class || type == double[][].class;
        if (tensor.shape().size() != (matrix ? 2 : 1) || (tensor.type() == DType.F64) != doubles) {
            throw new IllegalArgumentException("The numbers are " + tensor.type() + " of the shape " + tensor.shape()
                    + ", not a " + type.getSimpleName() + ".");
        }
        if (!matrix) {
            return tensor.values();
        }
        int rows = Math.toIntExact(tensor.shape().get(0));
        int columns = Math.toIntExact(tensor.shape().get(1));
        return doubles
                ? rows((double[]) tensor.values(), rows, columns)
                : rows((long[]) tensor.values(), rows, columns);
    }

    private static double[][] rows(double[] all, int rows, int columns) {
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, row -> Arrays.copyOfRange(all, row * columns, (row + 1) * columns));
        return matrix;
    }

    private static long[][] rows(long[] all, int rows, int columns) {
        long[][] matrix = new long[rows][];
        Arrays.setAll(matrix, row -> Arrays.copyOfRange(all, row * columns, (row + 1) * columns));
        return matrix;
    }
}
