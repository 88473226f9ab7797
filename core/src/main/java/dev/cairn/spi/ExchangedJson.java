package dev.cairn.spi;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that left the store and comes back: somebody may have edited it, cut it off, or taken another file for it. What a newer
 * version of this software wrote is refused; fields that are not known are passed over; all that are missing are named.
 */
public final class ExchangedJson {
    private ExchangedJson() {}

    /**
     * What {@link Json#write} wrote.
     *
     * @param what what is read, for messages: {@code run export 'run.json'}
     * @param type a record with a component {@code format}; all its components but the nullable ones must be there
     * @param newest the newest format that this software reads
     * @throws UnsupportedException if it has a newer one
     * @throws CorruptException if it is no such JSON; says where
     */
    public static <T extends Body> T read(byte[] json, String what, Class<T> type, int newest) {
        try {
            JsonNode tree = Json.MAPPER
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(json);
            requireKnown(tree.path("format"), what, newest);
            List<String> missing = new ArrayList<>();
            addMissing(tree, type, "", missing);
            if (!missing.isEmpty()) {
                throw new CorruptException("Cannot read the " + what + ": these fields are missing: "
                        + String.join(", ", missing) + ". It was probably cut off, or is something else.");
            }
            return Json.read(json, type);
        } catch (IOException e) {
            throw new CorruptException("Cannot read the " + what + ": " + reason(e), e);
        }
    }

    /** Opens what is read, at its beginning; the stream is closed by the reader. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * The same of what is too large to be in memory twice: it is opened for its format and once more for all of it. That nothing is
     * missing is checked by the record itself, which refuses it with an {@link IllegalArgumentException}.
     *
     * @throws IOException if it cannot be opened
     */
    public static <T extends Body> T read(Source source, String what, Class<T> type, int newest) throws IOException {
        try (InputStream json = source.open()) {
            requireKnown(format(json), what, newest);
        }
        try (InputStream json = source.open()) {
            return Json.MAPPER
                    .readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(json);
        } catch (JsonProcessingException e) {
            throw new CorruptException("Cannot read the " + what + ": " + reason(e), e);
        }
    }

    /** The format of what begins here; missing where it is no JSON, which is told by whoever reads all of it. */
    private static JsonNode format(InputStream from) throws IOException {
        try (JsonParser json = Json.MAPPER.createParser(from)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean found = json.currentName().equals("format");
                    json.nextToken();
                    if (found) {
                        return Json.MAPPER.readTree(json);
                    }
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
        return MissingNode.getInstance();
    }

    private static void requireKnown(JsonNode format, String what, int newest) {
        if (format.isIntegralNumber() && format.asLong() > newest) {
            throw new UnsupportedException("The " + what + " has format " + format
                    + ", and this version of Cairn reads up to " + newest + ": use a newer one.");
        }
    }

    private static void addMissing(JsonNode node, Type type, String path, List<String> missing) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            for (int i = 0; i < node.size(); i++) {
                addMissing(node.path(i), list.getActualTypeArguments()[0], path + "[" + i + "]", missing);
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
                JsonNode field = node.path(component.getName());
                boolean absent = field.isMissingNode() || field.isNull();
                if (!absent) {
                    addMissing(field, component.getGenericType(), name, missing);
                } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    missing.add(name);
                }
            }
        }
    }

    private static String reason(IOException e) {
        StringBuilder reason = new StringBuilder();
        if (e instanceof JsonProcessingException json) {
            JsonLocation location = json.getLocation();
            reason.append(location == null ? "" : "line " + location.getLineNr() + ": ");
            if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
                reason.append(path(mapping)).append(": ");
            }
            Throwable cause = e.getCause();
            return reason.append(
                            cause instanceof IllegalArgumentException ? cause.getMessage() : json.getOriginalMessage())
                    .toString();
        }
        return String.valueOf(e.getMessage());
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName();
            path.append(name == null ? "[" + step.getIndex() + "]" : path.isEmpty() ? name : "." + name);
        }
        return path.toString();
    }
}
