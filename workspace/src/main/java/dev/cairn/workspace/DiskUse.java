package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an experiment takes in the primary store: bytes of what was saved, without what the store needs itself.
 *
 * @param documents how many documents there are of each kind, and the bytes of their bodies
 * @param blobs how many blobs there are, each counted once however many documents name it, garbage that was not collected included
 * @param journals how many journals there are, and the bytes of their entries
 */
public record DiskUse(Map<String, Amount> documents, Amount blobs, Amount journals) {
    private static final int PAGE = 1000;

    public DiskUse {
        documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    }

    /**
     * How much there is of something.
     *
     * @param count how many
     * @param bytes how many bytes they have together
     */
    public record Amount(long count, long bytes) {
        static final Amount NONE = new Amount(0, 0);

        Amount plus(long more) {
            return new Amount(count + 1, bytes + more);
        }

        Amount plus(Amount other) {
            return new Amount(count + other.count, bytes + other.bytes);
        }
    }

    /** All bytes together. */
    public long bytes() {
        return documents.values().stream().mapToLong(Amount::bytes).sum() + blobs.bytes() + journals.bytes();
    }

    static DiskUse of(StorageBackend store, String scope) {
        Map<String, Amount> documents = new TreeMap<>();
        for (String kind : store.documents().kinds(scope)) {
            Amount amount = documents(store, scope, kind);
            if (amount.count() > 0) {
                documents.put(kind, amount);
            }
        }
        return new DiskUse(documents, blobs(store, scope), journals(store, scope));
    }

    private static Amount documents(StorageBackend store, String scope, String kind) {
        EnumSet<DocumentState> visible = EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);
        try (Stream<Slot> slots = store.documents().scan(scope, kind, visible)) {
            return slots.map(Slot::document)
                    .filter(Objects::nonNull)
                    .map(Document::content)
                    .reduce(Amount.NONE, (sum, content) -> sum.plus(content.bodyLength()), Amount::plus);
        }
    }

    private static Amount blobs(StorageBackend store, String scope) {
        try (Stream<BlobInfo> blobs = store.blobs().list(scope)) {
            return blobs.reduce(Amount.NONE, (sum, blob) -> sum.plus(blob.size()), Amount::plus);
        }
    }

    private static Amount journals(StorageBackend store, String scope) {
        Amount sum = Amount.NONE;
        try (Stream<DocumentKey> owners = store.journals().owners()) {
            for (DocumentKey owner :
                    (Iterable<DocumentKey>) owners.filter(key -> key.scope().equals(scope))::iterator) {
                for (String name : store.journals().names(owner)) {
                    sum = sum.plus(bytes(store, new JournalKey(owner, name)));
                }
            }
        }
        return sum;
    }

    private static long bytes(StorageBackend store, JournalKey key) {
        long bytes = 0;
        JournalPage page = store.journals().read(key, 0, PAGE);
        while (page.entries().size() + page.damages().size() > 0) {
            bytes += page.entries().stream()
                    .map(JournalEntry::json)
                    .mapToLong(json -> json.getBytes(UTF_8).length)
                    .sum();
            page = store.journals().read(key, page.next(), PAGE);
        }
        return bytes;
    }
}
