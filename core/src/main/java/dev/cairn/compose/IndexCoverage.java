package dev.cairn.compose;

import dev.cairn.ConflictException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(IndexCoverage.class);
    private static final String KIND = "index";
    private static final int TRIES = 10;

    /** What the files say: the mark of one of their indexes. */
    private record OfFiles(String mark, String location) {}

    /** What the index says: its mark, and the one before, which the files may still have. */
    private record OfIndex(String mark, String before) {}

    /** Whether the index had all files when the mark was last set. */
    boolean stands() {
        return fit(live(files, inFiles()), live(index, inIndex()));
    }

    private static boolean fit(@Nullable Document here, @Nullable Document there) {
        if (here == null || there == null) {
            return false;
        }
        String mark = markOf(here);
        OfIndex known = StoreRecords.body(there, OfIndex.class);
        return !mark.isEmpty() && (mark.equals(known.mark()) || mark.equals(known.before()));
    }

    /** From now on the index has all files. Of several who say so at once, one has the last word in both stores. */
    void set() {
        for (int i = 0; i < TRIES; i++) {
            String mark = UUID.randomUUID().toString();
            put(index, inIndex(), new OfIndex(mark, mark), Expectation.any());
            put(files, inFiles(), new OfFiles(mark, index.location()), Expectation.any());
            if (stands()) {
                return;
            }
        }
    }

    /** Says that it still has, if it had. */
    void renew() {
        for (int i = 0; i < TRIES; i++) {
            Document here = live(files, inFiles());
            Document there = live(index, inIndex());
            if (here == null || there == null || !fit(here, there) || renewed(here, there)) {
                return;
            }
        }
    }

    /** Changes nothing that somebody else changed meanwhile; first ends what another one began, lest the marks of both mix. */
    private boolean renewed(Document here, Document there) {
        String mark = markOf(here);
        String begun = StoreRecords.body(there, OfIndex.class).mark();
        boolean ending = !begun.equals(mark);
        String next = ending ? begun : UUID.randomUUID().toString();
        try {
            if (!ending) {
                put(index, inIndex(), new OfIndex(next, mark), Expectation.revision(there.revision()));
            }
            put(files, inFiles(), new OfFiles(next, index.location()), Expectation.revision(here.revision()));
            return !ending;
        } catch (ConflictException e) {
            return false;
        }
    }

    /** Says in the files that there is this index, so that whoever writes to them without it leaves word. */
    void announce() {
        if (live(files, inFiles()) != null) {
            return;
        }
        try {
            put(files, inFiles(), new OfFiles("", index.location()), Expectation.absent());
        } catch (ConflictException e) {
            LOG.debug("Somebody else said so first: {}", e.getMessage());
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
        if (known != null && !markOf(known).isEmpty()) {
            put(
                    store,
                    key,
                    new OfFiles("", StoreRecords.body(known, OfFiles.class).location()),
                    Expectation.any());
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

    private static String markOf(Document ofFiles) {
        return StoreRecords.body(ofFiles, OfFiles.class).mark();
    }

    private static void put(StorageBackend store, DocumentKey key, Record body, Expectation expectation) {
        store.documents().put(Put.live(key, StoreRecords.content(body), expectation));
    }

    private static @Nullable Document live(StorageBackend store, DocumentKey key) {
        return store.documents().get(key).findVisible().orElse(null);
    }
}
