package dev.cairn.compose;

import dev.cairn.spi.DocumentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the secondary lacks: documents, and what is not known one by one since some instant. Safe for use by many threads; an entry is
 * struck out only by who read it, so that a reason that came meanwhile stays.
 */
final class Backlog {
    /** The most documents that are remembered one by one; with more, everything since the oldest is compared instead. */
    private static final int MOST = 100_000;

    /** How long a commit whose answer did not come may still happen. */
    private static final Duration UNSETTLED = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private final Map<DocumentKey, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Unknown> unknown = new AtomicReference<>();

    Backlog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A document that is missing; another object for each reason. */
    static final class Entry {
        final DocumentKey key;
        private final Instant since;

        /** The revision that is missing; zero if it is not known whether there is one. */
        private final long revision;

        /** The nanoseconds from which on it is known what the primary holds. */
        private final long settled;

        private Entry(DocumentKey key, Instant since, long revision, long settled) {
            this.key = key;
            this.since = since;
            this.revision = revision;
            this.settled = settled;
        }

        private Entry and(Entry other) {
            return new Entry(
                    key,
                    since.isBefore(other.since) ? since : other.since,
                    Math.max(revision, other.revision),
                    settled - other.settled > 0 ? settled : other.settled);
        }
    }

    /** Whatever changed since an instant may be missing; another object for each reason. */
    static final class Unknown {
        final Instant since;

        /** Whether something may have been removed since then. */
        final boolean removals;

        private Unknown(Instant since, boolean removals) {
            this.since = since;
            this.removals = removals;
        }
    }

    /** This revision is missing, or a later one. */
    void missing(DocumentKey key, Instant since, long revision) {
        keep(new Entry(key, since, revision, nanoTime.getAsLong()));
    }

    /** Something was to be committed, and nobody knows whether it was, or will be. */
    void unsettled(DocumentKey key, Instant since) {
        keep(new Entry(key, since, 0, nanoTime.getAsLong() + UNSETTLED.toNanos()));
    }

    private void keep(Entry entry) {
        if (entries.size() < MOST || entries.containsKey(entry.key)) {
            entries.merge(entry.key, entry, Entry::and);
        } else {
            since(entry.since, entry.revision == 0);
        }
    }

    /** Whatever changed since then may be missing, and with {@code removals} the reverse: what is gone may be there. */
    void since(Instant since, boolean removals) {
        unknown.accumulateAndGet(new Unknown(since, removals), Backlog::earlier);
    }

    private static @Nullable Unknown earlier(@Nullable Unknown one, @Nullable Unknown other) {
        return one == null || other == null
                ? other
                : new Unknown(
                        one.since.isBefore(other.since) ? one.since : other.since, one.removals || other.removals);
    }

    /** The secondary has this revision. */
    void confirmed(DocumentKey key, long revision) {
        entries.computeIfPresent(key, (same, entry) -> isSettled(entry) && entry.revision <= revision ? null : entry);
    }

    /** Whether it is known by now what the primary holds. */
    boolean isSettled(Entry entry) {
        return nanoTime.getAsLong() - entry.settled >= 0;
    }

    /** What is missing, the oldest first. */
    List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.since))
                .toList();
    }

    /** Strikes out {@code entry}, unless there is another reason by now. */
    void done(Entry entry) {
        entries.remove(entry.key, entry);
    }

    /** What is not known one by one; null if everything is. */
    @Nullable
    Unknown unknown() {
        return unknown.get();
    }

    /** Strikes out {@code compared}, unless there is another reason by now. */
    void done(Unknown compared) {
        unknown.compareAndSet(compared, null);
    }

    /** How many documents are missing; one more for what is not known one by one. */
    long count() {
        return (unknown.get() == null ? 0L : 1L) + entries.size();
    }

    /** What is not known becomes known and then done, so it is asked for first. */
    boolean isEmpty() {
        return unknown.get() == null && entries.isEmpty();
    }

    /** Since when something is missing. */
    Optional<Instant> oldest() {
        Unknown first = unknown.get();
        return Stream.concat(
                        Stream.ofNullable(first).map(one -> one.since),
                        entries.values().stream().map(entry -> entry.since))
                .min(Comparator.naturalOrder());
    }
}
