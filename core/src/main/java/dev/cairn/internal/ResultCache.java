package dev.cairn.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.cairn.CacheOptions;
import dev.cairn.SaveOptions;
import dev.cairn.Tier;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Names;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decoded results, shared because they are immutable, within a bound of bytes.
 *
 * <p>A counter per stripe of keys says whether a key may have been written since some moment: who loads or writes takes its
 * {@link #mark} first, and what it brings is kept only if nobody else wrote meanwhile. So a slow load never puts an old
 * result over a new one, nor a slow save its own over a deletion.
 */
public final class ResultCache {
    private static final int STRIPES = 256;
    private static final int UNIT = 1024;

    private final CacheOptions options;
    private final long usualFreshness;
    private final LongSupplier nanoTime;
    private final Cache<DocumentKey, Entry> entries;
    private final Map<DocumentKey, Pinned> pinned = new ConcurrentHashMap<>();
    private final AtomicLongArray writes = new AtomicLongArray(STRIPES);
    private volatile long distrustedAt;
    private volatile boolean distrusted;

    /** A cache of {@code options}, its clock {@code nanoTime}. */
    public ResultCache(CacheOptions options, LongSupplier nanoTime) {
        this.options = options;
        this.usualFreshness = options.freshness().toNanos();
        this.nanoTime = nanoTime;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(options.maxBytes() / UNIT)
                .weigher((DocumentKey key, Entry entry) -> weight(entry.result))
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /** A result in the cache, with the revision that the primary was last known to hold. */
    public static final class Entry {
        private final OptimizationResult result;
        private final long revision;
        private final Tier source;
        private volatile long checkedAt;
        private volatile boolean confirmed;

        Entry(OptimizationResult result, long revision, Tier source, boolean confirmed, long checkedAt) {
            this.result = result;
            this.revision = revision;
            this.source = source;
            this.confirmed = confirmed;
            this.checkedAt = checkedAt;
        }

        public OptimizationResult result() {
            return result;
        }

        public long revision() {
            return revision;
        }

        /** The tier that it was read from or written to. */
        public Tier source() {
            return source;
        }
    }

    /** A result that is nowhere else. */
    public record Pinned(OptimizationResult result, SaveOptions options) {}

    /** What to hand to {@link #loaded} or {@link #written} later. */
    public long mark(DocumentKey key) {
        return writes.get(stripe(key));
    }

    /** Whether anything is kept at all. */
    public boolean isEnabled() {
        return options.maxBytes() > 0;
    }

    /** The time by which answers age. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** The entry of {@code key}, however old; null if there is none. */
    public @Nullable Entry get(DocumentKey key) {
        return entries.getIfPresent(key);
    }

    /** Whether the primary confirmed {@code entry} no longer than {@code freshness} ago; null stands for what the cache was made with. */
    public boolean isFresh(Entry entry, @Nullable Duration freshness) {
        long allowed = freshness == null ? usualFreshness : freshness.toNanos();
        return allowed > 0 && isTrusted(entry) && (allowed == Long.MAX_VALUE || isYoung(entry, allowed));
    }

    private boolean isTrusted(Entry entry) {
        return entry.confirmed && (!distrusted || entry.checkedAt - distrustedAt > 0);
    }

    private boolean isYoung(Entry entry, long allowed) {
        long age = now() - entry.checkedAt;
        return age >= 0 && age <= allowed;
    }

    /** Notes that the primary still held the revision of {@code entry} at {@code time}. */
    public void confirmed(Entry entry, long time) {
        entry.checkedAt = time;
        entry.confirmed = true;
    }

    /** Keeps what a load brought that began with {@code mark} at {@code time}, unless its key was written since. */
    public void loaded(
            DocumentKey key,
            long mark,
            OptimizationResult result,
            long revision,
            Tier source,
            boolean confirmed,
            long time) {
        keep(key, mark, new Entry(result, revision, source, confirmed, time));
    }

    /**
     * Keeps what a write that began with {@code mark} at {@code time} put into the primary, unless another write came between.
     * It ages from there on: since its commit somebody else may have written, and a replica takes its time.
     */
    public void written(DocumentKey key, long mark, OptimizationResult result, long revision, long time) {
        long now = writes.incrementAndGet(stripe(key));
        if (now == mark + 1) {
            keep(key, now, new Entry(result, revision, Tier.PRIMARY, true, time));
        } else {
            entries.invalidate(key);
        }
    }

    /** Forgets what the tiers said of {@code key}, which was or may have been changed; what is nowhere else stays. */
    public void forget(DocumentKey key) {
        writes.incrementAndGet(stripe(key));
        entries.invalidate(key);
    }

    /** Forgets what is known of {@code key} if it is older than {@code revision}, which somebody wrote. */
    public void changed(DocumentKey key, long revision) {
        Entry known = entries.getIfPresent(key);
        if (known == null || known.revision < revision) {
            forget(key);
        }
    }

    /** Has everything checked again that was checked before now. */
    public void distrust() {
        distrustedAt = now();
        distrusted = true;
    }

    /** Keeps a result that is nowhere else, and is not given up for others. */
    public synchronized void pin(DocumentKey key, OptimizationResult result, SaveOptions saveOptions) {
        if (!isEnabled()) {
            throw new UnsupportedException(
                    "Cannot keep " + Names.quote(key.id()) + " in the cache only: this manager has no cache.");
        }
        Pinned before = pinned.get(key);
        long room = room() + (before == null ? 0 : before.result().sizeInBytes());
        if (result.sizeInBytes() > room) {
            throw new TooLargeException("Cannot keep " + Names.quote(key.id()) + " in the cache only: it takes about "
                    + result.sizeInBytes() + " bytes, and " + Math.max(0, room) + " of " + options.maxBytes()
                    + " are left. Migrate others to the primary, or give the manager a larger cache.");
        }
        writes.incrementAndGet(stripe(key));
        pinned.put(key, new Pinned(result, saveOptions));
        entries.invalidate(key);
        leaveRoom();
    }

    /** Lets go of what was nowhere else but here, and is now elsewhere or wanted no more. */
    public void unpin(DocumentKey key) {
        if (pinned.remove(key) != null) {
            leaveRoom();
        }
    }

    /** The same, unless another result took the place of {@code saved} meanwhile. */
    public void unpin(DocumentKey key, Pinned saved) {
        if (pinned.remove(key, saved)) {
            leaveRoom();
        }
    }

    /** The result that is nowhere else but here. */
    public Optional<Pinned> pinned(DocumentKey key) {
        return pinned.isEmpty() ? Optional.empty() : Optional.ofNullable(pinned.get(key));
    }

    /** What Caffeine counted. */
    public CacheStats statistics() {
        return entries.stats();
    }

    /** How many results are kept, about. */
    public long size() {
        return entries.estimatedSize() + pinned.size();
    }

    /** How many bytes they take, about. */
    public long bytes() {
        long units = entries.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
        return units * UNIT + pinnedBytes();
    }

    private long pinnedBytes() {
        return pinned.values().stream()
                .mapToLong(each -> each.result().sizeInBytes())
                .sum();
    }

    private long room() {
        return options.maxBytes() - pinnedBytes();
    }

    private synchronized void leaveRoom() {
        entries.policy().eviction().ifPresent(eviction -> eviction.setMaximum(Math.max(0, room()) / UNIT));
    }

    private void keep(DocumentKey key, long mark, Entry entry) {
        if (!isEnabled()) {
            return;
        }
        int stripe = stripe(key);
        entries.asMap().compute(key, (same, old) -> writes.get(stripe) == mark ? entry : old);
    }

    private static int stripe(DocumentKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }

    private static int weight(OptimizationResult result) {
        return (int) Math.min(Integer.MAX_VALUE, 1 + result.sizeInBytes() / UNIT);
    }
}
