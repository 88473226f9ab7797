package dev.cairn.internal;

import dev.cairn.CacheOptions;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.MigrateOptions;
import dev.cairn.Migration;
import dev.cairn.NotFoundException;
import dev.cairn.Replication;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Names;
import dev.cairn.transfer.TransferReport;
import java.util.function.Predicate;

/** Moves results from tier to tier, the cache among them, which is never the only home of what was in a store. */
public final class ResultMover {
    private final TieredBackend tiers;
    private final ResultStore store;
    private final ResultCache cache;
    private final ResultLoader loader;
    private final ResultSaver saver;
    private final ResultMigration stores;

    /** Moves what {@code store} keeps in {@code tiers}, and what is in {@code cache}. */
    public ResultMover(
            TieredBackend tiers, ResultStore store, ResultCache cache, ResultLoader loader, ResultSaver saver) {
        this.tiers = tiers;
        this.store = store;
        this.cache = cache;
        this.loader = loader;
        this.saver = saver;
        this.stores = new ResultMigration(tiers);
    }

    /** Moves the result under {@code key}. */
    public Migration move(String key, Tier from, Tier to) {
        requireTwo(Names.quote(key), from, to);
        Migration done = to == Tier.CACHE
                ? intoCache(key, from)
                : from == Tier.CACHE ? outOfCache(key, to) : betweenStores(key, to);
        return new Migration(key, from, to, done.revision(), done.bytesCopied());
    }

    /** Moves all results for which {@code which} holds, each as {@link #move} does. */
    public TransferReport moveAll(Predicate<ResultInfo> which, Tier from, Tier to, MigrateOptions options) {
        Names.given("predicate", which);
        Names.given("options", options);
        requireTwo("results", from, to);
        return new ResultMigrations(tiers, store.keyOf("any"), this, which, from, to, options).run();
    }

    private static void requireTwo(String what, Tier from, Tier to) {
        Names.given("tier to migrate from", from);
        Names.given("tier to migrate to", to);
        if (from == to) {
            throw new IllegalArgumentException(
                    "Cannot migrate " + what + " from " + from + " to " + to + ": they are the same tier.");
        }
    }

    private Migration intoCache(String key, Tier from) {
        if (!cache.isEnabled()) {
            throw new UnsupportedException("Cannot migrate " + Names.quote(key)
                    + " to the cache: this manager has none. Open it with use_cache or "
                    + CacheOptions.class.getSimpleName()
                    + ".ofMegabytes.");
        }
        if (from == Tier.SECONDARY) {
            stores.requireSecondary();
        }
        Loaded loaded = loader.load(key, LoadOptions.defaults());
        return new Migration(key, from, Tier.CACHE, loaded.info().revision(), 0);
    }

    private Migration outOfCache(String key, Tier to) {
        ResultCache.Pinned pinned = cache.pinned(store.keyOf(key))
                .orElseThrow(() -> new NotFoundException("There is no result " + Names.quote(key)
                        + " that is in the cache only; what was saved to a store is there already."));
        if (to == Tier.SECONDARY) {
            stores.requireArchive();
        }
        SaveOptions options = new SaveOptions(
                Replication.BEST_EFFORT,
                pinned.options().expectation(),
                false,
                pinned.options().metadata());
        saver.check(key, pinned.result(), options);
        SaveReceipt receipt = saver.saveInTiers(key, pinned.result(), options);
        cache.unpin(store.keyOf(key), pinned);
        return to == Tier.PRIMARY
                ? new Migration(key, Tier.CACHE, to, receipt.revision(), receipt.bytes())
                : betweenStores(key, to);
    }

    private Migration betweenStores(String key, Tier to) {
        try {
            return to == Tier.SECONDARY ? stores.toSecondary(store.keyOf(key)) : stores.toPrimary(store.keyOf(key));
        } finally {
            cache.forget(store.keyOf(key));
        }
    }
}
