package dev.cairn.formats.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.CorruptException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python writes it, with {@code NaN} and {@code Infinity} as bare words: Map, List, String, Boolean, Long, Double and null. A whole
 * number beyond 64 bits becomes its digits as a text.
 */
final class ForeignJson {
    /** The largest file that is read as one piece of JSON: 256 MiB. */
    static final long LARGEST = 256L << 20;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength((int) LARGEST)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private ForeignJson() {}

    /**
     * What a text says.
     *
     * @throws JsonProcessingException if it is no JSON
     */
    static @Nullable Object parse(String json) throws JsonProcessingException {
        return plain(JSON.readValue(json, Object.class));
    }

    /** The object in a file; a file that is cut off, too large or of another encoding is refused with the line. */
    static Map<String, @Nullable Object> object(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw BadFile.whole(file, "it has more than " + LARGEST + " bytes, which no such file has");
            }
            byte[] bytes = Files.readAllBytes(file);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            Object value = plain(JSON.readValue(bytes, Object.class));
            if (value instanceof Map<?, ?> map) {
                return named(map);
            }
            throw BadFile.whole(file, "it is no JSON object");
        } catch (JsonProcessingException e) {
            throw bad(file, e);
        } catch (CharacterCodingException e) {
            throw BadFile.whole(file, "it is no UTF-8");
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    private static CorruptException bad(Path file, JsonProcessingException why) {
        long line = why.getLocation() == null ? 1 : why.getLocation().getLineNr();
        return BadFile.at(file, line, reason(why));
    }

    /** What is wrong, without the place. */
    static String reason(JsonProcessingException why) {
        String reason =
                String.valueOf(why.getOriginalMessage()).lines().findFirst().orElse("it is no JSON");
        return reason.replaceFirst(" \\(.*", "").replaceFirst("\\.$", "");
    }

    /** Names and values of an object, in their order. */
    static Map<String, @Nullable Object> named(@Nullable Object value) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> named.put(String.valueOf(name), item));
        }
        return named;
    }

    /** As one line, in the form in which it is read. */
    static String text(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON cannot be written: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(String.valueOf(name), plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return value instanceof BigInteger ? value.toString() : value;
    }
}
