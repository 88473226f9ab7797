package dev.cairn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.internal.ResultBody.ColumnType;
import dev.cairn.internal.ResultBody.StoredColumn;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static Document document(String body) {
        Content content = Content.of(body.getBytes(StandardCharsets.UTF_8));
        Head head = new Head(1, DocumentState.LIVE, content.digest(), Instant.EPOCH, Instant.EPOCH);
        return new Document(new DocumentKey("default", "result", "k"), head, content, null);
    }

    @Test
    void wordsAreTheSameInEveryLanguage() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            StoredColumn column = new StoredColumn("x", ColumnType.INTEGERS, 1, false);
            byte[] json = Json.write(column);

            assertThat(new String(json, StandardCharsets.UTF_8)).contains("integers");
            assertThat(Json.read(json, StoredColumn.class)).isEqualTo(column);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNewerFormatThatLooksOtherwiseIsUnsupportedNotDamaged() {
        assertThatThrownBy(() -> ResultCodec.body(document("{\"format\":2,\"rows\":\"many\"}")))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void aBodyThatLacksWhatAResultHasIsDamaged() {
        assertThatThrownBy(() -> ResultCodec.body(document("{\"format\":1}")))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("problem");
    }

    @Test
    void indentedJsonSaysTheSameOverSeveralLines() throws IOException {
        byte[] json = Json.writeValue(Map.of("a", List.of(1L, 2.0, Double.NaN), "b", Map.of(), "c", List.of()));

        byte[] indented = Json.indented(json);

        assertThat(new String(indented, StandardCharsets.UTF_8)).isEqualTo("""
                        {
                          "a": [
                            1,
                            2.0,
                            {
                              "$f64": "7ff8000000000000"
                            }
                          ],
                          "b": {},
                          "c": []
                        }
                        """);
        assertThat(Json.readValue(indented)).isEqualTo(Json.readValue(json));
    }
}
