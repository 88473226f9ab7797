package dev.cairn.workspace;

import dev.cairn.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Maps, lists, numbers and truth values as JSON in which each double and long comes back exactly, and records as Jackson writes them. */
final class JsonCodec implements ArtifactCodec {
    static final String MEDIA_TYPE = "application/json";

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public boolean handles(Class<?> type) {
        return Map.class.isAssignableFrom(type)
                || List.class.isAssignableFrom(type)
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == Object.class
                || type.isRecord();
    }

    @Override
    public void write(Object value, OutputStream out) throws IOException {
        out.write(value instanceof Record ? Json.write(value) : Json.writeValue(value));
    }

    @Override
    public Object read(InputStream in, Class<?> type) throws IOException {
        byte[] json = in.readAllBytes();
        if (type.isRecord()) {
            return Json.read(json, type);
        }
        Object value = Json.readValue(json);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The JSON is "
                    + (value == null ? "null" : "a " + value.getClass().getSimpleName()) + ", not a "
                    + type.getSimpleName() + "; whole numbers are read as Long, others as Double.");
        }
        return value;
    }
}
