package dev.cairn.formats.write;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a table is.
 *
 * @param name in the table
 * @param type of its cells
 * @param width the number of bits or integers in a cell, 1 for other types
 * @param source its full name in the result, null for a column of a history
 */
record TableColumn(
        String name, Type type, int width, @Nullable ColumnName source) {
    /** Of which type the cells are. */
    enum Type {
        REAL,
        LONG,
        TEXT,
        BITS,
        INTEGERS
    }

    static TableColumn of(String name, Column column, @Nullable ColumnName source) {
        if (column instanceof BitsColumn bits) {
            return new TableColumn(name, Type.BITS, bits.width(), source);
        }
        if (column instanceof IntegerMatrixColumn integers) {
            return new TableColumn(name, Type.INTEGERS, integers.width(), source);
        }
        Type type = column instanceof RealColumn ? Type.REAL : column instanceof LongColumn ? Type.LONG : Type.TEXT;
        return new TableColumn(name, type, 1, source);
    }

    /** For messages: {@code x1 (real)}. */
    String shown() {
        String cells = type.name().toLowerCase(Locale.ROOT);
        return name + " (" + (type == Type.BITS || type == Type.INTEGERS ? width + " " + cells : cells) + ")";
    }
}
