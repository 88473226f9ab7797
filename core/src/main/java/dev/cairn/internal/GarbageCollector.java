package dev.cairn.internal;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.compose.Pairing;
import dev.cairn.compose.ReadOnlyBackend;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
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
import org.jspecify.annotations.Nullable;

/**
 * Removes blobs that no document names and tombstones that nobody needs any more.
 *
 * <p>Marks what all documents of a scope name, of every kind, then sweeps the rest, but only what was last touched before
 * the mark began minus the grace. A scope in which a document cannot be read is left alone: what it names is unknown.
 */
public final class GarbageCollector {
    private static final int BATCH = 1000;
    private static final Hold NONE = () -> {};

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

    /**
     * Marks and sweeps, scope by scope. What is exclusive is so in both tiers throughout: a copy under way to the secondary of what
     * was deleted since would find no tombstone there, and come back.
     */
    public CollectReport run() {
        if (!options.dryRun()) {
            ReadOnlyBackend.requireWritable(tiers, "collect garbage");
        }
        try (Hold here = hold(tiers.primary());
                Hold there = tiers.secondary().map(this::hold).orElse(NONE)) {
            collect(tiers.primary());
            tiers.secondary().ifPresent(this::collect);
        }
        return new CollectReport(blobs.count(), blobs.bytes(), tombstones, skipped);
    }

    private Hold hold(StorageBackend store) {
        return options.exclusive() ? store.holdExclusively() : NONE;
    }

    private void collect(StorageBackend store) {
        Set<String> scopes = new TreeSet<>(store.documents().scopes());
        scopes.addAll(store.blobs().scopes());
        scopes.forEach(scope -> collect(store, scope));
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
        if (store.storeId().equals(tiers.storeId())) {
            sweepTombstones(new Orphans(tiers, options.dryRun()).remove(scope, mark.kindsOfChildren, mark.tombstones));
        }
    }

    private record Mark(
            Set<Digest> named, List<Document> tombstones, Set<String> kindsOfChildren, List<String> damages) {}

    private static Mark mark(StorageBackend store, String scope, Instant touchedBefore) {
        Mark mark = new Mark(new HashSet<>(), new ArrayList<>(), new TreeSet<>(), new ArrayList<>());
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
        if (document.content().parent() != null) {
            mark.kindsOfChildren.add(document.key().kind());
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

    /**
     * Removes tombstones from both tiers that both have, or that the secondary never needed: were one removed that a secondary has
     * not heard of, what was deleted would come back. So a primary that knows of a secondary which is not here keeps all.
     */
    private void sweepTombstones(List<Document> tombstones) {
        StorageBackend secondary = tiers.secondary().orElse(null);
        List<String> absent = new ArrayList<>(Pairing.secondariesOf(tiers.primary()));
        absent.removeAll(tiers.storeIds());
        if (!absent.isEmpty() && !tombstones.isEmpty()) {
            skipped.add(tombstones.size() + " tombstones stay: the secondary with the id " + absent.get(0)
                    + " may not have heard of them. Collect with it, or let the primary forget it.");
            return;
        }
        for (int from = 0; from < tombstones.size(); from += BATCH) {
            List<Document> batch = tombstones.subList(from, Math.min(tombstones.size(), from + BATCH));
            List<Slot> there = secondary == null
                    ? batch.stream().map(one -> Slot.absent(one.key())).toList()
                    : secondary
                            .documents()
                            .get(batch.stream().map(Document::key).toList());
            for (int i = 0; i < batch.size(); i++) {
                sweepTombstone(batch.get(i), there.get(i), secondary);
            }
        }
    }

    private void sweepTombstone(Document tombstone, Slot there, @Nullable StorageBackend secondary) {
        Document other = there.document();
        boolean confirmed = there.damage() == null
                && (other == null
                        || (other.state() == DocumentState.DELETED && other.revision() >= tombstone.revision()));
        if (!confirmed) {
            return;
        }
        if (!options.dryRun()) {
            if (secondary != null && other != null) {
                secondary.documents().remove(other.key(), other.revision());
            }
            if (!tiers.primary().documents().remove(tombstone.key(), tombstone.revision())) {
                return;
            }
        }
        tombstones++;
    }
}
