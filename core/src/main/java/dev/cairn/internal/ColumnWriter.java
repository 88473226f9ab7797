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
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes columns as one safetensors file, block by block. A column is one tensor of its name; texts have a second one with
 * their offsets, and a column with missing cells one more that says which are there.
 */
final class ColumnWriter {
    /** Before the name of a text column: the name of the I64 tensor of the {@code rows + 1} offsets of its texts. */
    static final String OFFSETS = "offsets/";

    /** Before the name of a column: the name of the U8 tensor that is 1 where a cell is there and 0 where it is missing. */
    static final String VALID = "valid/";

    private final SafetensorsHeader.Builder header = SafetensorsHeader.builder();
    private final Map<String, TensorSource> sources = new HashMap<>();

    /** Hands the bytes of one tensor on. */
    interface TensorSource {
        void writeTo(TensorBlocks blocks) throws IOException;
    }

    /** Adds a column and returns how it will be stored. */
    StoredColumn add(String name, Column column) {
        if (column.hasMissing()) {
            tensor(VALID + name, DType.U8, blocks -> blocks.valid(column), column.rows());
        }
        StoredColumn stored = stored(name, column);
        if (column instanceof TextColumn texts) {
            long[] offsets = offsets(texts.asList(), 0);
            add(OFFSETS + name, offsets);
            tensor(name, DType.U8, blocks -> blocks.values(column), offsets[column.rows()]);
        } else {
            tensor(name, typeOf(stored), blocks -> blocks.values(column), shape(stored, column.rows()));
        }
        return stored;
    }

    /** How a column will be stored. */
    static StoredColumn stored(String name, Column column) {
        boolean missing = column.hasMissing();
        if (column instanceof RealColumn) {
            return new StoredColumn(name, ColumnType.REAL, 0, missing);
        }
        if (column instanceof LongColumn) {
            return new StoredColumn(name, ColumnType.LONG, 0, missing);
        }
        if (column instanceof IntegerMatrixColumn matrix) {
            return new StoredColumn(name, ColumnType.INTEGERS, matrix.width(), missing);
        }
        if (column instanceof BitsColumn bits) {
            return new StoredColumn(name, ColumnType.BITS, bits.width(), missing);
        }
        return new StoredColumn(name, ColumnType.TEXT, 0, missing);
    }

    /** The type of the tensor that holds the values of a column. */
    static DType typeOf(StoredColumn column) {
        return switch (column.type()) {
            case REAL -> DType.F64;
            case LONG, INTEGERS -> DType.I64;
            case BITS, TEXT -> DType.U8;
        };
    }

    /** The shape of the tensor that holds the values of a column that is not of texts. */
    static long[] shape(StoredColumn column, long rows) {
        return switch (column.type()) {
            case INTEGERS -> new long[] {rows, column.width()};
            case BITS -> new long[] {rows, (column.width() + 7) / 8};
            default -> new long[] {rows};
        };
    }

    /** Where each text begins among the UTF-8 bytes of all, the first at {@code base}, and where the last one ends. */
    static long[] offsets(List<String> texts, long base) {
        long[] offsets = new long[texts.size() + 1];
        offsets[0] = base;
        for (int row = 0; row < texts.size(); row++) {
            offsets[row + 1] = offsets[row] + texts.get(row).getBytes(StandardCharsets.UTF_8).length;
        }
        return offsets;
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
            TensorBlocks blocks = new TensorBlocks(block -> writer.write(tensor.name(), block), tensor.byteSize());
            source.writeTo(blocks);
            blocks.flush();
        }
        writer.finish();
    }

    /** Adds a tensor whose bytes {@code source} will give. */
    void tensor(String name, DType type, TensorSource source, long... shape) {
        header.tensor(name, type, shape);
        sources.put(name, source);
    }
}
