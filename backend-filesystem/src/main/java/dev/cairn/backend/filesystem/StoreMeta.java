package dev.cairn.backend.filesystem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of itself in its {@code _meta.json}; scopes say their name in one of the same format.
 *
 * @param storeId the id that it got when it was made
 */
record StoreMeta(String storeId) {
    private static final int FORMAT = 1;
    private static final int LONGEST_ID = 64;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Describes a new store. */
    static byte[] describeNew(Instant created) {
        return line(JSON.createObjectNode()
                .put("format", FORMAT)
                .put("storeId", UUID.randomUUID().toString())
                .put("created", created.toString()));
    }

    /** Describes a scope. */
    static byte[] describeScope(String scope) {
        return line(JSON.createObjectNode().put("format", FORMAT).put("scope", scope));
    }

    /**
     * What the store says of itself; empty if it says nothing, so that it is none.
     *
     * @throws UnsupportedException if it is of a newer format
     * @throws CorruptException if it cannot be understood
     */
    static Optional<StoreMeta> read(Path file) {
        return FileReads.all(file).map(bytes -> {
            JsonNode meta = parse(file, bytes);
            String id = meta.path("storeId").asText();
            if (id.isBlank() || id.length() > LONGEST_ID) {
                throw damaged(file, "it names no store id", null);
            }
            return new StoreMeta(id);
        });
    }

    /**
     * The true name of the scope that a file describes; empty if there is no such file.
     *
     * @throws UnsupportedException if it is of a newer format
     * @throws CorruptException if it cannot be understood
     */
    static Optional<String> readScope(Path file) {
        return FileReads.all(file).map(bytes -> {
            JsonNode scope = parse(file, bytes).get("scope");
            if (scope == null || !scope.isTextual()) {
                throw damaged(file, "it names no scope", null);
            }
            return scope.textValue();
        });
    }

    private static JsonNode parse(Path file, byte[] bytes) {
        JsonNode meta;
        try {
            meta = JSON.readTree(bytes);
        } catch (IOException e) {
            throw damaged(file, "it is not JSON", e);
        }
        JsonNode format = meta.path("format");
        if (!format.isIntegralNumber() || format.longValue() < 1) {
            throw damaged(file, "it names no format", null);
        }
        if (format.longValue() > FORMAT) {
            throw new UnsupportedException("The store's format in " + file + " is " + format.longValue()
                    + "; this version of Cairn knows " + FORMAT
                    + ". Nothing was changed: open it with a newer version.");
        }
        return meta;
    }

    private static byte[] line(ObjectNode node) {
        try {
            return (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("A tree of texts and numbers can be written", e);
        }
    }

    private static CorruptException damaged(Path file, String what, @Nullable Throwable cause) {
        return new CorruptException(
                "Cannot understand " + file + ": " + what
                        + ". Restore this one file from a backup; the data beside it was not touched.",
                cause);
    }
}
