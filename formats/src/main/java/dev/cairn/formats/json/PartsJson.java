package dev.cairn.formats.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.cairn.model.Attachment;
import dev.cairn.model.ResultSet;
import dev.cairn.spi.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Result sets with their rows, and attachments with their content, as JSON; piece by piece on their way out. */
final class PartsJson {
    private PartsJson() {}

    private static void require(JsonParser json, JsonToken token, String what) throws IOException {
        if (json.currentToken() != token) {
            throw new JsonParseException(json, what);
        }
    }

    static final class SetWriter extends StdSerializer<ResultSet> {
        private static final long serialVersionUID = 1L;

        SetWriter() {
            super(ResultSet.class);
        }

        @Override
        public void serialize(ResultSet set, JsonGenerator json, SerializerProvider context) throws IOException {
            json.writeStartObject();
            json.writeStringField("name", set.name());
            optional(json, "madeBy", set.madeBy());
            optional(json, "method", set.method());
            optional(json, "parent", set.parent());
            json.writeArrayFieldStart("rows");
            for (int row : set.rows().toArray()) {
                json.writeNumber(row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private static void optional(JsonGenerator json, String field, @Nullable String value) throws IOException {
            if (value != null) {
                json.writeStringField(field, value);
            }
        }
    }

    static final class SetReader extends StdDeserializer<ResultSet> {
        private static final long serialVersionUID = 1L;

        SetReader() {
            super(ResultSet.class);
        }

        @Override
        public ResultSet deserialize(JsonParser json, DeserializationContext context) throws IOException {
            require(json, JsonToken.START_OBJECT, "A result set is an object");
            String name = null;
            String madeBy = null;
            String method = null;
            String parent = null;
            int[] rows = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "name" -> name = json.getText();
                    case "madeBy" -> madeBy = json.getText();
                    case "method" -> method = json.getText();
                    case "parent" -> parent = json.getText();
                    case "rows" -> rows = rows(json);
                    default -> json.skipChildren();
                }
            }
            if (name == null || rows == null) {
                throw new JsonParseException(json, "A result set has a name and rows");
            }
            ResultSet set = ResultSet.of(name, rows);
            set = madeBy == null ? set : set.withMadeBy(madeBy);
            set = method == null ? set : set.withMethod(method);
            return parent == null ? set : set.withParent(parent);
        }

        private static int[] rows(JsonParser json) throws IOException {
            require(json, JsonToken.START_ARRAY, "The rows of a result set are an array");
            IntStream.Builder rows = IntStream.builder();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                rows.add(json.getIntValue());
            }
            return rows.build().toArray();
        }
    }

    static final class AttachmentWriter extends StdSerializer<Attachment> {
        private static final long serialVersionUID = 1L;

        AttachmentWriter() {
            super(Attachment.class);
        }

        @Override
        public void serialize(Attachment attachment, JsonGenerator json, SerializerProvider context)
                throws IOException {
            json.writeStartObject();
            json.writeStringField("name", attachment.name());
            json.writeStringField("mediaType", attachment.mediaType());
            json.writeNumberField("size", attachment.size());
            json.writeStringField("sha256", attachment.sha256());
            json.writeFieldName("content");
            try (InputStream content = attachment.open();
                    DigestInputStream summed = new DigestInputStream(content, sha256())) {
                json.writeBinary(summed, -1);
                if (!HexFormat.of()
                        .formatHex(summed.getMessageDigest().digest())
                        .equals(attachment.sha256())) {
                    throw new IOException("the attachment " + Names.quote(attachment.name())
                            + " changed since it was made: its content no longer has the digest "
                            + attachment.sha256());
                }
            }
            json.writeEndObject();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java runtime has no SHA-256, which every one must have", e);
            }
        }
    }

    static final class AttachmentReader extends StdDeserializer<Attachment> {
        private static final long serialVersionUID = 1L;

        AttachmentReader() {
            super(Attachment.class);
        }

        @Override
        public Attachment deserialize(JsonParser json, DeserializationContext context) throws IOException {
            require(json, JsonToken.START_OBJECT, "An attachment is an object");
            String name = null;
            String mediaType = Attachment.OCTET_STREAM;
            String sha256 = null;
            ByteArrayOutputStream content = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "name" -> name = json.getText();
                    case "mediaType" -> mediaType = json.getText();
                    case "sha256" -> sha256 = json.getText();
                    case "content" -> content = content(json);
                    default -> json.skipChildren();
                }
            }
            if (name == null || content == null) {
                throw new JsonParseException(json, "An attachment has a name and a content");
            }
            Attachment attachment = Attachment.ofBytes(name, mediaType, content.toByteArray());
            if (!attachment.sha256().equals(sha256)) {
                throw new JsonParseException(
                        json,
                        "The content of the attachment " + Names.quote(name) + " has the digest " + attachment.sha256()
                                + ", and is said to have " + sha256);
            }
            return attachment;
        }

        private static ByteArrayOutputStream content(JsonParser json) throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            json.readBinaryValue(content);
            return content;
        }
    }
}
