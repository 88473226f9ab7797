package dev.cairn.metrics;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.cairn.StorageManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import java.util.function.Function;

/** The cache of a manager, under the names that Micrometer gives to every cache; all zero once the manager was collected. */
final class ResultCacheMetrics extends CacheMeterBinder<StorageManager> {
    ResultCacheMetrics(StorageManager manager, String name, Tags tags) {
        super(manager, name, tags);
    }

    @Override
    protected Long size() {
        return read(manager -> manager.status().cachedResults(), 0L);
    }

    @Override
    protected long hitCount() {
        return statistics().hitCount();
    }

    @Override
    protected Long missCount() {
        return statistics().missCount();
    }

    @Override
    protected Long evictionCount() {
        return statistics().evictionCount();
    }

    /** Each result comes in by a computation, which Caffeine counts as a load. */
    @Override
    protected long putCount() {
        return statistics().loadSuccessCount();
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        StorageManager manager = getCache();
        if (manager != null) {
            Gauge.builder("cairn.cache.size", manager, each -> each.status().cachedBytes())
                    .description("Bytes that the cached results take, about")
                    .baseUnit(BaseUnits.BYTES)
                    .tags(getTagsWithCacheName())
                    .register(registry);
        }
    }

    private CacheStats statistics() {
        return read(StorageManager::cacheStatistics, CacheStats.empty());
    }

    private <T> T read(Function<StorageManager, T> value, T gone) {
        StorageManager manager = getCache();
        return manager == null ? gone : value.apply(manager);
    }
}
