package dev.cairn.internal;

import dev.cairn.CorruptException;
import dev.cairn.internal.ResultBody.ColumnType;
import dev.cairn.internal.ResultBody.StoredColumn;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.tensor.SafetensorsReader;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the columns that {@link ColumnWriter} wrote, each alone, touching no bytes of the others. */
final class ColumnReader {
    private final SafetensorsReader tensors;
    private final String what;
    private final Map<String, double[]> ahead = new HashMap<>();

    /** Reads from {@code tensors}; {@code what} is named in messages: {@code result 'run_017'}. */
    ColumnReader(SafetensorsReader tensors, String what) {
        this.tensors = tensors;
        this.what = what;
    }

    /** Reads at once what {@link #read} will be asked for; otherwise each is read when it is. */
    ColumnReader readingAhead(List<StoredColumn> columns) throws IOException {
        List<String> reals = new ArrayList<>();
        for (StoredColumn column : columns) {
            if (column.type() == ColumnType.REAL) {
                reals.add(checked(column.name()));
            }
        }
        ahead.putAll(tensors.doubles(reals));
        return this;
    }

    private double[] doubles(String name) throws IOException {
        double[] there = ahead.remove(name);
        return there == null ? tensors.doubles(name) : there;
    }

    Column read(StoredColumn column, int rows) throws IOException {
        BitSet missing = column.missing() ? missing(column.name(), rows) : null;
        Column read = read(column, rows, missing);
        if (read.rows() != rows) {
            throw misfit(column.name(), read.rows() + " rows instead of " + rows);
        }
        return read;
    }

    int[] rowNumbers(String name, int count) throws IOException {
        long[] rows = tensors.longs(checked(name));
        if (rows.length != count) {
            throw misfit(name, rows.length + " rows instead of " + count);
        }
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Math.toIntExact(rows[i]);
        }
        return numbers;
    }

    private Column read(StoredColumn column, int rows, @Nullable BitSet missing) throws IOException {
        String name = checked(column.name());
        return switch (column.type()) {
            case REAL -> RealColumn.adopt(doubles(name), missing);
            case LONG -> LongColumn.adopt(tensors.longs(name), missing);
            case INTEGERS -> IntegerMatrixColumn.adopt(column.width(), tensors.longs(name), missing);
            case BITS -> BitsColumn.adopt(column.width(), tensors.bytes(name), missing);
            case TEXT -> TextColumn.adopt(texts(name, rows), missing);
        };
    }

    private BitSet missing(String name, int rows) throws IOException {
        byte[] valid = tensors.bytes(checked(ColumnWriter.VALID + name));
        BitSet missing = new BitSet(rows);
        for (int row = 0; row < valid.length; row++) {
            missing.set(row, valid[row] == 0);
        }
        return missing;
    }

    private String[] texts(String name, int rows) throws IOException {
        byte[] bytes = tensors.bytes(name);
        long[] offsets = tensors.longs(checked(ColumnWriter.OFFSETS + name));
        if (offsets.length != rows + 1) {
            throw misfit(name, offsets.length - 1 + " rows instead of " + rows);
        }
        String[] texts = new String[rows];
        for (int row = 0; row < rows; row++) {
            long from = offsets[row];
            long to = offsets[row + 1];
            if (from < 0 || to < from || to > bytes.length) {
                throw misfit(name, "a text from byte " + from + " to " + to + " of " + bytes.length);
            }
            texts[row] = new String(bytes, (int) from, (int) (to - from), StandardCharsets.UTF_8);
        }
        return texts;
    }

    private String checked(String name) {
        TensorInfo found = tensors.header().find(name).orElse(null);
        if (found == null) {
            throw new CorruptException("Cannot read " + what + ": its document names the column '" + name
                    + "', its columns blob has none.");
        }
        return name;
    }

    private CorruptException misfit(String name, String how) {
        return new CorruptException("Cannot read " + what + ": its column '" + name + "' has " + how + ".");
    }
}
