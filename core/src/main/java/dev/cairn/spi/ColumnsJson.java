package dev.cairn.spi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns as JSON, cell by cell, each with its type: {@code {"objectives/f1":{"type":"real","values":[0.5,null]}}}. A missing cell is
 * null; a double that is not finite is what {@link Json} makes of it. Neither side holds more than the columns themselves.
 */
public final class ColumnsJson {
    private static final String TYPE = "type";
    private static final String WIDTH = "width";
    private static final String VALUES = "values";

    private ColumnsJson() {}

    private enum ColumnType {
        REAL,
        LONG,
        TEXT,
        BITS,
        INTEGERS
    }

    /** Writes columns in their order, each under its name, be it a {@link ColumnName} or a text. */
    public static final class Writer extends StdSerializer<Map<?, Column>> {
        private static final long serialVersionUID = 1L;

        /** For Jackson. */
        public Writer() {
            super(Map.class, false);
        }

        @Override
        public void serialize(Map<?, Column> columns, JsonGenerator json, SerializerProvider context)
                throws IOException {
            json.writeStartObject();
            for (Map.Entry<?, Column> column : columns.entrySet()) {
                json.writeObjectFieldStart(String.valueOf(column.getKey()));
                write(json, column.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        }

        private static void write(JsonGenerator json, Column column) throws IOException {
            json.writeStringField(TYPE, type(column).name().toLowerCase(Locale.ROOT));
            if (column instanceof BitsColumn bits) {
                json.writeNumberField(WIDTH, bits.width());
            } else if (column instanceof IntegerMatrixColumn integers) {
                json.writeNumberField(WIDTH, integers.width());
            }
            json.writeArrayFieldStart(VALUES);
            for (int row = 0; row < column.rows(); row++) {
                if (column.isMissing(row)) {
                    json.writeNull();
                } else {
                    writeCell(json, column, row);
                }
            }
            json.writeEndArray();
        }

        private static ColumnType type(Column column) {
            if (column instanceof RealColumn) {
                return ColumnType.REAL;
            }
            if (column instanceof LongColumn) {
                return ColumnType.LONG;
            }
            if (column instanceof TextColumn) {
                return ColumnType.TEXT;
            }
            return column instanceof BitsColumn ? ColumnType.BITS : ColumnType.INTEGERS;
        }

        private static void writeCell(JsonGenerator json, Column column, int row) throws IOException {
            if (column instanceof RealColumn reals) {
                Json.writeReal(json, reals.get(row));
            } else if (column instanceof LongColumn longs) {
                json.writeNumber(longs.get(row));
            } else if (column instanceof IntegerMatrixColumn integers) {
                long[] items = integers.get(row);
                json.writeArray(items, 0, items.length);
            } else {
                json.writeString(String.valueOf(column.value(row)));
            }
        }
    }

    /** Reads what {@link Writer} wrote under full names. */
    public static final class Reader extends AnyReader<ColumnName> {
        private static final long serialVersionUID = 1L;

        /** For Jackson. */
        public Reader() {}

        @Override
        ColumnName key(String name) {
            return ColumnName.parse(name);
        }
    }

    /** Reads what {@link Writer} wrote under texts. */
    public static final class NamedReader extends AnyReader<String> {
        private static final long serialVersionUID = 1L;

        /** For Jackson. */
        public NamedReader() {}

        @Override
        String key(String name) {
            return name;
        }
    }

    private abstract static class AnyReader<K> extends StdDeserializer<Map<K, Column>> {
        private static final long serialVersionUID = 1L;

        AnyReader() {
            super(Map.class);
        }

        abstract K key(String name);

        @Override
        public final Map<K, Column> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            require(json, JsonToken.START_OBJECT, "Columns are an object");
            Map<K, Column> columns = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                K name = key(json.currentName());
                json.nextToken();
                columns.put(name, column(json));
            }
            return columns;
        }

        private static void require(JsonParser json, JsonToken token, String what) throws IOException {
            if (json.currentToken() != token) {
                throw new JsonParseException(json, what);
            }
        }

