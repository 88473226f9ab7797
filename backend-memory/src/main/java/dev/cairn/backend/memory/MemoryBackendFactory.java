package dev.cairn.backend.memory;

import dev.cairn.ConfigurationException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Opens stores in the memory of this process: {@code memory:}.
 *
 * <p>Each opening makes a new and empty store, which is gone when it is closed.
 */
public final class MemoryBackendFactory implements BackendFactory {
    private static final String MAX_MEMORY = "max_memory_mb";
    private static final String EVICTION = "eviction";
    private static final String LRU = "lru";
    private static final long DEFAULT_MEGABYTES = 512;
    private static final long MOST_MEGABYTES = Long.MAX_VALUE / MemoryBudget.MEGABYTE;

    /** Needed by {@link java.util.ServiceLoader}. */
    public MemoryBackendFactory() {}

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(
                ConfigKey.positive(
                        MAX_MEMORY,
                        DEFAULT_MEGABYTES,
                        "The most that documents, blobs and journals take together, in megabytes of 1,048,576 bytes."),
                ConfigKey.choice(
                        EVICTION,
                        "What makes room in a full store: nothing, so that writes are refused, or the removal of the "
                                + "documents that were not used for longest.",
                        "none",
                        LRU));
    }

    @Override
    public StorageConfig resolved(StorageConfig checked) {
        requireCountable(checked.number(MAX_MEMORY).orElse(DEFAULT_MEGABYTES));
        return checked;
    }

    private static long requireCountable(long megabytes) {
        if (megabytes > MOST_MEGABYTES) {
            throw new ConfigurationException(
                    "'" + MAX_MEMORY + "' takes at most " + MOST_MEGABYTES + ", not " + megabytes + ".");
        }
        return megabytes;
    }

    @Override
    public StorageBackend open(StorageConfig config, Clock clock) {
        long megabytes = requireCountable(config.number(MAX_MEMORY).orElse(DEFAULT_MEGABYTES));
        boolean evicting = config.text(EVICTION).filter(LRU::equals).isPresent();
        return new MemoryBackend(new MemoryBudget(megabytes * MemoryBudget.MEGABYTE, evicting), clock);
    }
}
