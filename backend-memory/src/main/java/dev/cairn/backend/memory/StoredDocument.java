package dev.cairn.backend.memory;

import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Document;
import dev.cairn.spi.Parent;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A document with what it takes in memory and when it was last used, counted in ticks of the store. */
final class StoredDocument {
    private final Document document;
    private final long bytes;
    private volatile long used;

    StoredDocument(Document document, long used) {
        this.document = document;
        this.bytes = bytesOf(document);
        this.used = used;
    }

    Document document() {
        return document;
    }

    /** What the document takes, with its key and what it says of its blobs; not the blobs themselves. */
    long bytes() {
        return bytes;
    }

    long used() {
        return used;
    }

    void use(long tick) {
        used = tick;
    }

    private static long bytesOf(Document document) {
        long bytes = MemoryBudget.DOCUMENT_OVERHEAD
                + utf8(document.key().scope())
                + utf8(document.key().kind())
                + utf8(document.key().id())
                + document.content().bodyLength();
        for (Map.Entry<String, BlobRef> blob : document.content().blobs().entrySet()) {
            bytes += MemoryBudget.BLOB_OVERHEAD
                    + utf8(blob.getKey())
                    + (long) blob.getValue().sums().count() * Integer.BYTES;
        }
        Parent parent = document.content().parent();
        return parent == null ? bytes : bytes + utf8(parent.kind()) + utf8(parent.id());
    }

    /** The bytes of a text as it would be stored. */
    static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
