package dev.cairn.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.model.Attributes;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as programs read them: exact, times in ISO 8601, bytes as numbers, durations in seconds. */
final class Plain {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Plain() {}

    /** One value of a table with separators; a list or a map is JSON. */
    static @Nullable Object of(@Nullable Object value) throws IOException {
        if (value instanceof Optional<?> some) {
            return of(some.orElse(null));
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof Attributes) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.getFactory().createGenerator(text)) {
                write(json, value);
            }
            return text.toString();
        }
        if (value instanceof Cells.Bytes bytes) {
            return bytes.count();
        }
        return value instanceof Duration duration ? seconds(duration) : value;
    }

    /** A number that is not finite is its name in quotes, for JSON has no other. */
    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Optional<?> some) {
            write(json, some.orElse(null));
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double number) {
            real(json, number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Cells.Bytes bytes) {
            json.writeNumber(bytes.count());
        } else if (value instanceof Duration duration) {
            real(json, seconds(duration));
        } else if (value instanceof Attributes attributes) {
            write(json, attributes.asMap());
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> many) {
            json.writeStartArray();
            for (Object one : many) {
                write(json, one);
            }
            json.writeEndArray();
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void real(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(String.valueOf(number));
        }
    }
}
