package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.SCOPE;

import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Listings of a store, read to their end and closed. */
final class Listings {
    private Listings() {}

    static List<DocumentKey> keys(DocumentStore documents) {
        return keys(documents, SCOPE, KIND);
    }

    static List<DocumentKey> keys(DocumentStore documents, String scope, String kind) {
        try (Stream<DocumentKey> keys = documents.keys(scope, kind)) {
            return keys.toList();
        }
    }

    static List<Slot> scan(DocumentStore documents, Set<DocumentState> states) {
        try (Stream<Slot> slots = documents.scan(SCOPE, KIND, states)) {
            return slots.toList();
        }
    }

    static List<Slot> modifiedSince(DocumentStore documents, Instant since) {
        try (Stream<Slot> slots = documents.modifiedSince(SCOPE, since)) {
            return slots.toList();
        }
    }

    static List<BlobInfo> blobs(BlobStore store, String scope) {
        try (Stream<BlobInfo> blobs = store.list(scope)) {
            return blobs.toList();
        }
    }
}
