package dev.cairn.backend.database;

import dev.cairn.backend.database.FieldIndex.Candidate;
import dev.cairn.backend.database.StoredHeads.Locked;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Slot;
import dev.cairn.transfer.Cancellation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Indexes documents whose rows were made by an older declaration, or by none: up to {@value #SOME} of up to 8 MiB in one
 * transaction. What is done is told by each document, so whoever comes next carries on. One that somebody else changes
 * meanwhile is left to the next round.
 */
final class Reindexing {
    private static final int SOME = 200;
    private static final long SOME_BYTES = 8 << 20;

    private final Transactions transactions;
    private final StoredDocuments stored;
    private final KindSpecs specs;
    private final FieldCatalog catalog;
    private final FieldIndex index;
    private final FieldRows rows;

    Reindexing(
            Transactions transactions,
            StoredDocuments stored,
            KindSpecs specs,
            FieldCatalog catalog,
            FieldIndex index,
            FieldRows rows) {
        this.transactions = transactions;
        this.stored = stored;
        this.specs = specs;
        this.catalog = catalog;
        this.index = index;
        this.rows = rows;
    }

    /** Does all documents of {@code kind}, or those before it is cancelled; how many there were. */
    long run(String kind, Cancellation cancellation) {
        specs.refresh();
        long version = specs.of(kind).map(KindSpecs.Declared::version).orElse(0L);
        long count = 0;
        for (long collection : catalog.collectionsOf(kind)) {
            List<DocumentKey> some = outdated(collection, version);
            while (!some.isEmpty() && !cancellation.isCancelled()) {
                count += index(some, version, false);
                some = outdated(collection, version);
            }
        }
        return count;
    }

    /** Writes the rows of all visible documents of {@code kind} in {@code scope} anew, whatever is there; how many documents there were. */
    long rewrite(String scope, String kind, Cancellation cancellation) {
        specs.refresh();
        long version = specs.of(kind).map(KindSpecs.Declared::version).orElse(0L);
        long count = 0;
        try (Stream<DocumentKey> keys = stored.keys(scope, kind)) {
            Iterator<DocumentKey> left = keys.iterator();
            while (left.hasNext() && !cancellation.isCancelled()) {
                List<DocumentKey> some = new ArrayList<>();
                while (left.hasNext() && some.size() < SOME) {
                    some.add(left.next());
                }
                count += index(some, version, true);
            }
        }
        return count;
    }

    private List<DocumentKey> outdated(long collection, long version) {
        List<Object[]> found = transactions.read(
                "find what is to be indexed",
                session -> session.createNativeQuery(FieldQueries.OUTDATED, Object[].class)
                        .addScalar("scope", String.class)
                        .addScalar("kind", String.class)
                        .addScalar("id", String.class)
                        .addScalar("bytes", Long.class)
                        .setParameter("collection", collection)
                        .setParameter("version", version)
                        .setMaxResults(SOME)
                        .getResultList());
        List<DocumentKey> keys = new ArrayList<>();
        long bytes = 0;
        for (Object[] row : found) {
            bytes += (Long) row[3];
            if (keys.isEmpty() || bytes <= SOME_BYTES) {
                keys.add(new DocumentKey((String) row[0], (String) row[1], (String) row[2]));
            }
        }
        return keys;
    }

    private long index(List<DocumentKey> keys, long version, boolean whatever) {
        Map<DocumentKey, Slot> slots =
                transactions.atOnce("read documents", connection -> stored.get(connection, keys));
        List<Candidate> candidates = new ArrayList<>();
        for (Slot slot : slots.values()) {
            Document document = slot.document();
            if (document != null) {
                candidates.add(new Candidate(document.key(), document.content()));
            }
        }
        FieldIndex.Prepared fields = index.prepare(candidates);
        return transactions.write("index documents", session -> {
            Map<Long, Indexed> changed = new LinkedHashMap<>();
            IndexChange change = new IndexChange();
            StoredHeads.lock(session, rows.tables(), slots.keySet()).forEach((key, row) -> {
                boolean wanted = whatever || row.indexed() < version;
                Indexed as = wanted ? indexed(slots.get(key), row, fields, version) : null;
                if (as != null && whatever) {
                    change.rewrite(row.pk(), row, as);
                } else if (as != null) {
                    change.add(row.pk(), row, as);
                }
                if (as != null) {
                    changed.put(row.pk(), as);
                }
            });
            change.write(session, rows);
            rows.mark(session, changed);
            return (long) changed.size();
        });
    }

    /** How a document is to be indexed; null if it is not the one any more that was read. */
    private static @Nullable Indexed indexed(
            @Nullable Slot slot, Locked row, FieldIndex.Prepared fields, long version) {
        Document document = slot == null ? null : slot.document();
        if (document != null) {
            return document.revision() == row.head().revision() ? fields.of(document) : null;
        }
        FieldKeys unread = new FieldKeys(row.head().created(), Set.of(FieldKey.unread()));
        return slot == null ? null : new Indexed(row.collection(), version, unread);
    }
}
