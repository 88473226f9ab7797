package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Json;
import java.io.IOException;

/** The documents in which a store keeps what it knows of itself: JSON of records, in a scope of their own. */
final class StoreRecords {
    private StoreRecords() {}

    static DocumentKey key(String kind, String id) {
        return new DocumentKey(DocumentKey.STORE_SCOPE, kind, id);
    }

    static Content content(Record body) {
        return Content.of(Json.write(body));
    }

    static <T extends Record> T body(Document document, Class<T> type) {
        try {
            return Json.read(document.content().body(), type);
        } catch (IOException e) {
            throw new CorruptException(
                    "The " + document.key() + " says nothing that this version understands: " + e.getMessage(), e);
        }
    }
}
