package dev.cairn.internal;

import dev.cairn.LoadInfo;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.OperationListener.Operation;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.compose.Tiered;
import dev.cairn.compose.TieredBackend;
import dev.cairn.internal.ResultCache.Entry;
import dev.cairn.internal.ResultCache.Pinned;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Head;
import dev.cairn.spi.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads results: from the cache while it is fresh or the primary confirms it, else from the tiers.
 */
public final class ResultLoader {
    private final TieredBackend tiers;
    private final ResultStore store;
    private final ResultCache cache;
    private final Operations operations;

    /** Loads from {@code tiers} through {@code store}, keeps what it loads in {@code cache}, and tells {@code operations}. */
    public ResultLoader(TieredBackend tiers, ResultStore store, ResultCache cache, Operations operations) {
        this.tiers = tiers;
        this.store = store;
        this.cache = cache;
        this.operations = operations;
    }

    /** The result under {@code key}. While it is fresh in the cache, that costs two look-ups and no object but the key. */
    public OptimizationResult result(String key, LoadOptions options) {
        DocumentKey documentKey = store.keyOf(key);
        Entry cached = options.useCache() ? cache.get(documentKey) : null;
        boolean fresh = cached != null
                && cache.isFresh(cached, options.freshness())
                && cache.pinned(documentKey).isEmpty();
        return cached != null && fresh
                ? cached.result()
                : load(documentKey, cached, options).result();
    }

    /** The result under {@code key}, with where it came from. */
    public Loaded load(String key, LoadOptions options) {
        DocumentKey documentKey = store.keyOf(key);
        return load(documentKey, options.useCache() ? cache.get(documentKey) : null, options);
    }

    private Loaded load(DocumentKey key, @Nullable Entry cached, LoadOptions options) {
        if (!options.useCache()) {
            return operations.timed(Operation.LOAD, () -> fromTiers(key, options));
        }
        Optional<Pinned> pinned = cache.pinned(key);
        if (pinned.isPresent()) {
            return new Loaded(pinned.get().result(), new LoadInfo(Tier.CACHE, 0, true));
        }
        if (cached != null && cache.isFresh(cached, options.freshness())) {
            return answer(cached, true);
        }
        return operations.timed(
                Operation.LOAD, () -> cached == null ? fromTiers(key, options) : checked(key, cached, options));
    }

    /** Whether there is a result under {@code key}, damaged or not. */
    public boolean contains(String key) {
        if (cache.pinned(store.keyOf(key)).isPresent()) {
            return true;
        }
        Slot slot = store.find(key).slot();
        return slot.damage() != null || slot.findVisible().isPresent();
    }

    /** Some columns of the result under {@code key}. */
    public Map<ColumnName, Column> columns(String key, List<ColumnName> names) {
        Optional<Pinned> pinned = cache.pinned(store.keyOf(key));
        return pinned.isPresent()
                ? Results.columns(pinned.get().result(), names)
                : operations.timed(
                        Operation.LOAD, () -> store.readColumns(key, names).value());
    }

    /** Asks the primary for the revision alone; loads anew only if it is another one. */
    private Loaded checked(DocumentKey key, Entry cached, LoadOptions options) {
        long time = cache.now();
        try {
            Optional<Head> head = tiers.headInPrimary(key);
            boolean same = head.isPresent()
                    && head.get().state().visible()
                    && head.get().revision() == cached.revision();
            if (same) {
                cache.confirmed(cached, time);
                return answer(cached, true);
            }
        } catch (UnavailableException primaryDown) {
            return withoutPrimary(key, cached, options, primaryDown);
        }
        return fromTiers(key, options);
    }

    /** What the secondary has if it is newer than what is cached: its replica may have missed what was saved or loaded here. */
    private Loaded withoutPrimary(
            DocumentKey key, Entry cached, LoadOptions options, UnavailableException primaryDown) {
        if (options.confirmed()) {
            throw primaryDown;
        }
        try {
            Document there = store.find(key.id()).slot().document();
            return there != null && there.revision() > cached.revision()
                    ? fromTiers(key, options)
                    : answer(cached, false);
        } catch (UnavailableException e) {
            return answer(cached, false);
        }
    }

    private Loaded fromTiers(DocumentKey key, LoadOptions options) {
        long mark = cache.mark(key);
        long time = cache.now();
        DocumentAccess.Read<OptimizationResult> read = store.read(key.id());
        Tiered found = read.found();
        Document document = found.slot().find().orElseThrow();
        if (options.confirmed() && !found.confirmed()) {
            throw new UnavailableException("The secondary has " + document.key() + " at revision " + document.revision()
                    + ", but the primary could not confirm that it is the newest, which was asked for.");
        }
        if (options.useCache()) {
            cache.loaded(key, mark, read.value(), document.revision(), found.payloadTier(), found.confirmed(), time);
        }
        return new Loaded(read.value(), new LoadInfo(found.payloadTier(), document.revision(), found.confirmed()));
    }

    private static Loaded answer(Entry cached, boolean confirmed) {
        return new Loaded(cached.result(), new LoadInfo(Tier.CACHE, cached.revision(), confirmed));
    }
}
