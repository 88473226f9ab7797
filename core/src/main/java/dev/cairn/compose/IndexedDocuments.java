package dev.cairn.compose;

import dev.cairn.Replication;
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
import dev.cairn.spi.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The documents of files with an index: written to the files and copied on, read from the files. */
record IndexedDocuments(DocumentStore files, IndexLink link, Usage usage) implements DocumentStore {
    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        return files.get(keys);
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return files.head(key);
    }

    @Override
    public Document put(Put put) {
        return commit(put.key(), () -> files.put(put));
    }

    private Document commit(DocumentKey key, Supplier<Document> commit) {
        return IndexReplica.covers(key.scope(), key.kind())
                ? usage.during(() -> commitIndexed(key, commit))
                : commit.get();
    }

    private Document commitIndexed(DocumentKey key, Supplier<Document> commit) {
        Replicator replicator = link.replicator();
        try (Intent intent = replicator.intend(key)) {
            Document document = intent.during(commit);
            replicator.replicate(intent, document, Replication.BEST_EFFORT);
            replicator.tell();
            return document;
        }
    }

    @Override
    public List<PutResult> putAll(List<Put> puts) {
        return puts.stream().map(this::result).toList();
    }

    private PutResult result(Put put) {
        try {
            return new PutResult(put(put), null);
        } catch (StorageException e) {
            return new PutResult(null, e);
        }
    }

    @Override
    public Applied putNewer(Document document) {
        AtomicReference<Applied> applied = new AtomicReference<>(Applied.NEWER_KEPT);
        commit(document.key(), () -> {
            applied.set(files.putNewer(document));
            return applied.get() == Applied.NEWER_KEPT
                    ? files.get(document.key()).find().orElse(document)
                    : document;
        });
        return Objects.requireNonNull(applied.get());
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        return IndexReplica.covers(key.scope(), key.kind())
                ? usage.during(() -> removeIndexed(key, revision))
                : files.remove(key, revision);
    }

    private boolean removeIndexed(DocumentKey key, long revision) {
        Replicator replicator = link.replicator();
        try (Intent intent = replicator.intendRemoval(key)) {
            boolean removed = intent.during(() -> files.remove(key, revision));
            if (removed) {
                replicator.removed(intent);
                replicator.tell();
            } else {
                intent.drop();
            }
            return removed;
        }
    }

    @Override
    public List<String> scopes() {
        return files.scopes().stream()
                .filter(scope -> !scope.equals(DocumentKey.STORE_SCOPE))
                .toList();
    }

    @Override
    public List<String> kinds(String scope) {
        return files.kinds(scope);
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return files.keys(scope, kind);
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        return files.scan(scope, kind, states);
    }

    @Override
    public Stream<Slot> modifiedSince(String scope, Instant since) {
        return files.modifiedSince(scope, since);
    }
}
