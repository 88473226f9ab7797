package dev.cairn.spi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cairn.model.Attributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How values stand in the JSON of a document, so that each comes back exactly: a double that is not finite as
 * {@code {"$f64":"7ff8000000000001"}}, its bits in hexadecimal; a user's name that begins with {@code $} with one more of it; a
 * long as an integer, a double always with a point or an exponent; an instant as ISO 8601 in UTC; an enum in lower case.
 */
public final class Json {
    private static final String BITS = "$f64";
    static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** {@code value}, a record, as UTF-8. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** Writes {@code value}, a record, as UTF-8 into a stream as it goes, and leaves the stream open. */
    public static void write(Object value, OutputStream to) throws IOException {
        MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValue(to, value);
    }

    /** What {@link #write} wrote. */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    /** A value of the kinds that {@link Attributes} hold, as UTF-8. */
    public static byte[] writeValue(Object value) {
        Object frozen = Attributes.of(Map.of("value", value)).get("value");
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                JsonGenerator json = MAPPER.createGenerator(bytes)) {
            AttributesWriter.write(json, frozen);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write a value as JSON", e);
        }
    }

    /** What {@link #writeValue} wrote. */
    public static @Nullable Object readValue(byte[] json) throws IOException {
        return AttributesReader.readValue(MAPPER.readTree(json));
    }

    /** The same JSON over several lines, each level two spaces further in: for people. Its last line ends like the others. */
    public static byte[] indented(byte[] json) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators spaces = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonParser from = MAPPER.createParser(json);
                JsonGenerator to = MAPPER.createGenerator(bytes)) {
            to.setPrettyPrinter(
                    new DefaultPrettyPrinter(spaces).withObjectIndenter(lines).withArrayIndenter(lines));
            while (from.nextToken() != null) {
                to.copyCurrentEventExact(from);
            }
            to.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalArgumentException("This is no JSON: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** Writes a double so that {@link #readReal} gives every bit of it back. */
    public static void writeReal(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeStartObject();
            json.writeStringField(BITS, HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number)));
            json.writeEndObject();
        }
    }

    /** The double that begins at the current token. */
    public static double readReal(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return json.getDoubleValue();
        }
        String field = json.nextFieldName();
        String hex = json.nextTextValue();
        if (!BITS.equals(field) || hex == null || json.nextToken() != JsonToken.END_OBJECT) {
            throw new JsonParseException(
                    json, "A number that is not finite is written as {\"" + BITS + "\":\"16 hex digits\"}");
        }
        return bits(hex);
    }

    private static double bits(String hex) throws IOException {
        try {
            return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
        } catch (NumberFormatException e) {
            throw new JsonMappingException(null, "'" + hex + "' are not the bits of a double");
        }
    }

    private static ObjectMapper mapper() {
        StreamReadConstraints unbounded = StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build();
        SimpleModule exact = new SimpleModule()
                .addSerializer(Enum.class, new WordWriter())
                .addSerializer(Double.class, new RealWriter())
                .addSerializer(double.class, new RealWriter())
                .addDeserializer(Double.class, new RealReader())
                .addDeserializer(double.class, new RealReader())
                .addSerializer(Attributes.class, new AttributesWriter())
                .addDeserializer(Attributes.class, new AttributesReader());
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(unbounded)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                        .build())
                .addModule(new JavaTimeModule())
                .addModule(exact)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build();
    }

    /** Writes an enum in lower case, the same whatever the language of the machine: Turkish has another small I. */
    @SuppressWarnings("rawtypes") // Jackson asks for the serializer of all enums under their raw type
    private static final class WordWriter extends StdSerializer<Enum> {
        private static final long serialVersionUID = 1L;

        WordWriter() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum word, JsonGenerator json, SerializerProvider context) throws IOException {
            json.writeString(word.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class RealWriter extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;

        RealWriter() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator json, SerializerProvider context) throws IOException {
            writeReal(json, number);
        }
    }

    private static final class RealReader extends StdDeserializer<Double> {
        private static final long serialVersionUID = 1L;

        RealReader() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return readReal(json);
        }
    }

    private static final class AttributesWriter extends StdSerializer<Attributes> {
        private static final long serialVersionUID = 1L;

        AttributesWriter() {
            super(Attributes.class);
        }

        @Override
        public void serialize(Attributes attributes, JsonGenerator json, SerializerProvider context)
                throws IOException {
            write(json, attributes.asMap());
        }

        private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
            if (value instanceof Map<?, ?> map) {
                json.writeStartObject();
                // Their order says nothing, so equal attributes are written alike.
                for (Object key : new TreeSet<>(map.keySet())) {
                    String name = String.valueOf(key);
                    json.writeFieldName(name.startsWith("$") ? "$" + name : name);
                    write(json, map.get(key));
                }
                json.writeEndObject();
            } else if (value instanceof List<?> list) {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            } else if (value instanceof Double number) {
                writeReal(json, number);
            } else {
                json.writePOJO(value);
            }
        }
    }

    private static final class AttributesReader extends StdDeserializer<Attributes> {
        private static final long serialVersionUID = 1L;

        AttributesReader() {
            super(Attributes.class);
        }

        @Override
        public Attributes deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(json);
            if (!tree.isObject()) {
                throw new JsonParseException(json, "Attributes are a JSON object, not " + tree.getNodeType());
            }
            return Attributes.of(readMap(tree));
        }

        private static Map<String, @Nullable Object> readMap(JsonNode object) throws IOException {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = field.getKey();
                map.put(name.startsWith("$$") ? name.substring(1) : name, readValue(field.getValue()));
            }
            return map;
        }

        private static @Nullable Object readValue(JsonNode node) throws IOException {
            if (node.isObject()) {
                return node.size() == 1 && node.has(BITS) ? bits(node.get(BITS).asText()) : readMap(node);
            }
            if (node.isArray()) {
                List<@Nullable Object> list = new ArrayList<>(node.size());
                for (JsonNode item : node) {
                    list.add(readValue(item));
                }
                return list;
            }
            if (node.isIntegralNumber() && node.canConvertToLong()) {
                return node.longValue();
            }
            if (node.isFloatingPointNumber()) {
                return node.doubleValue();
            }
            if (node.isNull() || node.isTextual() || node.isBoolean()) {
                return node.isNull() ? null : node.isTextual() ? node.textValue() : (Object) node.booleanValue();
            }
            throw new JsonMappingException(null, "The number " + node + " is more than a long or a double holds");
        }
    }
}
