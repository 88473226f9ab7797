package dev.cairn.backend.filesystem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The lines of a journal's file. Each is a JSON object of a sum and what it sums, verbatim:
 *
 * <pre>
 * {"crc32c":"8 hex digits","journal":{"scope":"...","kind":"...","id":"...","name":"..."}}
 * {"crc32c":"8 hex digits","entry":{...}}
 * </pre>
 *
 * <p>The first line names the journal, every other holds an entry. The sum is the CRC32C of the bytes of the inner object.
 */
final class JournalLines {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final byte[] SUM = ascii("{\"crc32c\":\"");
    private static final byte[] ENTRY = ascii("\",\"entry\":");
    private static final byte[] NAME = ascii("\",\"journal\":");
    private static final int SUM_DIGITS = 8;

    private JournalLines() {}

    /** What a line is. */
    enum Kind {
        ENTRY,
        NAME,
        BLANK,
        DAMAGED
    }

    /** A new journal's first line, with its line break. */
    static byte[] first(JournalKey key) {
        DocumentKey owner = key.owner();
        ObjectNode name = JSON.createObjectNode()
                .put("scope", owner.scope())
                .put("kind", owner.kind())
                .put("id", owner.id())
                .put("name", key.name());
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            write(line, NAME, JSON.writeValueAsBytes(name));
            return line.toByteArray();
        } catch (JsonProcessingException e) {
            throw new AssertionError("A tree of texts can be written", e);
        }
    }

    /**
     * The lines of {@code entries}, each with its line break.
     *
     * @throws IllegalArgumentException if one cannot be an entry
     */
    static byte[] entries(List<String> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (String entry : entries) {
            write(lines, ENTRY, utf8(JournalEntry.check(entry)));
        }
        return lines.toByteArray();
    }

    /** What {@code line}, without its line break, is. */
    static Kind kind(byte[] line) {
        if (line.length == 0) {
            return Kind.BLANK;
        }
        if (holds(line, ENTRY)) {
            return Kind.ENTRY;
        }
        return holds(line, NAME) ? Kind.NAME : Kind.DAMAGED;
    }

    /** The entry on a line of that kind. */
    static String entry(byte[] line) {
        return new String(inner(line, ENTRY), StandardCharsets.UTF_8);
    }

    /** The journal that a first line names; empty if it names none that can be. */
    static Optional<JournalKey> name(byte[] line) {
        if (kind(line) != Kind.NAME) {
            return Optional.empty();
        }
        try {
            JsonNode name = JSON.readTree(inner(line, NAME));
            DocumentKey owner = new DocumentKey(text(name, "scope"), text(name, "kind"), text(name, "id"));
            return Optional.of(new JournalKey(owner, text(name, "name")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static void write(ByteArrayOutputStream lines, byte[] label, byte[] inner) {
        lines.writeBytes(SUM);
        lines.writeBytes(sum(inner));
        lines.writeBytes(label);
        lines.writeBytes(inner);
        lines.write('}');
        lines.write('\n');
    }

    private static boolean holds(byte[] line, byte[] label) {
        int labelAt = SUM.length + SUM_DIGITS;
        int innerAt = labelAt + label.length;
        return line.length > innerAt + 2
                && Arrays.equals(line, 0, SUM.length, SUM, 0, SUM.length)
                && Arrays.equals(line, labelAt, innerAt, label, 0, label.length)
                && line[line.length - 1] == '}'
                && Arrays.equals(line, SUM.length, labelAt, sum(inner(line, label)), 0, SUM_DIGITS);
    }

    private static byte[] inner(byte[] line, byte[] label) {
        return Arrays.copyOfRange(line, SUM.length + SUM_DIGITS + label.length, line.length - 1);
    }

    private static byte[] sum(byte[] inner) {
        CRC32C sum = new CRC32C();
        sum.update(inner);
        return ascii(HexFormat.of().toHexDigits((int) sum.getValue()));
    }

    private static byte[] utf8(String entry) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(entry));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("An entry of a journal holds half of a surrogate pair.", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
