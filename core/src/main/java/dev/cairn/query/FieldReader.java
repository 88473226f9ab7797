package dev.cairn.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Reads the values of some fields out of documents, and builds nothing else. Safe for use by many threads.
 *
 * <p>A value is a Boolean, a Long, a BigInteger, a Double, an Instant or a String: one that {@link FieldValue#of} takes. A number
 * with a point or an exponent is a Double, any other is whole. Null is no value, and neither is an object or an array; what is
 * in an array are values of the array's path.
 */
public final class FieldReader {
    private static final String BITS = "$f64";
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final PathTree tree;
    private final List<String> envelope;

    /** Takes what is read. */
    public interface Sink {
        /** Takes one of the values at {@code path}; the same one may come more than once. */
        void accept(FieldPath path, Object value);
    }

    /** Reads the fields that {@code spec} names. */
    public FieldReader(KindSpec spec) {
        this.tree = PathTree.of(spec);
        this.envelope = spec.envelope();
    }

    /** Reads what the store knows of {@code document}. */
    public void readEnvelope(Document document, Sink sink) {
        for (String name : envelope) {
            sink.accept(new FieldPath(List.of(name), true), envelope(document, name));
        }
    }

    private static Object envelope(Document document, String name) {
        DocumentKey key = document.key();
        return switch (name) {
            case "scope" -> key.scope();
            case "kind" -> key.kind();
            case "id" -> key.id();
            case "revision" -> document.revision();
            case "state" -> document.state().word();
            case "created" -> document.created();
            case "updated" -> document.head().updated();
            default -> throw new IllegalArgumentException("The store knows no '" + name + "' of a document.");
        };
    }

    /**
     * Reads the fields of a body.
     *
     * @return whether it could be read to its end; if not (it is no JSON, has a wanted number of more than 1,000 digits or a name
     *     with half of a surrogate pair, or is nested deeper than 1,000 levels), {@code sink} got what stands before
     */
    public boolean readBody(byte[] body, Sink sink) {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            readObject(json, tree, sink);
            return json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void readObject(JsonParser json, PathTree node, Sink sink) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            readField(json, node, sink);
        }
    }

    /** Reads the field whose name was just read. */
    private static void readField(JsonParser json, PathTree node, Sink sink) throws IOException {
        String name = json.currentName();
        PathTree child = node.child(name.startsWith("$$") ? name.substring(1) : name);
        json.nextToken();
        if (child == null) {
            json.skipChildren();
        } else {
            read(json, child, sink);
        }
    }

    private static void read(JsonParser json, PathTree node, Sink sink) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> readInner(json, node, sink);
            case START_ARRAY -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    read(json, node, sink);
                }
            }
            default -> {
                if (node.wanted()) {
                    readScalar(json, node, sink);
                }
            }
        }
    }

    /** Reads an object, or the number that is written as one. */
    private static void readInner(JsonParser json, PathTree node, Sink sink) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            return;
        }
        if (json.currentName().equals(BITS)) {
            if (json.nextToken() == JsonToken.VALUE_STRING && isBits(json.getText())) {
                if (node.wanted()) {
                    sink.accept(node.path(), Double.longBitsToDouble(Long.parseUnsignedLong(json.getText(), 16)));
                }
            } else {
                json.skipChildren();
            }
        } else {
            readField(json, node, sink);
        }
        readObject(json, node, sink);
    }

    private static boolean isBits(String text) {
        return text.length() == 16 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }

    private static void readScalar(JsonParser json, PathTree node, Sink sink) throws IOException {
        switch (json.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> sink.accept(node.path(), json.getBooleanValue());
            case VALUE_NUMBER_INT -> sink.accept(node.path(), json.getNumberValue());
            case VALUE_NUMBER_FLOAT -> sink.accept(node.path(), json.getDoubleValue());
            case VALUE_STRING -> sink.accept(node.path(), node.time() ? time(json.getText()) : json.getText());
            default -> {}
        }
    }

    private static Object time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return text;
        }
    }
}
