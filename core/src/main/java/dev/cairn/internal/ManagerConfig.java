package dev.cairn.internal;

import dev.cairn.CacheOptions;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageManagers;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A configuration of a manager: the keys of its own, those of its primary and those of its secondary, all checked before
 * anything is opened.
 */
public record ManagerConfig(StorageConfig primary, StorageConfig manager) {
    /** The size of the cache where none is given. */
    public static final long DEFAULT_CACHE_MB = 100;

    private static final ConfigKey USE_CACHE = ConfigKey.flag("use_cache", true, "whether results are cached");
    private static final ConfigKey CACHE_SIZE_MB =
            ConfigKey.positive("cache_size_mb", DEFAULT_CACHE_MB, "the most that the cache may hold, in megabytes");
    private static final ConfigKey EXPERIMENT_ID =
            ConfigKey.text("experiment_id", "the experiment that the results belong to");
    private static final ConfigKey SECONDARY_TYPE =
            ConfigKey.text("secondary_type", "the type of the backend of the secondary");
    private static final ConfigKey ADOPT =
            ConfigKey.flag("adopt", false, "whether the secondary is taken over though it belongs to another primary");
    private static final ConfigKey READ_ONLY =
            ConfigKey.flag("read_only", false, "whether the stores are only read, and every write is refused");
    private static final ConfigKey SECONDARY_CONFIG = ConfigKey.map(
                    "secondary_config", "the configuration of the secondary")
            .asSecret();

    /** The keys that are the manager's own. */
    public static final List<ConfigKey> KEYS =
            List.of(USE_CACHE, CACHE_SIZE_MB, EXPERIMENT_ID, SECONDARY_TYPE, SECONDARY_CONFIG, ADOPT, READ_ONLY);

    /**
     * Takes {@code config} apart.
     *
     * @throws ConfigurationException if anything in it is wrong; names all of it
     */
    public static ManagerConfig of(StorageConfig config) {
        List<ConfigKey> known = new ArrayList<>(Backends.ofType(config.type()).keys());
        known.addAll(KEYS);
        StorageConfig checked = config.checked(known);
        boolean named = checked.text(SECONDARY_TYPE.name()).isPresent();
        if (!named && checked.value(SECONDARY_CONFIG.name()) != null) {
            throw new ConfigurationException(
                    "'secondary_config' is given without 'secondary_type', which says of what.");
        }
        List<String> own = KEYS.stream().map(ConfigKey::name).toList();
        return new ManagerConfig(checked.without(own), checked);
    }

    /** Hands everything on to {@code builder}. */
    public StorageManagers.Builder configure(StorageManagers.Builder builder) {
        Map<String, Object> values = new HashMap<>();
        primary.keys().forEach(key -> values.put(key, Objects.requireNonNull(primary.value(key))));
        builder.primary(primary.type(), values);
        manager.text(SECONDARY_TYPE.name()).ifPresent(type -> builder.secondary(type, secondaryConfig()));
        long megabytes = manager.number(CACHE_SIZE_MB.name()).orElse(DEFAULT_CACHE_MB);
        CacheOptions cache = valid(CACHE_SIZE_MB, () -> CacheOptions.ofMegabytes(megabytes));
        return manager.text(EXPERIMENT_ID.name())
                .map(id -> valid(EXPERIMENT_ID, () -> builder.experiment(id)))
                .orElse(builder)
                .adopt(manager.flag(ADOPT.name()))
                .readOnly(manager.flag(READ_ONLY.name()))
                .cache(manager.flag(USE_CACHE.name()) ? cache : CacheOptions.disabled());
    }

    /** The checked {@code config} of a backend, told to be read only if that is among the {@code keys} that it knows. */
    public static StorageConfig reading(StorageConfig config, List<ConfigKey> keys) {
        boolean known = keys.stream().anyMatch(key -> key.name().equals(READ_ONLY.name()));
        return known ? config.with(Map.of(READ_ONLY.name(), true)) : config;
    }

    private static <T> T valid(ConfigKey key, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("'" + key.name() + "' cannot be what it is: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> secondaryConfig() {
        Map<String, Object> config = new HashMap<>();
        if (manager.value(SECONDARY_CONFIG.name()) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> config.put(String.valueOf(key), value));
        }
        return config;
    }
}
