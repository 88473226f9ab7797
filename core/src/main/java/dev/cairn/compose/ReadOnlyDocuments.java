package dev.cairn.compose;

import dev.cairn.UnsupportedException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Documents that are only read. */
record ReadOnlyDocuments(DocumentStore store, String location) implements DocumentStore {
    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        return store.get(keys);
    }

    @Override
    public Slot get(DocumentKey key) {
        return store.get(key);
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return store.head(key);
    }

    @Override
    public Document put(Put put) {
        throw refusal("put " + put.key());
    }

    @Override
    public List<PutResult> putAll(List<Put> puts) {
        throw refusal("put " + puts.size() + " documents");
    }

    @Override
    public Applied putNewer(Document document) {
        throw refusal("put " + document.key());
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        throw refusal("remove " + key);
    }

    @Override
    public long removeAll(List<Document> documents) {
        throw refusal("remove " + documents.size() + " documents");
    }

    @Override
    public List<String> scopes() {
        return store.scopes();
    }

    @Override
    public List<String> kinds(String scope) {
        return store.kinds(scope);
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return store.keys(scope, kind);
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        return store.scan(scope, kind, states);
    }

    @Override
    public Stream<Slot> modifiedSince(String scope, Instant since) {
        return store.modifiedSince(scope, since);
    }

    private UnsupportedException refusal(String what) {
        return ReadOnlyBackend.refusal(what, location);
    }
}
