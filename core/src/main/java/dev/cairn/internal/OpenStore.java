package dev.cairn.internal;

import dev.cairn.CacheOptions;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Hold;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the managers of all experiments of one opened store share: the tiers, the cache, and what works in the background. */
public final class OpenStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);
    private static final int CLOSE_SECONDS = 60;

    private final TieredBackend tiers;
    private final ResultCache cache;
    private final Operations operations;
    private final AsyncSaves background;
    private final BackgroundIndexing indexing;
    private final Hold watch;
    private final long largestResult;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Owns {@code tiers} from now on.
     *
     * @param executor runs asynchronous saves; threads of its own where that is null
     * @param inBackground whether documents that are not indexed as declared are indexed in the background
     */
    public OpenStore(
            TieredBackend tiers,
            CacheOptions options,
            LongSupplier nanoTime,
            @Nullable Executor executor,
            boolean inBackground,
            long largestResult) {
        this.tiers = tiers;
        this.cache = new ResultCache(options, nanoTime);
        this.operations = new Operations(nanoTime);
        this.background = new AsyncSaves(executor);
        this.indexing = new BackgroundIndexing(tiers.primary(), inBackground);
        this.largestResult = largestResult;
        boolean trusting = options.maxBytes() > 0 && !options.freshness().isZero();
        this.watch = trusting ? tiers.watch(new CacheWatch(cache)) : () -> {};
    }

    /** Primary and secondary as one. */
    public TieredBackend tiers() {
        return tiers;
    }

    /** The cache of the results of all experiments. */
    public ResultCache cache() {
        return cache;
    }

    /** Tells listeners what is done. */
    public Operations operations() {
        return operations;
    }

    /** Runs saves on other threads. */
    public AsyncSaves background() {
        return background;
    }

    /** Brings the index up to what is declared. */
    public BackgroundIndexing indexing() {
        return indexing;
    }

    /** Keeps the results of the experiment {@code scope}. */
    public ResultStore results(String scope) {
        return new ResultStore(tiers, scope, largestResult);
    }

    /** Refuses what comes after the close. */
    public void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("This manager of " + tiers.location() + " is closed; open another one.");
        }
    }

    /** Waits up to a minute for saves under way, then releases everything. May be called twice. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        int left = background.await(CLOSE_SECONDS);
        if (left > 0) {
            LOG.warn("Closing {} with {} saves still under way after {} s.", tiers.location(), left, CLOSE_SECONDS);
        }
        background.close();
        indexing.close();
        watch.close();
        tiers.close();
    }
}
