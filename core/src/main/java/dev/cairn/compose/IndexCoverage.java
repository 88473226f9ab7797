package dev.cairn.compose;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an index has what the files have, but for what is known to be pending: both hold one mark. It is set when the index was made of all
 * files, and renewed by each writer before its first commit and after its last. So an index that was wiped, or restored from a backup,
 * has no mark or an older one.
 *
 * <p>The index gets a new mark first, together with the one before: whoever is killed in between leaves two that fit.
 *
 * @param files the truth
 * @param index the index
 */
record IndexCoverage(StorageBackend files, StorageBackend index) {
    private static final String KIND = "index";

    /** What the files say: the mark of one of their indexes. */
    private record OfFiles(String mark, String location) {}

    /** What the index says: its mark, and the one before, which the files may still have. */
    private record OfIndex(String mark, String before) {}

    /** Whether the index had all files when the mark was last set. */
    boolean stands() {
        Document here = live(files, inFiles());
        Document there = live(index, inIndex());
        if (here == null || there == null) {
            return false;
        }
        String mark = StoreRecords.body(here, OfFiles.class).mark();
        OfIndex known = StoreRecords.body(there, OfIndex.class);
        return !mark.isEmpty() && (mark.equals(known.mark()) || mark.equals(known.before()));
    }

    /** From now on the index has all files. */
    void set() {
        String mark = UUID.randomUUID().toString();
        put(index, inIndex(), new OfIndex(mark, mark));
        put(files, inFiles(), new OfFiles(mark, index.location()));
    }

    /** Says that it still has, if it had. */
    void renew() {
        Document here = live(files, inFiles());
        if (here != null && stands()) {
            String mark = UUID.randomUUID().toString();
            put(
                    index,
                    inIndex(),
                    new OfIndex(mark, StoreRecords.body(here, OfFiles.class).mark()));
            put(files, inFiles(), new OfFiles(mark, index.location()));
        }
    }

    /** Says in the files that there is this index, so that whoever writes to them without it leaves word. */
    void announce() {
        if (live(files, inFiles()) == null) {
            put(files, inFiles(), new OfFiles("", index.location()));
        }
    }

    /** The ids of the indexes of {@code store}. */
    static List<String> of(StorageBackend store) {
        try (Stream<Slot> all = store.documents().scan(DocumentKey.STORE_SCOPE, KIND, EnumSet.of(DocumentState.LIVE))) {
            return all.map(Slot::key)
                    .filter(Objects::nonNull)
                    .map(DocumentKey::id)
                    .toList();
        }
    }

    /** Says in {@code store} that one of its indexes must be made anew. */
    static void invalidate(StorageBackend store, String indexId) {
        DocumentKey key = StoreRecords.key(KIND, indexId);
        Document known = live(store, key);
        if (known != null && !StoreRecords.body(known, OfFiles.class).mark().isEmpty()) {
            put(
                    store,
                    key,
                    new OfFiles("", StoreRecords.body(known, OfFiles.class).location()));
        }
    }

    /** Makes {@code store} forget an index that is gone for good. */
    static void forget(StorageBackend store, String indexId) {
        Document known = live(store, StoreRecords.key(KIND, indexId));
        if (known != null) {
            store.documents().remove(known.key(), known.revision());
        }
    }

    private DocumentKey inFiles() {
        return StoreRecords.key(KIND, index.storeId());
    }

    private DocumentKey inIndex() {
        return StoreRecords.key(KIND, files.storeId());
    }

    private static void put(StorageBackend store, DocumentKey key, Record body) {
        store.documents().put(Put.live(key, StoreRecords.content(body), Expectation.any()));
    }

    private static @Nullable Document live(StorageBackend store, DocumentKey key) {
        return store.documents().get(key).findVisible().orElse(null);
    }
}
