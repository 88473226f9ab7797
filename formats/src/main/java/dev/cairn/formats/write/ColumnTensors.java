package dev.cairn.formats.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns as tensors: declared in a header first, then written block by block in the order that the header gives them. */
final class ColumnTensors {
    private static final int BLOCK = 8 << 10;

    private final SafetensorsHeader.Builder header;
    private final Map<String, Values> tensors = new LinkedHashMap<>();

    /** Writes the values of one tensor. */
    private interface Values {
        void writeTo(SafetensorsWriter writer, String name) throws IOException;
    }

    ColumnTensors(SafetensorsHeader.Builder header) {
        this.header = header;
    }

    /** Declares the tensors of a column. */
    void add(String name, Column column) {
        int rows = column.rows();
        if (column.hasMissing()) {
            add("valid/" + name, DType.U8, (to, tensor) -> writeValid(to, tensor, column), rows);
        }
        if (column instanceof RealColumn reals) {
            add(name, DType.F64, (to, tensor) -> writeReals(to, tensor, reals), rows);
        } else if (column instanceof LongColumn longs) {
            add(name, DType.I64, (to, tensor) -> writeLongs(to, tensor, longs.asBuffer()), rows);
        } else if (column instanceof IntegerMatrixColumn integers) {
            add(name, DType.I64, (to, tensor) -> writeLongs(to, tensor, integers.asBuffer()), rows, integers.width());
        } else if (column instanceof BitsColumn bits) {
            add(name, DType.U8, (to, tensor) -> to.write(tensor, bits.asBuffer()), rows, bits.bytesPerRow());
        } else if (column instanceof TextColumn texts) {
            addTexts(name, texts.asList());
        }
    }

    private void addTexts(String name, List<String> texts) {
        long[] offsets = new long[texts.size() + 1];
        for (int row = 0; row < texts.size(); row++) {
            offsets[row + 1] = offsets[row] + texts.get(row).getBytes(UTF_8).length;
        }
        add("offsets/" + name, DType.I64, (to, tensor) -> to.writeLongs(tensor, offsets), offsets.length);
        Values bytes = (to, tensor) -> {
            for (String text : texts) {
                to.writeBytes(tensor, text.getBytes(UTF_8));
            }
        };
        add(name, DType.U8, bytes, offsets[texts.size()]);
    }

    private void add(String name, DType type, Values values, long... shape) {
        header.tensor(name, type, shape);
        tensors.put(name, values);
    }

    /** Writes all that were declared. */
    void writeTo(SafetensorsWriter writer) throws IOException {
        for (String name : header.build().names()) {
            Values values = tensors.get(name);
            if (values == null) {
                throw new IllegalStateException("Nobody gave the values of " + name);
            }
            values.writeTo(writer, name);
        }
    }

    private static void writeReals(SafetensorsWriter to, String tensor, RealColumn column) throws IOException {
        double[] block = new double[Math.min(BLOCK, column.rows())];
        for (int row = 0; row < column.rows(); row += block.length) {
            int count = Math.min(block.length, column.rows() - row);
            column.copyTo(row, block, 0, count);
            to.writeDoubles(tensor, count == block.length ? block : Arrays.copyOf(block, count));
        }
    }

    private static void writeLongs(SafetensorsWriter to, String tensor, LongBuffer values) throws IOException {
        while (values.hasRemaining()) {
            long[] block = new long[Math.min(BLOCK, values.remaining())];
            values.get(block);
            to.writeLongs(tensor, block);
        }
    }

    private static void writeValid(SafetensorsWriter to, String tensor, Column column) throws IOException {
        byte[] block = new byte[BLOCK];
        int filled = 0;
        for (int row = 0; row < column.rows(); row++) {
            block[filled++] = (byte) (column.isMissing(row) ? 0 : 1);
            if (filled == BLOCK || row == column.rows() - 1) {
                to.writeBytes(tensor, Arrays.copyOf(block, filled));
                filled = 0;
            }
        }
    }
}
