package dev.cairn.internal;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.tensor.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;

/** Turns the values of columns into little-endian bytes, block by block, without a second copy of a column. */
final class TensorBlocks {
    private static final int BLOCK = 64 * 1024;

    private final ByteSink sink;
    private final ByteBuffer block;

    /** Hands each block to {@code sink}. */
    TensorBlocks(ByteSink sink) {
        this(sink, BLOCK);
    }

    /** The same for {@code bytes} in all, which may need less than a block. */
    TensorBlocks(ByteSink sink, long bytes) {
        this.sink = sink;
        // Whole words, and at least one.
        int length = (int) Math.min(BLOCK, (bytes + Long.BYTES) / Long.BYTES * Long.BYTES);
        this.block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All cells of a column, those missing too. */
    void values(Column column) throws IOException {
        if (column instanceof RealColumn real) {
            doubles(real.asBuffer());
        } else if (column instanceof LongColumn longs) {
            longs(longs.asBuffer());
        } else if (column instanceof IntegerMatrixColumn matrix) {
            longs(matrix.asBuffer());
        } else if (column instanceof BitsColumn bits) {
            bytes(bits.asBuffer());
        } else {
            for (String text : ((TextColumn) column).asList()) {
                bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** One byte for each cell of a column: 1 if it is there. */
    void valid(Column column) throws IOException {
        for (int row = 0; row < column.rows(); row++) {
            one(column.isMissing(row) ? 0 : 1);
        }
    }

    /** {@code count} bytes of 1. */
    void ones(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            one(1);
        }
    }

    void longs(LongBuffer values) throws IOException {
        flush();
        while (values.hasRemaining()) {
            int count = Math.min(values.remaining(), block.capacity() / Long.BYTES);
            block.asLongBuffer().put(values.slice(values.position(), count));
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

    /** Hands on what is left; to be called at the end. */
    void flush() throws IOException {
        send(block.position());
    }

    private void doubles(DoubleBuffer values) throws IOException {
        flush();
        while (values.hasRemaining()) {
            int count = Math.min(values.remaining(), block.capacity() / Double.BYTES);
            block.asDoubleBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            send(count * Double.BYTES);
        }
    }

    private void one(int value) throws IOException {
        if (!block.hasRemaining()) {
            flush();
        }
        block.put((byte) value);
    }

    private void send(int bytes) throws IOException {
        if (bytes > 0) {
            sink.write(block.position(0).limit(bytes));
        }
        block.clear();
    }
}
