package dev.cairn.compose;

import dev.cairn.Replication;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The documents of two tiers: written to the primary and copied on, read by {@link TieredBackend#find}. */
final class TieredDocuments implements DocumentStore {
    private final TieredBackend tiers;
    private final DocumentStore primary;

    TieredDocuments(TieredBackend tiers, DocumentStore primary) {
        this.tiers = tiers;
        this.primary = primary;
    }

    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        return tiers.find(keys).stream().map(Tiered::slot).toList();
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return get(key).find().map(Document::head);
    }

    @Override
    public Document put(Put put) {
        return tiers.put(put, Replication.BEST_EFFORT).document();
    }

    @Override
    public List<PutResult> putAll(List<Put> puts) {
        return tiers.commitAll(
                puts.stream().map(Put::key).toList(), Replication.BEST_EFFORT, () -> primary.putAll(puts));
    }

    @Override
    public Applied putNewer(Document document) {
        AtomicReference<Applied> applied = new AtomicReference<>(Applied.NEWER_KEPT);
        tiers.commit(document.key(), Replication.BEST_EFFORT, () -> {
            applied.set(primary.putNewer(document));
            return applied.get() == Applied.NEWER_KEPT
                    ? primary.get(document.key()).find().orElse(document)
                    : document;
        });
        return Objects.requireNonNull(applied.get());
    }

    /**
     * Removes the secondary's copy first, so that no older one takes the place of what is removed, and looks again afterwards: a copy may
     * have been under way.
     */
    @Override
    public boolean remove(DocumentKey key, long revision) {
        if (IndexReplica.covers(key.scope(), key.kind())) {
            tiers.notices().beforeRemovals();
        }
        boolean here =
                primary.head(key).filter(head -> head.revision() == revision).isPresent();
        if (!here) {
            return false;
        }
        removeFromSecondary(key, revision);
        boolean removed = primary.remove(key, revision);
        if (removed) {
            removeFromSecondary(key, revision);
        }
        return removed;
    }

    private void removeFromSecondary(DocumentKey key, long revision) {
        tiers.secondary()
                .ifPresent(secondary -> secondary
                        .documents()
                        .head(key)
                        .filter(head -> head.revision() <= revision)
                        .ifPresent(head -> secondary.documents().remove(key, head.revision())));
    }

    @Override
    public long removeAll(List<Document> documents) {
        if (tiers.secondary().isPresent()) {
            return DocumentStore.super.removeAll(documents);
        }
        if (documents.stream()
                .anyMatch(document -> IndexReplica.covers(
                        document.key().scope(), document.key().kind()))) {
            tiers.notices().beforeRemovals();
        }
        return primary.removeAll(documents);
    }

    @Override
    public List<String> scopes() {
        return primary.scopes().stream()
                .filter(scope -> !scope.equals(DocumentKey.STORE_SCOPE))
                .toList();
    }

    @Override
    public List<String> kinds(String scope) {
        return primary.kinds(scope);
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return primary.keys(scope, kind);
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        return primary.scan(scope, kind, states);
    }

    @Override
    public Stream<Slot> modifiedSince(String scope, Instant since) {
        return primary.modifiedSince(scope, since);
    }
}
