package dev.cairn.internal;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Swept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Removes blobs that no document names and tombstones that nobody needs any more.
 *
 * <p>Marks what all documents of a scope name, of every kind, then sweeps the rest, but only what was last touched before
 * the mark began minus the grace. A scope in which a document cannot be read is left alone: what it names is unknown.
 */
public final class GarbageCollector {
    private static final int BATCH = 1000;

    private final TieredBackend tiers;
    private final CollectOptions options;
    private final List<String> skipped = new ArrayList<>();
    private Swept blobs = Swept.NOTHING;
    private long tombstones;

    /** Collects in every store of {@code tiers}. */
    public GarbageCollector(TieredBackend tiers, CollectOptions options) {
        this.tiers = tiers;
        this.options = options;
    }

    /** Marks and sweeps, scope by scope. */
    public CollectReport run() {
        collect(tiers.primary());
        tiers.secondary().ifPresent(this::collect);
        return new CollectReport(blobs.count(), blobs.bytes(), tombstones, skipped);
    }

    private void collect(StorageBackend store) {
        try (Hold hold = options.exclusive() ? store.holdExclusively() : () -> {}) {
            Set<String> scopes = new TreeSet<>(store.documents().scopes());
            scopes.addAll(store.blobs().scopes());
            scopes.forEach(scope -> collect(store, scope));
        }
    }

    private void collect(StorageBackend store, String scope) {
        Instant touchedBefore = options.exclusive() && options.grace().isZero()
                ? Instant.MAX
                : store.blobs().now().minus(options.grace());
        Mark mark = mark(store, scope, touchedBefore);
        if (!mark.damages.isEmpty()) {
            skipped.addAll(mark.damages);
            return;
        }
        sweepBlobs(store.blobs(), scope, mark.named, touchedBefore);
        if (tiers.secondary().isEmpty()) {
            mark.tombstones.forEach(tombstone -> sweepTombstone(store.documents(), tombstone));
        }
    }

    private record Mark(Set<Digest> named, List<Document> tombstones, List<String> damages) {}

    private static Mark mark(StorageBackend store, String scope, Instant touchedBefore) {
        Mark mark = new Mark(new HashSet<>(), new ArrayList<>(), new ArrayList<>());
        for (String kind : store.documents().kinds(scope)) {
            try (Stream<Slot> slots = store.documents().scan(scope, kind, EnumSet.allOf(DocumentState.class))) {
                slots.forEach(slot -> mark(mark, slot, touchedBefore));
            }
        }
        return mark;
    }

    private static void mark(Mark mark, Slot slot, Instant touchedBefore) {
        if (slot.damage() != null) {
            mark.damages.add(slot.damage().getMessage());
        }
        Document document = slot.document();
        if (document == null) {
            return;
        }
        if (document.state() == DocumentState.LIVE) {
            for (BlobRef ref : document.content().blobs().values()) {
                mark.named.add(ref.digest());
            }
        }
        boolean old = document.head().updated().isBefore(touchedBefore);
        if (document.state() == DocumentState.DELETED && old) {
            mark.tombstones.add(document);
        }
    }

    private void sweepBlobs(BlobStore store, String scope, Set<Digest> named, Instant touchedBefore) {
        List<Digest> batch = new ArrayList<>();
        try (Stream<BlobInfo> all = store.list(scope)) {
            all.filter(blob -> !named.contains(blob.digest()) && blob.touched().isBefore(touchedBefore))
                    .forEach(blob -> {
                        if (options.dryRun()) {
                            blobs = blobs.plus(new Swept(1, blob.size()));
                        } else {
                            batch.add(blob.digest());
                        }
                        if (batch.size() == BATCH) {
                            blobs = blobs.plus(store.sweep(scope, batch, touchedBefore));
                            batch.clear();
                        }
                    });
        }
        if (!batch.isEmpty()) {
            blobs = blobs.plus(store.sweep(scope, batch, touchedBefore));
        }
    }

    private void sweepTombstone(DocumentStore store, Document tombstone) {
        if (options.dryRun() || store.remove(tombstone.key(), tombstone.revision())) {
            tombstones++;
        }
    }
}