        /** Type and width stand before the values. */
        private static Column column(JsonParser json) throws IOException {
            require(json, JsonToken.START_OBJECT, "A column is an object");
            @Nullable String type = null;
            @Nullable Column column = null;
            int width = 1;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case TYPE -> type = json.getText();
                    case WIDTH -> width = json.getIntValue();
                    case VALUES -> column = values(json, type, width);
                    default -> json.skipChildren();
                }
            }
            if (column == null) {
                throw new JsonParseException(json, "A column has no values");
            }
            return column;
        }

        private static Column values(JsonParser json, @Nullable String type, int width) throws IOException {
            if (type == null) {
                throw new JsonParseException(json, "A column does not say of which type it is before its values");
            }
            return switch (type(json, type)) {
                case REAL -> reals(json);
                case LONG -> longs(json);
                case TEXT -> texts(json);
                case BITS -> bits(json, width);
                case INTEGERS -> integers(json, width);
            };
        }

        private static ColumnType type(JsonParser json, String word) throws IOException {
            for (ColumnType type : ColumnType.values()) {
                if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return type;
                }
            }
            throw new JsonParseException(json, "No column is of the type " + Names.quote(word));
        }

        /** Takes one cell at the current token, which is null where it is missing. */
        private interface Cell {
            void read(boolean missing) throws IOException;
        }

        /** Goes through an array, and returns which cells are missing. */
        private static BitSet each(JsonParser json, Cell cell) throws IOException {
            require(json, JsonToken.START_ARRAY, "The values of a column are an array");
            BitSet missing = new BitSet();
            for (int row = 0; json.nextToken() != JsonToken.END_ARRAY; row++) {
                boolean none = json.currentToken() == JsonToken.VALUE_NULL;
                missing.set(row, none);
                cell.read(none);
            }
            return missing;
        }

        private static Column reals(JsonParser json) throws IOException {
            DoubleStream.Builder values = DoubleStream.builder();
            BitSet missing = each(json, none -> values.add(none ? 0 : Json.readReal(json)));
            return RealColumn.adopt(values.build().toArray(), missing);
        }

        private static Column longs(JsonParser json) throws IOException {
            LongStream.Builder values = LongStream.builder();
            BitSet missing = each(json, none -> values.add(none ? 0 : json.getLongValue()));
            return LongColumn.adopt(values.build().toArray(), missing);
        }

        private static Column texts(JsonParser json) throws IOException {
            List<@Nullable String> values = new ArrayList<>();
            each(json, none -> values.add(none ? null : json.getText()));
            return TextColumn.of(values);
        }

        private static Column bits(JsonParser json, int width) throws IOException {
            List<BitSet> rows = new ArrayList<>();
            BitSet missing = each(json, none -> rows.add(none ? new BitSet() : bitRow(json, width)));
            return BitsColumn.of(width, rows.toArray(BitSet[]::new)).withMissing(missing);
        }

        private static BitSet bitRow(JsonParser json, int width) throws IOException {
            String text = json.getText();
            if (text.length() != width || !text.matches("[01]*")) {
                throw new JsonParseException(
                        json, "A row of bits is " + width + " times 0 or 1, not " + Names.quote(text));
            }
            BitSet bits = new BitSet(width);
            for (int bit = 0; bit < width; bit++) {
                bits.set(bit, text.charAt(bit) == '1');
            }
            return bits;
        }

        private static Column integers(JsonParser json, int width) throws IOException {
            LongStream.Builder values = LongStream.builder();
            BitSet missing = each(json, none -> {
                for (int item = 0; item < width; item++) {
                    if (!none) {
                        json.nextToken();
                    }
                    values.add(none ? 0 : json.getLongValue());
                }
                if (!none && json.nextToken() != JsonToken.END_ARRAY) {
                    throw new JsonParseException(json, "A row of integers has more than " + width);
                }
            });
            return IntegerMatrixColumn.adopt(width, values.build().toArray(), missing);
        }
    }
}
