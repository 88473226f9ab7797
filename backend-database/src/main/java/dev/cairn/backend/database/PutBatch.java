package dev.cairn.backend.database;

import dev.cairn.StorageException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.PutRules;
import dev.cairn.spi.RevisionClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The puts of one transaction: locks the rows, lets {@link PutRules} decide, and writes what changes, in key order. */
final class PutBatch {
    private final StatelessSession session;
    private final Map<DocumentKey, StoredHeads.Locked> locked;
    private final Map<DocumentKey, Document> changed = new TreeMap<>();
    private final FieldIndex.Prepared fields;
    private final FieldRows rows;

    PutBatch(StatelessSession session, Collection<DocumentKey> keys, FieldIndex.Prepared fields, FieldRows rows) {
        this.session = session;
        this.fields = fields;
        this.rows = rows;
        this.locked = StoredHeads.lock(session, rows.product(), keys);
    }

    /**
     * Carries out {@code puts} in their order.
     *
     * @param whole reads a document that stands already
     */
    List<PutResult> put(List<Put> puts, RevisionClock revisions, Function<DocumentKey, Document> whole) {
        List<PutResult> results = new ArrayList<>(puts.size());
        for (Put put : puts) {
            try {
                Optional<Document> next = PutRules.next(head(put.key()), put, revisions);
                next.ifPresent(document -> changed.put(document.key(), document));
                Document standing = changed.get(put.key());
                results.add(new PutResult(standing == null ? whole.apply(put.key()) : standing, null));
            } catch (StorageException e) {
                results.add(new PutResult(null, e));
            }
        }
        write();
        return results;
    }

    /** Puts a document that another store made. */
    Applied putNewer(Document document) {
        Applied applied = PutRules.newer(head(document.key()), document);
        if (applied == Applied.APPLIED) {
            changed.put(document.key(), document);
            write();
        }
        return applied;
    }

    /** What was put and is to be there after the transaction. */
    Collection<Document> changed() {
        return List.copyOf(changed.values());
    }

    private @Nullable Head head(DocumentKey key) {
        Document document = changed.get(key);
        StoredHeads.Locked row = locked.get(key);
        return document != null ? document.head() : row == null ? null : row.head();
    }

    private void write() {
        Map<DocumentKey, DocumentRow> inserts = new TreeMap<>();
        Map<DocumentKey, DocumentRow> updates = new TreeMap<>();
        Map<DocumentKey, Indexed> indexed = new TreeMap<>();
        changed.forEach((key, document) -> {
            StoredHeads.Locked row = locked.get(key);
            Indexed as = fields.of(document);
            indexed.put(key, as);
            (row == null ? inserts : updates).put(key, new DocumentRow(row == null ? null : row.pk(), document, as));
        });
        session.insertMultiple(List.copyOf(inserts.values()));
        session.updateMultiple(List.copyOf(updates.values()));
        if (!updates.isEmpty()) {
            session.createMutationQuery("delete from DocumentBlobRow b where b.document in (:documents)")
                    .setParameterList(
                            "documents",
                            updates.values().stream().map(DocumentRow::pk).toList())
                    .executeUpdate();
        }
        List<DocumentBlobRow> blobs = new ArrayList<>();
        IndexChange index = new IndexChange();
        changed.forEach((key, document) -> {
            DocumentRow row = inserts.getOrDefault(key, updates.get(key));
            Long pk = row == null ? null : row.pk();
            Indexed as = indexed.get(key);
            if (pk != null && as != null) {
                DocumentRow.blobsOf(document).forEach(digest -> blobs.add(new DocumentBlobRow(pk, digest.hex())));
                index.add(pk, locked.get(key), as);
            }
        });
        session.insertMultiple(blobs);
        index.write(session, rows);
    }
}
