package dev.cairn.internal;

import dev.cairn.internal.ResultBody.ColumnType;
import dev.cairn.internal.ResultBody.StoredColumn;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.spi.BlobSink;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsWriter;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Writes columns as one safetensors file, block by block. A column is one tensor of its name; texts have a second one with
 * their offsets, and a column with missing cells one more that says which are there.
 */
final class ColumnWriter {
    /** Before the name of a text column: the name of the I64 tensor of the {@code rows + 1} offsets of its texts. */
    static final String OFFSETS = "offsets/";

    /** Before the name of a column: the name of the U8 tensor that is 1 where a cell is there and 0 where it is missing. */
    static final String VALID = "valid/";

    private static final int BLOCK = 64 * 1024;

    private final SafetensorsHeader.Builder header = SafetensorsHeader.builder();
    private final Map<String, TensorSource> sources = new HashMap<>();

    /** Hands the bytes of one tensor on. */
    private interface TensorSource {
        void writeTo(Blocks blocks) throws IOException;
    }

    /** Adds a column and returns how it will be stored. */
    StoredColumn add(String name, Column column) {
        int rows = column.rows();
        if (column.hasMissing()) {
            tensor(VALID + name, DType.U8, blocks -> blocks.bytes(rows, row -> column.isMissing(row) ? 0 : 1), rows);
        }
        boolean missing = column.hasMissing();
        if (column instanceof RealColumn real) {
            tensor(name, DType.F64, blocks -> blocks.doubles(real.asBuffer()), rows);
            return new StoredColumn(name, ColumnType.REAL, 0, missing);
        }
        if (column instanceof LongColumn longs) {
            tensor(name, DType.I64, blocks -> blocks.longs(longs.asBuffer()), rows);
            return new StoredColumn(name, ColumnType.LONG, 0, missing);
        }
        if (column instanceof IntegerMatrixColumn matrix) {
            tensor(name, DType.I64, blocks -> blocks.longs(matrix.asBuffer()), rows, matrix.width());
            return new StoredColumn(name, ColumnType.INTEGERS, matrix.width(), missing);
        }
        if (column instanceof BitsColumn bits) {
            tensor(name, DType.U8, blocks -> blocks.bytes(bits.asBuffer()), rows, bits.bytesPerRow());
            return new StoredColumn(name, ColumnType.BITS, bits.width(), missing);
        }
        addTexts(name, ((TextColumn) column).asList());
        return new StoredColumn(name, ColumnType.TEXT, 0, missing);
    }

    /** Adds row numbers. */
    void add(String name, long[] rows) {
        tensor(name, DType.I64, blocks -> blocks.longs(LongBuffer.wrap(rows)), rows.length);
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Writes everything that was added. */
    void writeTo(BlobSink sink) throws IOException {
        SafetensorsHeader built = header.build();
        SafetensorsWriter writer = SafetensorsWriter.begin(built, sink::write);
        for (TensorInfo tensor : built.tensors()) {
            TensorSource source = sources.get(tensor.name());
            if (source == null) {
                throw new IllegalStateException("Nobody gave the values of " + tensor.name());
            }
            Blocks blocks = new Blocks(writer, tensor.name());
            source.writeTo(blocks);
            blocks.flush();
        }
        writer.finish();
    }

    private void addTexts(String name, List<String> texts) {
        long[] offsets = new long[texts.size() + 1];
        for (int row = 0; row < texts.size(); row++) {
            offsets[row + 1] = offsets[row] + texts.get(row).getBytes(StandardCharsets.UTF_8).length;
        }
        add(OFFSETS + name, offsets);
        TensorSource bytes = blocks -> {
            for (String text : texts) {
                blocks.bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        };
        tensor(name, DType.U8, bytes, offsets[texts.size()]);
    }

    private void tensor(String name, DType type, TensorSource source, long... shape) {
        header.tensor(name, type, shape);
        sources.put(name, source);
    }

    /** Gathers values into blocks, in little-endian order whatever the machine's. */
    private static final class Blocks {
        private final SafetensorsWriter writer;
        private final String tensor;
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);

        Blocks(SafetensorsWriter writer, String tensor) {
            this.writer = writer;
            this.tensor = tensor;
        }

        void doubles(DoubleBuffer values) throws IOException {
            while (values.hasRemaining()) {
                int count = Math.min(values.remaining(), BLOCK / Double.BYTES);
                block.clear().asDoubleBuffer().put(values.slice(values.position(), count));
                values.position(values.position() + count);
                send(count * Double.BYTES);
            }
        }

        void longs(LongBuffer values) throws IOException {
            while (values.hasRemaining()) {
                int count = Math.min(values.remaining(), BLOCK / Long.BYTES);
                block.clear().asLongBuffer().put(values.slice(values.position(), count));
                values.position(values.position() + count);
                send(count * Long.BYTES);
            }
        }

        void bytes(ByteBuffer values) throws IOException {
            while (values.hasRemaining()) {
                if (!block.hasRemaining()) {
                    flush();
                }
                int count = Math.min(values.remaining(), block.remaining());
                block.put(values.slice(values.position(), count));
                values.position(values.position() + count);
            }
        }

        void bytes(int count, IntUnaryOperator value) throws IOException {
            for (int i = 0; i < count; i++) {
                if (!block.hasRemaining()) {
                    flush();
                }
                block.put((byte) value.applyAsInt(i));
            }
        }

        void flush() throws IOException {
            send(block.position());
        }

        private void send(int bytes) throws IOException {
            if (bytes > 0) {
                writer.write(tensor, block.position(0).limit(bytes));
            }
            block.clear();
        }
    }
}
