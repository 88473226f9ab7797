package dev.cairn.internal;

import dev.cairn.ConflictException;
import dev.cairn.Replication;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the documents that lived under a deleted one: nobody sees them any more. One whose parent is not there at all is left alone: it
 * may be about to come, for trees are made from the leaves. Journals are left alone too: one may be begun before its document.
 */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final TieredBackend tiers;
    private final boolean dryRun;

    Orphans(TieredBackend tiers, boolean dryRun) {
        this.tiers = tiers;
        this.dryRun = dryRun;
    }

    /**
     * Removes what {@code tombstones} left behind.
     *
     * @param kinds the kinds of the documents that have parents
     * @return the tombstones of which nothing is left; the others are needed until the next time
     */
    List<Document> remove(String scope, Set<String> kinds, List<Document> tombstones) {
        Map<DocumentKey, Document> gone = new HashMap<>();
        tombstones.forEach(tombstone -> gone.put(tombstone.key(), tombstone));
        Set<DocumentKey> needed = new HashSet<>();
        for (String kind : gone.isEmpty() ? Set.<String>of() : kinds) {
            for (Document orphan : orphans(scope, kind, gone.keySet())) {
                Document parent = Objects.requireNonNull(gone.get(parentOf(orphan)));
                needed.add(parent.key());
                delete(orphan, parent);
            }
        }
        return tombstones.stream()
                .filter(tombstone -> !needed.contains(tombstone.key()))
                .toList();
    }

    private List<Document> orphans(String scope, String kind, Set<DocumentKey> gone) {
        EnumSet<DocumentState> visible = EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);
        try (Stream<Slot> slots = tiers.primary().documents().scan(scope, kind, visible)) {
            return slots.map(Slot::document)
                    .filter(Objects::nonNull)
                    .filter(document -> document.content().parent() != null && gone.contains(parentOf(document)))
                    .toList();
        }
    }

    private static DocumentKey parentOf(Document child) {
        Parent parent = Objects.requireNonNull(child.content().parent());
        return parent.key(child.key().scope());
    }

    private void delete(Document orphan, Document parent) {
        if (dryRun || !isStill(parent)) {
            return;
        }
        try {
            Put tombstone = Put.deleted(orphan.key(), Expectation.revision(orphan.revision()));
            tiers.put(tombstone, Replication.BEST_EFFORT);
        } catch (ConflictException e) {
            LOG.debug("Left alone, since it changed: {}", orphan.key());
        }
    }

    private boolean isStill(Document tombstone) {
        return tiers.primary()
                .documents()
                .head(tombstone.key())
                .filter(head -> head.revision() == tombstone.revision())
                .isPresent();
    }
}
