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
    private final DocumentWriter writer;

    PutBatch(
            StatelessSession session, Collection<DocumentKey> keys, FieldIndex.Prepared fields, DocumentWriter writer) {
        this.session = session;
        this.fields = fields;
        this.writer = writer;
        this.locked = StoredHeads.lock(session, writer.tables(), keys);
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

    private @Nullable Head head(DocumentKey key) {
        Document document = changed.get(key);
        StoredHeads.Locked row = locked.get(key);
        return document != null ? document.head() : row == null ? null : row.head();
    }

    private void write() {
        List<DocumentChange> changes = new ArrayList<>(changed.size());
        changed.forEach(
                (key, document) -> changes.add(new DocumentChange(document, locked.get(key), fields.of(document))));
        writer.write(session, changes);
    }
}
