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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The documents of two tiers: written to the primary and copied on, read by {@link TieredBackend#find}. */
final class TieredDocuments implements DocumentStore {
    private final TieredBackend tiers;
    private final DocumentStore primary;

    TieredDocuments(TieredBackend tiers) {
        this.tiers = tiers;
        this.primary = tiers.primary().documents();
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
        List<PutResult> results = new ArrayList<>(puts.size());
        for (PutResult result : primary.putAll(puts)) {
            if (result.document() != null) {
                tiers.replicate(result.document(), Replication.BEST_EFFORT);
            }
            results.add(result);
        }
        return results;
    }

    @Override
    public Applied putNewer(Document document) {
        Applied applied = primary.putNewer(document);
        if (applied != Applied.NEWER_KEPT) {
            tiers.replicate(document, Replication.BEST_EFFORT);
        }
        return applied;
    }

    /** Removes the secondary's copy first, so that no older one takes the place of what is removed. */
    @Override
    public boolean remove(DocumentKey key, long revision) {
        boolean here =
                primary.head(key).filter(head -> head.revision() == revision).isPresent();
        if (here) {
            tiers.secondary()
                    .ifPresent(secondary -> secondary
                            .documents()
                            .head(key)
                            .filter(head -> head.revision() <= revision)
                            .ifPresent(head -> secondary.documents().remove(key, head.revision())));
        }
        return here && primary.remove(key, revision);
    }

    @Override
    public List<String> scopes() {
        return primary.scopes();
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
