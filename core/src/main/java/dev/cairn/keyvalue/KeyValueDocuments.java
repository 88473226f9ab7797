package dev.cairn.keyvalue;

import dev.cairn.StorageException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.PutRules;
import dev.cairn.spi.RevisionClock;
import dev.cairn.spi.Slot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps each document as the bytes of a {@link DocumentFrame}. What changes one is forced to the disk, and all before it. */
final class KeyValueDocuments implements DocumentStore {
    private static final String DOCUMENT = "document";

    private final GuardedStore store;
    private final Keys keys;
    private final RevisionClock revisions;

    KeyValueDocuments(GuardedStore store, Clock clock) {
        this.store = store;
        this.keys = new Keys(store);
        this.revisions = new RevisionClock(clock);
    }

    @Override
    public List<Slot> get(List<DocumentKey> wanted) {
        return wanted.stream().map(this::slot).toList();
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return slot(key).find().map(Document::head);
    }

    @Override
    public Document put(Put put) {
        return store.changeForced(batch -> put(put, batch));
    }

    /** Each in a step of its own, and forced together. */
    @Override
    public List<PutResult> putAll(List<Put> puts) {
        List<PutResult> results = new ArrayList<>(puts.size());
        for (Put put : puts) {
            try {
                results.add(new PutResult(store.change(batch -> put(put, batch)), null));
            } catch (StorageException e) {
                results.add(new PutResult(null, e));
            }
        }
        store.force();
        return results;
    }

    private Document put(Put put, GuardedStore.Batch batch) {
        Slot current = slot(put.key());
        Optional<Document> next = PutRules.next(current, put, revisions);
        next.ifPresent(document -> write(document, batch));
        return next.or(current::find).orElseThrow();
    }

    @Override
    public Applied putNewer(Document document) {
        return store.changeForced(batch -> {
            Applied applied = PutRules.newer(slot(document.key()), document);
            if (applied == Applied.APPLIED) {
                write(document, batch);
                revisions.seen(document.revision());
            }
            return applied;
        });
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        return store.changeForced(batch -> {
            Optional<Document> current = slot(key).find().filter(there -> there.revision() == revision);
            current.ifPresent(document -> batch.remove(name(key)));
            return current.isPresent();
        });
    }

    @Override
    public List<String> scopes() {
        return keys.below(DOCUMENT).toList();
    }

    @Override
    public List<String> kinds(String scope) {
        return keys.below(DOCUMENT, scope).toList();
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return scan(scope, kind, EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED))
                .flatMap(slot -> Stream.ofNullable(slot.document()))
                .map(Document::key);
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        Set<DocumentState> wanted = Set.copyOf(states);
        return keys.below(DOCUMENT, scope, kind)
                .map(id -> slot(new DocumentKey(scope, kind, id)))
                .filter(slot -> {
                    Document document = slot.document();
                    return document == null ? slot.damage() != null : wanted.contains(document.state());
                });
    }

    private Slot slot(DocumentKey key) {
        return DocumentFrame.slot(key, () -> store.get(name(key)), key + " in " + store.location());
    }

    private static void write(Document document, GuardedStore.Batch batch) {
        batch.put(name(document.key()), DocumentFrame.encode(document));
    }

    private static String name(DocumentKey key) {
        return Keys.of(DOCUMENT, key.scope(), key.kind(), key.id());
    }
}
