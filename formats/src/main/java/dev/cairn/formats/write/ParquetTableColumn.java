package dev.cairn.formats.write;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import dev.cairn.formats.parquet.ParquetColumn;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A column of a table of results in a Parquet file.
 *
 * @param index among the columns of a row, {@value #KEY} for the key of the result
 */
record ParquetTableColumn(Type type, int index) implements ParquetColumn<TableRow> {
    private static final int KEY = -1;

    /** The column of the keys, where there are many results, and the others in their order. */
    static List<ParquetTableColumn> of(TableRows rows) {
        List<ParquetTableColumn> columns = new ArrayList<>();
        if (rows.ofMany()) {
            columns.add(new ParquetTableColumn(
                    Types.primitive(BINARY, REQUIRED).as(stringType()).named(TableRows.RESULT), KEY));
        }
        for (int i = 0; i < rows.columns().size(); i++) {
            columns.add(new ParquetTableColumn(type(rows.columns().get(i)), i));
        }
        return columns;
    }

    private static Type type(TableColumn column) {
        String name = column.name();
        return switch (column.type()) {
            case REAL -> Types.primitive(DOUBLE, OPTIONAL).named(name);
            case LONG -> Types.primitive(INT64, OPTIONAL).named(name);
            case TEXT -> Types.primitive(BINARY, OPTIONAL).as(stringType()).named(name);
            case BITS ->
                column.width() == 1
                        ? Types.primitive(BOOLEAN, OPTIONAL).named(name)
                        : Types.primitive(BINARY, OPTIONAL).as(stringType()).named(name);
            case INTEGERS -> Types.optionalList().requiredElement(INT64).named(name);
        };
    }

    @Override
    public void write(RecordConsumer to, int number, TableRow row) {
        if (index == KEY) {
            to.startField(type.getName(), number);
            to.addBinary(Binary.fromString(String.valueOf(row.result())));
            to.endField(type.getName(), number);
            return;
        }
        Column column = row.columns().get(index);
        if (!column.isMissing(row.row())) {
            to.startField(type.getName(), number);
            write(to, column, row.row());
            to.endField(type.getName(), number);
        }
    }

    private static void write(RecordConsumer to, Column column, int row) {
        if (column instanceof RealColumn reals) {
            to.addDouble(reals.get(row));
        } else if (column instanceof LongColumn longs) {
            to.addLong(longs.get(row));
        } else if (column instanceof BitsColumn bits && bits.width() == 1) {
            to.addBoolean(bits.get(row, 0));
        } else if (column instanceof IntegerMatrixColumn integers) {
            writeList(to, integers, row);
        } else {
            to.addBinary(Binary.fromString(String.valueOf(column.value(row))));
        }
    }

    /** A list as the format asks for it: a group of a repeated group of elements. */
    private static void writeList(RecordConsumer to, IntegerMatrixColumn integers, int row) {
        to.startGroup();
        to.startField("list", 0);
        for (int item = 0; item < integers.width(); item++) {
            to.startGroup();
            to.startField("element", 0);
            to.addLong(integers.get(row, item));
            to.endField("element", 0);
            to.endGroup();
        }
        to.endField("list", 0);
        to.endGroup();
    }
}
