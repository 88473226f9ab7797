package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents of any kind with a blob, put into a store directly, and what a store holds of them. */
final class Documents {
    private Documents() {}

    static DocumentKey key(String id) {
        return new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", id);
    }

    static Document put(StorageBackend store, String id, String text) {
        return put(store, key(id), text);
    }

    /** Puts a document whose body says {@code text} and whose blob repeats it. */
    static Document put(StorageBackend store, DocumentKey key, String text) {
        return putBelow(store, key, text, null);
    }

    /** The same, under {@code parent} of the same scope if there is one. */
    static Document putBelow(StorageBackend store, DocumentKey key, String text, @Nullable DocumentKey parent) {
        BlobRef ref;
        try (BlobSink sink = store.blobs().create(key.scope())) {
            sink.write(text.repeat(200).getBytes(UTF_8));
            ref = sink.commit();
        }
        Content content = Content.of(("{\"text\":\"" + text + "\"}").getBytes(UTF_8), Map.of("columns", ref));
        Parent above = parent == null ? null : new Parent(parent.kind(), parent.id(), 0);
        return store.documents().put(Put.live(key, content.under(above), Expectation.any()));
    }

    /** What every visible document of users says, without its revision. */
    static Map<DocumentKey, String> textsIn(StorageBackend store) {
        Map<DocumentKey, String> texts = in(store);
        texts.replaceAll((key, told) -> told.substring(told.indexOf(' ') + 1));
        return texts;
    }

    /** What every visible document of users says, with its revision, once its blobs were read and their digests compared. */
    static Map<DocumentKey, String> in(StorageBackend store) {
        Map<DocumentKey, String> found = new TreeMap<>();
        DocumentStore documents = store.documents();
        for (String scope : documents.scopes()) {
            for (String kind : scope.equals(DocumentKey.STORE_SCOPE) ? List.<String>of() : documents.kinds(scope)) {
                try (Stream<Slot> slots =
                        documents.scan(scope, kind, EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED))) {
                    slots.map(slot -> slot.find().orElseThrow())
                            .forEach(document -> found.put(document.key(), told(store, document)));
                }
            }
        }
        return found;
    }

    private static String told(StorageBackend store, Document document) {
        for (BlobRef ref : document.content().blobs().values()) {
            try (BlobReader reader = store.blobs().open(document.key().scope(), ref.digest())) {
                ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
                reader.read(0, bytes);
                if (!Digest.of(bytes.array()).equals(ref.digest())) {
                    throw new AssertionError("The blob of " + document.key() + " is damaged.");
                }
            }
        }
        return document.revision() + " " + new String(document.content().body(), UTF_8);
    }
}
