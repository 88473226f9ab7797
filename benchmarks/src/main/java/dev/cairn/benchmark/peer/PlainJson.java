package dev.cairn.benchmark.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A result as JSON with Jackson, numbers as text, as it is written by hand. */
final class PlainJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlainJson() {}

    static byte[] write(Sample sample) {
        try {
            return MAPPER.writeValueAsBytes(Map.of("description", sample.description(), "columns", sample.columns()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] description(Sample sample) {
        try {
            return MAPPER.writeValueAsBytes(sample.description());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> description(byte[] json) {
        try {
            return MAPPER.readValue(json, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Columns read(byte[] json) {
        try {
            return MAPPER.readValue(json, Columns.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Jackson reads. */
    static final class Columns {
        /** What is said of them. */
        public Map<String, Object> description = Map.of();

        /** The arrays. */
        public Map<String, double[]> columns = Map.of();
    }
}
