package dev.cairn.internal;

import dev.cairn.internal.ResultBody.ColumnType;
import dev.cairn.internal.ResultBody.StoredColumn;
import dev.cairn.model.Column;
import dev.cairn.model.TextColumn;
import dev.cairn.tensor.DType;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Collects a column that comes in pieces, in temporary files, until it is known how long it is. For one thread at a time. */
final class ColumnSpool implements AutoCloseable {
    private final String name;
    private final Spool values = new Spool();
    private @Nullable Spool valid;
    private @Nullable Spool offsets;
    private @Nullable StoredColumn first;
    private long rows;

    /** Collects the column {@code name}. */
    ColumnSpool(String name) throws IOException {
        this.name = name;
    }

    /**
     * Checks that a piece can be appended.
     *
     * @throws IllegalArgumentException if it is of another type than those before
     */
    void check(Column piece) {
        StoredColumn stored = ColumnWriter.stored(name, piece);
        if (first == null) {
            first = stored;
        } else if (first.type() != stored.type() || first.width() != stored.width()) {
            throw new IllegalArgumentException(
                    "The column " + name + " began as " + shown(first) + " and cannot go on as " + shown(stored) + ".");
        }
    }

    /** Appends a piece, which must be of the type of those before. */
    void append(Column piece) throws IOException {
        check(piece);
        if (piece.hasMissing() && valid == null) {
            valid = new Spool();
            valid.blocks.ones(rows);
        }
        if (valid != null) {
            valid.blocks.valid(piece);
        }
        if (piece instanceof TextColumn texts) {
            appendOffsets(texts);
        }
        values.blocks.values(piece);
        rows += piece.rows();
    }

    /** Adds the whole column to {@code target} and returns how it will be stored. */
    StoredColumn addTo(ColumnWriter target) throws IOException {
        if (first == null) {
            throw new IllegalStateException("Nothing was appended to " + name);
        }
        StoredColumn stored = new StoredColumn(name, first.type(), first.width(), valid != null);
        long length = values.finish();
        if (valid != null) {
            valid.finish();
            target.tensor(ColumnWriter.VALID + name, DType.U8, valid::writeTo, rows);
        }
        if (stored.type() == ColumnType.TEXT && offsets != null) {
            offsets.finish();
            target.tensor(ColumnWriter.OFFSETS + name, DType.I64, offsets::writeTo, rows + 1);
            target.tensor(name, DType.U8, values::writeTo, length);
        } else {
            target.tensor(name, ColumnWriter.typeOf(stored), values::writeTo, ColumnWriter.shape(stored, rows));
        }
        return stored;
    }

    @Override
    public void close() throws IOException {
        values.close();
        if (valid != null) {
            valid.close();
        }
        if (offsets != null) {
            offsets.close();
        }
    }

    private void appendOffsets(TextColumn texts) throws IOException {
        values.blocks.flush();
        long[] ends = ColumnWriter.offsets(texts.asList(), values.length);
        boolean begins = offsets == null;
        if (offsets == null) {
            offsets = new Spool();
        }
        offsets.blocks.longs(LongBuffer.wrap(ends, begins ? 0 : 1, ends.length - (begins ? 0 : 1)));
    }

    private static String shown(StoredColumn column) {
        return column.type() + (column.width() > 0 ? " of width " + column.width() : "");
    }

    /** Bytes in a temporary file. Written through streams, which an interrupt does not close. */
    private static final class Spool {
        private static final int BLOCK = 64 * 1024;

        private final Path file = Files.createTempFile("cairn-", ".column");
        private final FileOutputStream out = new FileOutputStream(file.toFile());
        private final TensorBlocks blocks = new TensorBlocks(this::write);
        private long length;

        Spool() throws IOException {}

        private void write(ByteBuffer block) throws IOException {
            out.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
            length += block.remaining();
            block.position(block.limit());
        }

        long finish() throws IOException {
            blocks.flush();
            out.close();
            return length;
        }

        void writeTo(TensorBlocks target) throws IOException {
            try (InputStream in = new FileInputStream(file.toFile())) {
                byte[] block = new byte[BLOCK];
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    target.bytes(ByteBuffer.wrap(block, 0, read));
                }
            }
        }

        void close() throws IOException {
            out.close();
            Files.deleteIfExists(file);
        }
    }
}
