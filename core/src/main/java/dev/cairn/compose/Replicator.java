package dev.cairn.compose;

import dev.cairn.ReplicaState;
import dev.cairn.Replication;
import dev.cairn.ReplicationStatus;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the secondary up to the primary, document by document: at once where it can, later where it could not.
 *
 * <p>Whoever commits in the primary says so first ({@link #intend}). What then does not reach the secondary is pending, and
 * {@link #drain} tries it again. What a writer leaves behind who is killed is found by {@link #recover}. An older revision never
 * replaces a newer one there, so any number of processes may do all of this at once.
 */
final class Replicator {
    private static final Logger LOG = LoggerFactory.getLogger(Replicator.class);

    /** How far the clock that stamps documents may be ahead of the one that stamps intents. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Replica replica;
    private final StorageBackend primary;
    private final StorageBackend secondary;
    private final TierGuard guard;
    private final TierCounters counters;
    private final ReplicaCopies copies;
    private final Comparison comparison;
    private final ReplicaSession session;
    private final LongSupplier nanoTime;
    private final Set<Intent> underWay = ConcurrentHashMap.newKeySet();
    private final Backlog backlog;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile @Nullable String lastError;

    /** Whether something may have been removed since the session stands; guarded by it. */
    private boolean removing;

    private final Object draining = new Object();
    private volatile @Nullable MonotonicClock clock;

    Replicator(Replica replica, TierGuard guard, TierCounters counters, LongSupplier nanoTime) {
        this.replica = replica;
        this.primary = replica.source();
        this.secondary = replica.target();
        this.guard = guard;
        this.counters = counters;
        this.nanoTime = nanoTime;
        this.backlog = new Backlog(nanoTime);
        this.copies = new ReplicaCopies(replica, guard, counters, backlog);
        this.comparison = new Comparison(replica, guard);
        this.session = new ReplicaSession(primary);
    }

    /** Says, before it happens, that the document under {@code key} is to change. */
    Intent intend(DocumentKey key) {
        return intend(key, false);
    }

    /** Says, before it happens, that the slot under {@code key} is to be removed, which no comparison with the first store shows. */
    Intent intendRemoval(DocumentKey key) {
        return intend(key, true);
    }

    private Intent intend(DocumentKey key, boolean removal) {
        Intent intent = new Intent(key, storeTime(), backlog, underWay);
        synchronized (session) {
            boolean stood = session.stands();
            boolean first = removal && !removing;
            removing |= removal;
            if (!stood || first) {
                say(intent.since());
            }
            if (!stood) {
                replica.begins();
            }
            underWay.add(intent);
        }
        return intent;
    }

    /** Brings the secondary up to {@code document}, which was committed as {@code intent} said. */
    Replicated replicate(Intent intent, Document document, Replication replication) {
        DocumentKey key = document.key();
        try {
            DocumentCopier.Copied copied = replication == Replication.REQUIRED
                    ? guard.always(() -> copies.make(document))
                    : copies.makeInTime(document);
            LOG.debug("{} is in the secondary: {}", key, copied.applied());
            intent.drop();
            return new Replicated(document, ReplicaState.REPLICATED, null);
        } catch (StorageException e) {
            backlog.missing(key, intent.since(), document.revision());
            intent.drop();
            failed(e);
            if (replication == Replication.REQUIRED) {
                throw new UnavailableException(
                        "The primary " + primary.location() + " holds " + key + " at revision " + document.revision()
                                + ", but its replica failed, which was required: " + e.getMessage(),
                        e);
            }
            return new Replicated(document, ReplicaState.MISSING, e.getMessage());
        }
    }

    /** Takes note in the second store that what {@code intent} said was removed from the first. */
    void removed(Intent intent) {
        try {
            guard.copy(() -> {
                replica.gone(intent.key());
                return intent;
            });
        } catch (StorageException e) {
            backlog.missing(intent.key(), intent.since(), 0);
            failed(e);
        }
        intent.drop();
    }

    /** What is not known to say what the first store says. */
    void suspect(Collection<DocumentKey> keys) {
        Instant now = storeTime();
        keys.forEach(key -> backlog.missing(key, now, 0));
    }

    /** The documents that are pending or under way; empty if not all of them are known. */
    Optional<Set<DocumentKey>> unconfirmed() {
        // What is under way becomes pending, so it is asked for first; what is not known becomes pending, and the
        // reverse.
        if (backlog.unknown() != null) {
            return Optional.empty();
        }
        Set<DocumentKey> keys = new HashSet<>();
        underWay.forEach(intent -> keys.add(intent.key()));
        backlog.entries().forEach(entry -> keys.add(entry.key));
        return backlog.unknown() == null ? Optional.of(keys) : Optional.empty();
    }

    /** How many other writers may have committed what the second store lacks. */
    long elsewhere() {
        Instant now = primary.blobs().now();
        return session.others(secondary.storeId()).stream()
                .filter(other -> other.body().pending() > 0 || other.isGone(now))
                .count();
    }

    /** Why the last attempt failed; null if none has since the last that succeeded. */
    @Nullable
    String lastError() {
        return lastError;
    }

    /** Says that something is pending, if that was not said: others who ask the second store are to know. */
    void tell() {
        if (!isComplete()) {
            try {
                synchronized (session) {
                    if (!session.saysPending()) {
                        say(storeTime());
                    }
                }
            } catch (StorageException e) {
                LOG.warn("That something is pending could not be written down: {}", e.getMessage());
            }
        }
    }

    /** Tries everything once more that is pending; stops when the secondary does not answer. */
    void drain() {
        synchronized (draining) {
            try {
                backlog.entries().forEach(this::retry);
                Backlog.Unknown unknown = backlog.unknown();
                if (unknown != null) {
                    compareSince(unknown.since);
                    if (unknown.removals) {
                        comparison.gone(replica::gone);
                    }
                    backlog.done(unknown);
                }
            } catch (UnavailableException e) {
                failed(e);
            }
        }
        if (!isComplete()) {
            return;
        }
        lastError = null;
        if (failing.compareAndSet(true, false)) {
            LOG.info("The secondary {} has everything again.", secondary.location());
        }
    }

    /** Takes over what other writers of this pair left behind who are gone. */
    void recover() {
        Instant now = primary.blobs().now();
        for (ReplicaSession.Other other : session.others(secondary.storeId())) {
            if (other.isGone(now)) {
                backlog.since(other.body().since(), other.body().removes());
                takeOver(other);
            }
        }
    }

    /** Says it before the other one's word goes, so that somebody's stands at every moment. */
    private void takeOver(ReplicaSession.Other other) {
        try {
            synchronized (session) {
                say(storeTime());
            }
            ReplicaSession.remove(primary, other.document());
            LOG.info(
                    "A writer (process {} on {}) ended without bringing everything since {} to the secondary; comparing.",
                    other.body().pid(),
                    other.body().machine().name(),
                    other.body().since());
        } catch (UnsupportedException e) {
            LOG.debug("The word of a writer that is gone stays where nothing may be written: {}", e.getMessage());
        }
    }

    /** Says how things stand, or nothing any more if there is nothing to say. */
    void report() {
        synchronized (session) {
            // What is under way becomes pending, so it is asked for first.
            boolean nothing = underWay.isEmpty() && isComplete();
            if (session.stands() && nothing && replica.ends()) {
                session.end();
                removing = false;
            } else if (session.stands()) {
                say(storeTime());
            }
        }
    }

    /** What this and other writers have not brought to the secondary. */
    ReplicationStatus status() {
        return new ReplicationStatus(count(), elsewhere(), backlog.oldest(), Optional.ofNullable(lastError));
    }

    /** How many documents are pending here; one more for what is not known one by one. */
    long count() {
        return backlog.count();
    }

    boolean isComplete() {
        return backlog.isEmpty();
    }

    /** Says the last word, and leaves what is pending to others. */
    void close() {
        try {
            report();
        } catch (StorageException e) {
            LOG.warn("What is pending could not be written down; it is found by comparing: {}", e.getMessage());
        } finally {
            session.leave();
        }
        if (!isComplete()) {
            LOG.warn(
                    "{} documents are not in the secondary {} yet; whoever opens both stores next brings them there. {}",
                    count(),
                    secondary.location(),
                    lastError);
        }
    }

    private void retry(Backlog.Entry entry) {
        if (copies.isUnderWay(entry.key)) {
            return;
        }
        try {
            boolean settled = backlog.isSettled(entry);
            Document document = primary.documents().get(entry.key).find().orElse(null);
            if (document == null) {
                guard.patiently(() -> {
                    replica.gone(entry.key);
                    return entry;
                });
            } else if (replica.wants(document)) {
                guard.patiently(() -> copies.make(document));
            }
            if (settled) {
                // Only this very reason: another one may have come since the primary was read.
                backlog.done(entry);
            }
        } catch (UnavailableException e) {
            throw e;
        } catch (StorageException e) {
            // It stays pending, and the others go on.
            failed(e);
        }
    }

    private void compareSince(Instant since) {
        comparison.missingSince(since, document -> {
            try {
                guard.patiently(() -> copies.make(document));
            } catch (UnavailableException e) {
                throw e;
            } catch (StorageException e) {
                backlog.missing(document.key(), since, document.revision());
                failed(e);
            }
        });
    }

    /** Warns of the first failure until everything is there, but of no silence: of that the guard of the tier warns. */
    private void failed(StorageException e) {
        lastError = e.getMessage();
        counters.replicaFailures.increment();
        if (TierGuard.isSilence(e)) {
            LOG.debug("A replica is tried again later: {}", e.getMessage());
        } else if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "What is saved does not reach the secondary, and is tried again until it does: {}", e.getMessage());
        }
    }

    /** With the session's lock: what is committed from {@code now} on, and what is under way or pending, may be missing. */
    private void say(Instant now) {
        // What is under way becomes pending, so it is asked for first.
        List<Instant> begun = underWay.stream().map(intent -> intent.since()).toList();
        Instant oldest = backlog.oldest().orElse(null);
        Instant since =
                begun.stream().reduce(oldest == null ? now : oldest, (one, other) -> one.isBefore(other) ? one : other);
        Backlog.Unknown unknown = backlog.unknown();
        boolean removals = removing || (unknown != null && unknown.removals);
        session.say(new ReplicaSession.Body(secondary.storeId(), since, count(), oldest, lastError, removals));
    }

    /** About the time by which the primary stamps what is committed now, or earlier; asks the store once. */
    private Instant storeTime() {
        MonotonicClock known = clock;
        if (known == null) {
            known = new MonotonicClock(primary.blobs().now(), nanoTime);
            clock = known;
        }
        return known.instant().minus(MARGIN);
    }
}
