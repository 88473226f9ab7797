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
import dev.cairn.spi.Head;
import dev.cairn.spi.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The result under {@code key}, with where it came from. */
    public Loaded load(String key, LoadOptions options) {
        if (!options.useCache()) {
            return operations.timed(Operation.LOAD, () -> fromTiers(key, options));
        }
        Optional<Pinned> pinned = cache.pinned(store.keyOf(key));
        if (pinned.isPresent()) {
            return new Loaded(pinned.get().result(), new LoadInfo(Tier.CACHE, 0, true));
        }
        Optional<Entry> cached = cache.get(store.keyOf(key));
        if (cached.isPresent() && cache.isFresh(cached.get(), options.freshness())) {
            return answer(cached.get(), true);
        }
        return operations.timed(
                Operation.LOAD,
                () -> cached.isPresent() ? checked(key, cached.get(), options) : fromTiers(key, options));
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
    private Loaded checked(String key, Entry cached, LoadOptions options) {
        long time = cache.now();
        try {
            Optional<Head> head = tiers.headInPrimary(store.keyOf(key));
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
    private Loaded withoutPrimary(String key, Entry cached, LoadOptions options, UnavailableException primaryDown) {
        if (options.confirmed()) {
            throw primaryDown;
        }
        try {
            Document there = store.find(key).slot().document();
            return there != null && there.revision() > cached.revision()
                    ? fromTiers(key, options)
                    : answer(cached, false);
        } catch (UnavailableException e) {
            return answer(cached, false);
        }
    }

    private Loaded fromTiers(String key, LoadOptions options) {
        long mark = cache.mark(store.keyOf(key));
        long time = cache.now();
        DocumentAccess.Read<OptimizationResult> read = store.read(key);
        Tiered found = read.found();
        Document document = found.slot().find().orElseThrow();
        if (options.confirmed() && !found.confirmed()) {
            throw new UnavailableException("The secondary has " + document.key() + " at revision " + document.revision()
                    + ", but the primary could not confirm that it is the newest, which was asked for.");
        }
        if (options.useCache()) {
            cache.loaded(
                    store.keyOf(key),
                    mark,
                    read.value(),
                    document.revision(),
                    found.payloadTier(),
                    found.confirmed(),
                    time);
        }
        return new Loaded(read.value(), new LoadInfo(found.payloadTier(), document.revision(), found.confirmed()));
    }

    private static Loaded answer(Entry cached, boolean confirmed) {
        return new Loaded(cached.result(), new LoadInfo(Tier.CACHE, cached.revision(), confirmed));
    }
}
