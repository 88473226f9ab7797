package dev.cairn.compose;

import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.transfer.DocumentCopier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes copies in the second store, some of which go on when nobody waits for them any more. */
final class ReplicaCopies {
    private final String location;
    private final Replica replica;
    private final TierGuard guard;
    private final TierCounters counters;
    private final Backlog backlog;
    private final Set<DocumentKey> copying = ConcurrentHashMap.newKeySet();

    /** How many took too long for whoever began them, and go on. */
    private final AtomicInteger slow = new AtomicInteger();

    /** What is copied is struck out of {@code backlog}. */
    ReplicaCopies(Replica replica, TierGuard guard, TierCounters counters, Backlog backlog) {
        this.location = replica.target().location();
        this.replica = replica;
        this.guard = guard;
        this.counters = counters;
        this.backlog = backlog;
    }

    /** Whether a copy of the document under {@code key} is being made. */
    boolean isUnderWay(DocumentKey key) {
        return copying.contains(key);
    }

    /** Copies, unless that takes too long, or another copy does: then it is made in the background. */
    DocumentCopier.Copied makeInTime(Document document) {
        if (slow.get() > 0) {
            throw new UnavailableException(
                    "Another copy to " + location + " takes long, and nobody waits behind it; this one is made soon.");
        }
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean told = new AtomicBoolean();
        try {
            return guard.copy(() -> {
                begun.set(true);
                try {
                    return make(document);
                } finally {
                    if (told.getAndSet(true)) {
                        slow.decrementAndGet();
                    }
                }
            });
        } catch (UnavailableException e) {
            // Given up while it goes on, unless it has ended with this very failure or was never begun.
            slow.incrementAndGet();
            if (!begun.get() || told.getAndSet(true)) {
                slow.decrementAndGet();
            }
            throw e;
        }
    }

    /** Copies, and takes note of it even if nobody waits for it any more. */
    DocumentCopier.Copied make(Document document) {
        boolean first = copying.add(document.key());
        try {
            DocumentCopier.Copied copied = replica.copy(document);
            counters.replicas.increment();
            backlog.confirmed(document.key(), document.revision());
            return copied;
        } finally {
            if (first) {
                copying.remove(document.key());
            }
        }
    }
}
