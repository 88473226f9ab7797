package dev.cairn.backend.database;

import dev.cairn.CorruptException;
import dev.cairn.StorageException;
import dev.cairn.backend.database.FieldIndex.Candidate;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.RevisionClock;
import dev.cairn.spi.Slot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Keeps documents as rows, each with the bytes of its frame. */
final class DatabaseDocuments implements DocumentStore {
    /** The most documents and bytes of bodies in one transaction. */
    private static final int BATCH = 500;

    private static final long BATCH_BYTES = 8 << 20;

    private final Transactions transactions;
    private final RevisionClock revisions;
    private final StoredDocuments stored;
    private final String location;
    private final KindSpecs specs;
    private final FieldCatalog catalog;
    private final FieldIndex index;
    private final FieldRows rows;
    private final DocumentWriter writer;

    DatabaseDocuments(Transactions transactions, Clock clock, String location, FieldRows rows, DocumentWriter writer) {
        this.transactions = transactions;
        this.revisions = new RevisionClock(clock);
        this.stored = new StoredDocuments(transactions, rows.tables(), location);
        this.location = location;
        this.specs = new KindSpecs(transactions, clock);
        this.catalog = new FieldCatalog(transactions, FieldCatalog.MOST_PATHS);
        this.index = new FieldIndex(specs, catalog);
        this.rows = rows;
        this.writer = writer;
    }

    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        Map<DocumentKey, Slot> found = new HashMap<>();
        for (List<DocumentKey> some : Chunks.of(keys, BATCH)) {
            found.putAll(transactions.atOnce("get documents", connection -> stored.get(connection, some)));
        }
        List<Slot> slots = new ArrayList<>(keys.size());
        keys.forEach(key -> slots.add(found.getOrDefault(key, Slot.absent(key))));
        return slots;
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return transactions.atOnce(
                "look up " + key,
                connection -> StoredHeads.find(connection, rows.tables(), key, location + ", " + key));
    }

    @Override
    public Document put(Put put) {
        return putAll("put " + put.key(), List.of(put)).get(0).orElseThrow();
    }

    @Override
    public List<PutResult> putAll(List<Put> puts) {
        List<PutResult> results = new ArrayList<>(puts.size());
        int from = 0;
        while (from < puts.size()) {
            int to = from;
            long bytes = 0;
            while (to < puts.size()
                    && to - from < BATCH
                    && (to == from || bytes + bytesOf(puts.get(to)) <= BATCH_BYTES)) {
                bytes += bytesOf(puts.get(to++));
            }
            results.addAll(putSome(puts.subList(from, to)));
            from = to;
        }
        return results;
    }

    private static long bytesOf(Put put) {
        return put.content().bodyLength();
    }

    private List<PutResult> putSome(List<Put> puts) {
        try {
            return putAll("put " + puts.size() + " documents", puts);
        } catch (StorageException e) {
            return puts.stream().map(put -> new PutResult(null, e)).toList();
        }
    }

    private List<PutResult> putAll(String what, List<Put> puts) {
        puts.forEach(
                put -> Limits.check("The body of " + put.key(), put.content().bodyLength()));
        return change(
                what,
                puts.stream()
                        .map(put -> new Candidate(put.key(), put.content()))
                        .toList(),
                (session, batch) -> batch.put(puts, revisions, key -> whole(session, key)));
    }

    /** Puts in one transaction; the writer says that it is to be durable, and tells of it. */
    private <T> T change(String what, List<Candidate> candidates, BiFunction<StatelessSession, PutBatch, T> work) {
        List<DocumentKey> keys = candidates.stream().map(Candidate::key).toList();
        FieldIndex.Prepared fields = index.prepare(candidates);
        return transactions.writeSaying(
                what, session -> work.apply(session, new PutBatch(session, keys, fields, writer)));
    }

    private Document whole(StatelessSession session, DocumentKey key) {
        return Optional.ofNullable(session.doReturningWork(connection -> stored.get(connection, List.of(key)))
                        .get(key))
                .flatMap(Slot::find)
                .orElseThrow(() -> new CorruptException("The row of " + key + " in " + location + " is gone."));
    }

    @Override
    public Applied putNewer(Document document) {
        Limits.check("The body of " + document.key(), document.content().bodyLength());
        Applied applied = change(
                "put " + document.key(),
                List.of(new Candidate(document.key(), document.content())),
                (session, batch) -> batch.putNewer(document));
        if (applied == Applied.APPLIED) {
            revisions.seen(document.revision());
        }
        return applied;
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        return removeSome("remove " + key, Map.of(key, revision)) > 0;
    }

    @Override
    public long removeAll(List<Document> documents) {
        long removed = 0;
        for (List<Document> some : Chunks.of(documents, BATCH)) {
            Map<DocumentKey, Long> revisions = new HashMap<>();
            some.forEach(document -> revisions.put(document.key(), document.revision()));
            removed += removeSome("remove " + some.size() + " documents", revisions);
        }
        return removed;
    }

    private long removeSome(String what, Map<DocumentKey, Long> revisions) {
        return transactions.writeDurably(what, session -> {
            List<Long> gone = new ArrayList<>();
            IndexChange change = new IndexChange();
            StoredHeads.lock(session, rows.tables(), revisions.keySet()).forEach((key, row) -> {
                if (Objects.equals(row.head().revision(), revisions.get(key))) {
                    change.remove(row);
                    gone.add(row.pk());
                }
            });
            if (!gone.isEmpty()) {
                change.write(session, rows);
                session.createMutationQuery("delete from DocumentRow d where d.pk in (:pks)")
                        .setParameterList("pks", gone)
                        .executeUpdate();
            }
            return (long) gone.size();
        });
    }

    /** The index of these documents. */
    DocumentIndex index() {
        Reindexing reindexing = new Reindexing(transactions, stored, specs, catalog, index, rows);
        return new DatabaseIndex(transactions, stored, specs, catalog, reindexing, Effort.USUAL);
    }

    @Override
    public List<String> scopes() {
        return transactions.read(
                "list scopes",
                session -> session.createSelectionQuery("select distinct d.scope from DocumentRow d", String.class)
                        .getResultList());
    }

    @Override
    public List<String> kinds(String scope) {
        return transactions.read(
                "list kinds",
                session -> session.createSelectionQuery(
                                "select distinct d.kind from DocumentRow d where d.scope = :scope", String.class)
                        .setParameter("scope", scope)
                        .getResultList());
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return stored.keys(scope, kind);
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        return stored.scan(scope, kind, states);
    }

    @Override
    public Stream<Slot> modifiedSince(String scope, Instant since) {
        return kinds(scope).stream().flatMap(kind -> stored.modifiedSince(scope, kind, since));
    }
}
