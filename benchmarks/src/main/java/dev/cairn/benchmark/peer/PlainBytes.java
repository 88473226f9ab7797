package dev.cairn.benchmark.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A result as bytes for stores of keys and values: a few words as JSON, the arrays as they are. No sums. */
final class PlainBytes {
    private PlainBytes() {}

    static byte[] write(Sample sample) {
        byte[] description = PlainJson.description(sample);
        int length = 2 * Integer.BYTES + description.length;
        for (Map.Entry<String, double[]> column : sample.columns().entrySet()) {
            length += 2 * Integer.BYTES + column.getKey().length() + column.getValue().length * Double.BYTES;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.putInt(description.length)
                .put(description)
                .putInt(sample.columns().size());
        sample.columns().forEach((name, values) -> {
            bytes.putInt(name.length()).put(name.getBytes(UTF_8)).putInt(values.length);
            bytes.asDoubleBuffer().put(values);
            bytes.position(bytes.position() + values.length * Double.BYTES);
        });
        return bytes.array();
    }

    /** The arrays alone. */
    static byte[] columns(Sample sample) {
        byte[] whole = write(sample);
        int description = ByteBuffer.wrap(whole).getInt();
        return java.util.Arrays.copyOfRange(whole, Integer.BYTES + description, whole.length);
    }

    static Object read(byte[] whole) {
        ByteBuffer bytes = ByteBuffer.wrap(whole);
        byte[] description = new byte[bytes.getInt()];
        bytes.get(description);
        return Map.of("description", PlainJson.description(description), "columns", columns(bytes));
    }

    static Map<String, double[]> columns(ByteBuffer bytes) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        int width = bytes.getInt();
        for (int i = 0; i < width; i++) {
            byte[] name = new byte[bytes.getInt()];
            bytes.get(name);
            double[] values = new double[bytes.getInt()];
            bytes.asDoubleBuffer().get(values);
            bytes.position(bytes.position() + values.length * Double.BYTES);
            columns.put(new String(name, UTF_8), values);
        }
        return columns;
    }
}
