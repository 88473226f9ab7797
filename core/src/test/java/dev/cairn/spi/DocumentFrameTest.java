package dev.cairn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.CorruptException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DocumentFrameTest {
    private static final byte[] BLOB = new byte[100_000];
    private static final Instant CREATED = Instant.parse("2026-11-20T10:11:12.123456789Z");

    private static Document document(DocumentState state, String body, String id, @Nullable String archivedTo) {
        BlobRef ref = BlobRef.whole(Digest.of(BLOB), BLOB.length, ChunkSums.of(BLOB));
        Content content = Content.of(body.getBytes(StandardCharsets.UTF_8), Map.of("columns", ref, "a \"b\"", ref))
                .under(new Parent("run", "r \u00e9 1", 3))
                .withEpoch(7);
        Head head = new Head(Long.MAX_VALUE, state, content.digest(), CREATED, CREATED.plusNanos(1));
        return new Document(new DocumentKey("my_exp:1.0", "result", id), head, content, archivedTo);
    }

    private static Document live() {
        return document(DocumentState.LIVE, "{\n \"x\" : [1, 2.50],\t\"\u00fc\":\"\uD83D\uDE00\"}", "run/../017", null);
    }

    @Test
    void everythingComesBackAndTheBodyToTheByte() {
        Document document = live();

        Document again = DocumentFrame.decode(DocumentFrame.encode(document), "here");

        assertThat(again).isEqualTo(document);
        assertThat(again.content().body()).isEqualTo(document.content().body());
        assertThat(again.content().blobs()).isEqualTo(document.content().blobs());
        assertThat(again.content().parent()).isEqualTo(document.content().parent());
        assertThat(again.content().epoch()).isEqualTo(7);
    }

    @Test
    void anyNameCanStandRightBehindTheHead() {
        Head head = new Head(1, DocumentState.LIVE, Document.NOTHING.digest(), CREATED, CREATED);
        for (String name : new String[] {"\u00c5ngstr\u00f6m", "\u0445", "a\u2028b"}) {
            Document document = new Document(new DocumentKey(name, "result", name), head, Document.NOTHING, null);
            byte[] bytes = DocumentFrame.encode(document);

            assertThat(DocumentFrame.decode(bytes, "here")).isEqualTo(document);
            assertThat(DocumentFrame.head(bytes, DocumentFrame.HEAD_BYTES, "here"))
                    .isEqualTo(head);
        }
    }

    @Test
    void anArchivedDocumentNamesItsTier() {
        Document archived = document(DocumentState.ARCHIVED, "{}", "x", "secondary");

        assertThat(DocumentFrame.decode(DocumentFrame.encode(archived), "here").archivedTo())
                .isEqualTo("secondary");
    }

    @Test
    void itIsOneJsonObjectForAnyReader() throws IOException {
        JsonNode json = new ObjectMapper().readTree(DocumentFrame.encode(live()));

        assertThat(json.fieldNames().next()).isEqualTo("revision");
        assertThat(json.path("id").asText()).isEqualTo("run/../017");
        assertThat(json.path("body").path("x").get(1).asDouble()).isEqualTo(2.5);
        assertThat(json.path("blobs").path("columns").path("length").asLong()).isEqualTo(100_000);
    }

    @Test
    void theLongestHeadFitsIntoTheFirstBytes() {
        Document archived = document(DocumentState.ARCHIVED, "{}", "x", "secondary");
        byte[] start = Arrays.copyOf(DocumentFrame.encode(archived), DocumentFrame.HEAD_BYTES);

        assertThat(DocumentFrame.head(start, start.length, "here")).isEqualTo(archived.head());
    }

    @Test
    @DisplayName("29: every flipped bit of a document is noticed")
    void everyFlippedBitIsNoticed() {
        byte[] bytes = DocumentFrame.encode(live());
        for (int i = 0; i < bytes.length * 8; i++) {
            byte[] flipped = bytes.clone();
            flipped[i / 8] ^= (byte) (1 << (i % 8));

            assertThatThrownBy(() -> DocumentFrame.decode(flipped, "results/run_017.json"))
                    .as("bit %d", i)
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("results/run_017.json");
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] bytes = DocumentFrame.encode(live());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> DocumentFrame.decode(cut, "here"))
                    .as("cut at %d", length)
                    .isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void aHeadOfSomethingElseIsDamage() {
        byte[] other = "{\"hello\":1}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> DocumentFrame.head(other, other.length, "notes.json"))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("notes.json");
    }
}
