package dev.cairn.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a tree of tensors: names stand as they are. A number that is not finite is written as {@code {"$f64":"7ff8000000000000"}}, which every
 * reader of JSON takes, and read so and as the bare word that Python writes.
 */
final class TreeJson {
    private static final String BITS = "$f64";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TreeJson() {}

    /**
     * The object that {@code json} is.
     *
     * @throws JsonProcessingException if it is none
     */
    static Map<String, @Nullable Object> read(byte[] json) throws IOException {
        Map<String, @Nullable Object> object = JSON.readValue(json, OBJECT);
        if (object == null) {
            throw new NoObject();
        }
        object.replaceAll((name, value) -> decoded(value));
        return object;
    }

    /** An object as UTF-8. */
    static byte[] write(Map<String, ? extends @Nullable Object> object) throws IOException {
        return JSON.writeValueAsBytes(encoded(object));
    }

    private static final class NoObject extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        NoObject() {
            super("it is null");
        }
    }

    private static @Nullable Object decoded(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1
                    && map.get(BITS) instanceof String hex
                    && HEX.matcher(hex).matches()) {
                return Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(hex));
            }
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(name, decoded(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(decoded(item)));
            return copy;
        }
        return value;
    }

    private static @Nullable Object encoded(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(name, encoded(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(encoded(item)));
            return copy;
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return Map.of(BITS, HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number)));
        }
        return value;
    }
}
