package dev.cairn.metrics;

import dev.cairn.StorageManager;
import dev.cairn.Tier;
import dev.cairn.TierStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Shows a manager in a Micrometer registry: its cache, its tiers and how long its operations take.
 *
 * <pre>{@code
 * new StorageMetrics(manager).bindTo(registry);
 * }</pre>
 *
 * <p>No meter asks a store: each reads what the manager has counted anyway, so scraping costs nothing and works during an
 * outage. Only the timer is fed by the manager, from when this is bound until the manager is garbage; a load that the cache
 * answers by itself is not timed, but counted among {@code cache.gets}.
 *
 * <p>Gauges and counters hold the manager weakly, as is usual in Micrometer: binding keeps no manager alive, and the gauges of one
 * that was collected read NaN or zero, and its counters stop. The manager in turn holds the registry. Bind a manager to a registry
 * once; give each of several managers tags of its own, else the second one's gauges are dropped, since a registry knows a meter by
 * its name and tags.
 */
public final class StorageMetrics implements MeterBinder {
    /** The value of the tag {@code cache} in {@code cache.*}. */
    public static final String CACHE = "cairn.results";

    private final StorageManager manager;
    private final Tags tags;

    /** Meters of {@code manager} without tags of their own. */
    public StorageMetrics(StorageManager manager) {
        this(manager, Tags.empty());
    }

    /** Meters of {@code manager}, each with {@code tags}. */
    public StorageMetrics(StorageManager manager, Iterable<Tag> tags) {
        this.manager = manager;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new ResultCacheMetrics(manager, CACHE, tags).bindTo(registry);
        bindReplication(registry);
        bindTiers(registry);
        manager.listen(new OperationTimers(registry, tags));
    }

    private void bindReplication(MeterRegistry registry) {
        Gauge.builder(
                        "cairn.replication.pending",
                        manager,
                        each -> each.status().pending())
                .description("Documents that this manager has not brought to the secondary yet")
                .baseUnit("documents")
                .tags(tags)
                .register(registry);
        String replicas = "Documents brought to the secondary, and attempts to bring one there that failed";
        count(registry, "cairn.tier.replicas", "success", replicas, TierStatistics::replicas);
        count(registry, "cairn.tier.replicas", "failure", replicas, TierStatistics::replicaFailures);
        String repairs = "Blobs put again from the other tier, and attempts to do so that failed";
        count(registry, "cairn.tier.repairs", "success", repairs, TierStatistics::repairs);
        count(registry, "cairn.tier.repairs", "failure", repairs, TierStatistics::repairFailures);
    }

    private void bindTiers(MeterRegistry registry) {
        count(
                registry,
                "cairn.tier.fallbacks",
                Tags.empty(),
                "Reads answered by the secondary because the primary had nothing or damage",
                TierStatistics::fallbacks);
        count(
                registry,
                "cairn.tier.unconfirmed",
                Tags.empty(),
                "Reads answered by the secondary because the primary did not answer",
                TierStatistics::unconfirmed);
        for (Tier tier : List.copyOf(manager.status().trusted().keySet())) {
            Gauge.builder(
                            "cairn.tier.trusted",
                            manager,
                            each -> Boolean.TRUE.equals(each.status().trusted().get(tier)) ? 1 : 0)
                    .description("1 while the tier is asked, 0 while it is left alone because it did not answer")
                    .tags(tags.and("tier", tier.name().toLowerCase(Locale.ROOT)))
                    .register(registry);
        }
    }

    private void count(
            MeterRegistry registry,
            String name,
            String result,
            String description,
            ToLongFunction<TierStatistics> value) {
        count(registry, name, Tags.of("result", result), description, value);
    }

    private void count(
            MeterRegistry registry, String name, Tags more, String description, ToLongFunction<TierStatistics> value) {
        FunctionCounter.builder(
                        name, manager, each -> value.applyAsLong(each.tiers().statistics()))
                .description(description)
                .tags(tags.and(more))
                .register(registry);
    }
}
