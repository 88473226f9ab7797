package dev.cairn.spi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.CorruptException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A whole document as one JSON object of three lines, in which the body stands verbatim and no flipped bit goes unnoticed.
 *
 * <pre>
 * {"revision":...,"state":"live","sha256":"...","created":"...","updated":"...", ... ,"bodyBytes":n,"body":
 * {...}
 * ,"crc32c":"........"}
 * </pre>
 *
 * <p>The first line begins with the head, within {@value #HEAD_BYTES} bytes, so that a look-up needs no more. The sum covers
 * every byte before the last line's comma. Described byte by byte in {@code docs/format.md}.
 */
public final class DocumentFrame {
    /** How many bytes at the beginning always hold the head. */
    public static final int HEAD_BYTES = 256;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();
    private static final Pattern BODY_BYTES = Pattern.compile(",\"bodyBytes\":([0-9]{1,10}),\"body\":$");
    private static final int TAIL_BYTES = "\n,\"crc32c\":\"00000000\"}\n".length();

    private DocumentFrame() {}

    /** The document as bytes. */
    public static byte[] encode(Document document) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(document.content().bodyLength() + 1024);
        try {
            writeFirstLine(document, bytes);
            bytes.write('\n');
            bytes.write(document.content().body());
        } catch (IOException e) {
            throw new AssertionError("Writing to memory does not fail", e);
        }
        bytes.writeBytes(tail(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    /**
     * The head, from the first {@value #HEAD_BYTES} bytes of an encoded document, or all of it.
     *
     * @param where what is read, for the message
     * @throws CorruptException if these bytes do not begin a document
     */
    public static Head head(byte[] start, int length, String where) {
        HeadReader head =
                new HeadReader(new String(start, 0, Math.min(length, HEAD_BYTES), StandardCharsets.ISO_8859_1));
        try {
            return new Head(
                    Long.parseLong(head.between("{\"revision\":", ",")),
                    DocumentState.ofWord(head.between("\"state\":\"", "\",")),
                    new Digest(head.between("\"sha256\":\"", "\",")),
                    Times.parse(head.between("\"created\":\"", "\",")),
                    Times.parse(head.between("\"updated\":\"", "\"")));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw damaged(where, "it does not begin like a document", e);
        }
    }

    /** Walks along the first bytes of a document, each part where the one before it ends. */
    private static final class HeadReader {
        private final String text;
        private int position;

        HeadReader(String text) {
            this.text = text;
        }

        /** What stands between these words, of which the first must be next. */
        String between(String before, String after) {
            int begin = position + before.length();
            int end = text.startsWith(before, position) ? text.indexOf(after, begin) : -1;
            if (end < 0) {
                throw new IllegalArgumentException("It has no " + before + " at " + position + '.');
            }
            position = end + after.length();
            return text.substring(begin, end);
        }
    }

    /**
     * The document that {@link #encode} wrote.
     *
     * @param where what is read, for the message
     * @throws CorruptException if a single bit is not as it was written
     */
    public static Document decode(byte[] bytes, String where) {
        int bodyEnd = bytes.length - TAIL_BYTES;
        if (bodyEnd < 0 || !Arrays.equals(tail(bytes, bodyEnd), 0, TAIL_BYTES, bytes, bodyEnd, bytes.length)) {
            throw damaged(where, "its bytes do not match its checksum; it was cut off or changed", null);
        }
        int lineEnd = indexOf(bytes, (byte) '\n');
        if (lineEnd < 0 || lineEnd >= bodyEnd) {
            throw damaged(where, "it has no body", null);
        }
        String line = new String(bytes, 0, lineEnd, StandardCharsets.UTF_8);
        Matcher length = BODY_BYTES.matcher(line);
        if (!length.find() || Long.parseLong(length.group(1)) != bodyEnd - lineEnd - 1) {
            throw damaged(where, "its body is not as long as it says", null);
        }
        try {
            JsonNode envelope = JSON.readTree(line + "null}");
            Content content = content(envelope, Arrays.copyOfRange(bytes, lineEnd + 1, bodyEnd));
            return new Document(key(envelope), head(bytes, bytes.length, where), content, text(envelope, "archivedTo"));
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(where, "its first line cannot be read", e);
        }
    }

    /**
     * What stands under {@code key} in a store that keeps there what {@link #encode} wrote: a document, or a damaged one if its
     * bytes are not as they were written or are those of another key, or nothing.
     *
     * @param bytes returns the bytes there, null if there are none, or throws {@link CorruptException} if it cannot read them
     * @param where what is read, for the message
     */
    public static Slot slot(DocumentKey key, Supplier<byte @Nullable []> bytes, String where) {
        try {
            byte[] found = bytes.get();
            Document document = found == null ? null : decode(found, where);
            if (document != null && !document.key().equals(key)) {
                throw damaged(where, "it holds the " + document.key(), null);
            }
            return document == null ? Slot.absent(key) : Slot.of(document);
        } catch (CorruptException e) {
            return Slot.damaged(key, e);
        }
    }

    private static void writeFirstLine(Document document, ByteArrayOutputStream target) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            writeHead(json, document.head());
            json.writeStringField("scope", document.key().scope());
            json.writeStringField("kind", document.key().kind());
            json.writeStringField("id", document.key().id());
            if (document.archivedTo() != null) {
                json.writeStringField("archivedTo", document.archivedTo());
            }
            writeContent(json, document.content());
            json.writeNumberField("bodyBytes", document.content().bodyLength());
            json.writeFieldName("body");
            json.writeNull();
            json.writeEndObject();
        }
        byte[] bytes = line.toByteArray();
        target.write(bytes, 0, bytes.length - "null}".length());
    }

    private static void writeHead(JsonGenerator json, Head head) throws IOException {
        json.writeNumberField("revision", head.revision());
        json.writeStringField("state", head.state().word());
        json.writeStringField("sha256", head.digest().hex());
        json.writeStringField("created", head.created().toString());
        json.writeStringField("updated", head.updated().toString());
    }

    private static void writeContent(JsonGenerator json, Content content) throws IOException {
        Parent parent = content.parent();
        if (parent != null) {
            json.writeObjectFieldStart("parent");
            json.writeStringField("kind", parent.kind());
            json.writeStringField("id", parent.id());
            json.writeNumberField("epoch", parent.epoch());
            json.writeEndObject();
        }
        if (content.epoch() > 0) {
            json.writeNumberField("epoch", content.epoch());
        }
        json.writeObjectFieldStart("blobs");
        for (Map.Entry<String, BlobRef> blob : content.blobs().entrySet()) {
            json.writeObjectFieldStart(blob.getKey());
            json.writeStringField("sha256", blob.getValue().digest().hex());
            json.writeNumberField("offset", blob.getValue().offset());
            json.writeNumberField("length", blob.getValue().length());
            json.writeStringField("crc32c", blob.getValue().sums().encoded());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static DocumentKey key(JsonNode envelope) {
        return new DocumentKey(required(envelope, "scope"), required(envelope, "kind"), required(envelope, "id"));
    }

    private static Content content(JsonNode envelope, byte[] body) {
        Map<String, BlobRef> blobs = new TreeMap<>();
        for (Map.Entry<String, JsonNode> blob : envelope.path("blobs").properties()) {
            long length = blob.getValue().path("length").asLong(-1);
            blobs.put(
                    blob.getKey(),
                    new BlobRef(
                            new Digest(required(blob.getValue(), "sha256")),
                            blob.getValue().path("offset").asLong(-1),
                            length,
                            ChunkSums.decode(length, required(blob.getValue(), "crc32c"))));
        }
        JsonNode parent = envelope.get("parent");
        Content content =
                Content.of(body, blobs).withEpoch(envelope.path("epoch").asLong(0));
        return parent == null
                ? content
                : content.under(new Parent(
                        required(parent, "kind"),
                        required(parent, "id"),
                        parent.path("epoch").asLong(-1)));
    }

    private static String required(JsonNode node, String field) {
        String text = text(node, field);
        if (text == null) {
            throw new IllegalArgumentException("The field '" + field + "' is missing.");
        }
        return text;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static byte[] tail(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return ("\n,\"crc32c\":\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static CorruptException damaged(String where, String what, @Nullable Throwable cause) {
        return new CorruptException(
                "Cannot read " + Names.quote(where) + ": " + what
                        + ". Restore it from a replica or a backup, or save it again.",
                cause);
    }
}
