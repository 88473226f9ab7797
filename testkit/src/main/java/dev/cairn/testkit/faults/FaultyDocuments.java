package dev.cairn.testkit.faults;

import dev.cairn.CorruptException;
import dev.cairn.StorageException;
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

/** The documents of a faulty backend. Every method is passed on as it is, so that the store's own version of it is used. */
record FaultyDocuments(DocumentStore documents, Steps steps) implements DocumentStore {
    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        Passage passage = steps.enter(Operation.DOCUMENT_GET, keys);
        List<Slot> slots = passage.run(() -> documents.get(keys));
        return passage.damages()
                ? slots.stream().map(slot -> damaged(passage, slot)).toList()
                : slots;
    }

    @Override
    public Slot get(DocumentKey key) {
        Passage passage = steps.enter(Operation.DOCUMENT_GET, key);
        return damaged(passage, passage.run(() -> documents.get(key)));
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        Passage passage = steps.enter(Operation.DOCUMENT_HEAD, key);
        Optional<Head> head = passage.run(() -> documents.head(key));
        if (head.isPresent() && passage.damages(key)) {
            throw damage(passage, key);
        }
        return head;
    }

    @Override
    public Document put(Put put) {
        return steps.enter(Operation.DOCUMENT_PUT, put.key()).run(() -> documents.put(put));
    }

    /** A failure is the answer to each of the puts, as a store tells it. */
    @Override
    public List<PutResult> putAll(List<Put> puts) {
        Passage passage = steps.enter(
                Operation.DOCUMENT_PUT_ALL, puts.stream().map(Put::key).toList());
        try {
            return passage.run(() -> documents.putAll(puts), () -> documents.putAll(puts.subList(0, puts.size() / 2)));
        } catch (StorageException e) {
            return puts.stream().map(put -> new PutResult(null, e)).toList();
        }
    }

    @Override
    public Applied putNewer(Document document) {
        return steps.enter(Operation.DOCUMENT_PUT_NEWER, document.key()).run(() -> documents.putNewer(document));
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        return steps.enter(Operation.DOCUMENT_REMOVE, key).run(() -> documents.remove(key, revision));
    }

    @Override
    public long removeAll(List<Document> some) {
        return steps.enter(
                        Operation.DOCUMENT_REMOVE_ALL,
                        some.stream().map(Document::key).toList())
                .run(() -> documents.removeAll(some), () -> documents.removeAll(some.subList(0, some.size() / 2)));
    }

    @Override
    public List<String> scopes() {
        return steps.enter(Operation.DOCUMENT_SCOPES, "").run(documents::scopes);
    }

    @Override
    public List<String> kinds(String scope) {
        return steps.enter(Operation.DOCUMENT_KINDS, "scope '" + scope + "'").run(() -> documents.kinds(scope));
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return steps.enter(Operation.DOCUMENT_KEYS, all(scope, kind)).list(() -> documents.keys(scope, kind));
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        Passage passage = steps.enter(Operation.DOCUMENT_SCAN, all(scope, kind));
        return passage.list(() -> documents.scan(scope, kind, states)).map(slot -> damaged(passage, slot));
    }

    @Override
    public Stream<Slot> modifiedSince(String scope, Instant since) {
        Passage passage = steps.enter(Operation.DOCUMENT_MODIFIED_SINCE, "scope '" + scope + "'");
        return passage.list(() -> documents.modifiedSince(scope, since)).map(slot -> damaged(passage, slot));
    }

    private static String all(String scope, String kind) {
        return "all of kind " + kind + " in scope '" + scope + "'";
    }

    private static Slot damaged(Passage passage, Slot slot) {
        Document document = slot.document();
        return document != null && passage.damages(document.key())
                ? Slot.damaged(document.key(), damage(passage, document.key()))
                : slot;
    }

    private static CorruptException damage(Passage passage, DocumentKey key) {
        return new CorruptException("Cannot read " + key + " in "
                + passage.step().store() + ": its bytes are not those that were written, as the test asked.");
    }
}
