package dev.cairn.internal;

import dev.cairn.CacheOptions;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageManagers;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.spi.BackendFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of a manager taken apart: the keys of its primary, those of its secondary and those of its own, all checked
 * and resolved before anything is opened.
 *
 * @param primary keys of the backend of the primary
 * @param secondary keys of the backend of the secondary; null if there is none
 * @param manager the manager's own keys, without those that describe the secondary
 */
public record ManagerConfig(StorageConfig primary, @Nullable StorageConfig secondary, StorageConfig manager) {
    /** The size of the cache where none is given. */
    public static final long DEFAULT_CACHE_MB = 100;

    private static final ConfigKey USE_CACHE = ConfigKey.flag("use_cache", true, "whether results are cached");
    private static final ConfigKey CACHE_SIZE_MB =
            ConfigKey.positive("cache_size_mb", DEFAULT_CACHE_MB, "the most that the cache may hold, in megabytes");
    private static final ConfigKey EXPERIMENT_ID =
            ConfigKey.text("experiment_id", "the experiment that the results belong to");
    private static final ConfigKey SECONDARY =
            ConfigKey.text("secondary", "the secondary, as a URI or a path").asSecret();
    private static final ConfigKey SECONDARY_TYPE =
            ConfigKey.text("secondary_type", "the type of the backend of the secondary");
    private static final ConfigKey SECONDARY_CONFIG = ConfigKey.map(
                    "secondary_config", "the configuration of the secondary")
            .asSecret();
    private static final ConfigKey ADOPT =
            ConfigKey.flag("adopt", false, "whether the secondary is taken over though it belongs to another primary");
    private static final ConfigKey READ_ONLY =
            ConfigKey.flag("read_only", false, "whether the stores are only read, and every write is refused");

    /** The keys that are the manager's own. */
    public static final List<ConfigKey> KEYS = List.of(
            USE_CACHE, CACHE_SIZE_MB, EXPERIMENT_ID, SECONDARY, SECONDARY_TYPE, SECONDARY_CONFIG, ADOPT, READ_ONLY);

    private static final List<String> OWN = KEYS.stream().map(ConfigKey::name).toList();
    private static final List<String> OF_SECONDARY =
            List.of(SECONDARY.name(), SECONDARY_TYPE.name(), SECONDARY_CONFIG.name());

    /**
     * Takes {@code config} apart.
     *
     * @throws ConfigurationException if anything in it is wrong; names all of it
     */
    public static ManagerConfig of(StorageConfig config) {
        StorageConfig given = Backends.meant(config);
        BackendFactory factory = Backends.ofType(given.type());
        List<ConfigKey> known = new ArrayList<>(factory.keys());
        known.addAll(KEYS);
        Problems problems = new Problems("the configuration of the " + given.type() + " backend");
        Optional<StorageConfig> checked = problems.of(() -> given.checked(known));
        Optional<StorageConfig> primary = checked.flatMap(all -> problems.of(() -> factory.resolved(all.without(OWN))));
        checked.ifPresent(all -> {
            problems.of(() -> cache(all));
            problems.of(() -> experiment(all));
        });
        Optional<StorageConfig> secondary =
                problems.of(() -> secondaryOf(given)).flatMap(found -> found);
        problems.throwIfAny();
        List<String> others = new ArrayList<>(checked.orElseThrow().keys());
        others.removeAll(OWN);
        others.addAll(OF_SECONDARY);
        return new ManagerConfig(
                primary.orElseThrow(),
                secondary.orElse(null),
                checked.orElseThrow().without(others));
    }

    private static Optional<StorageConfig> secondaryOf(StorageConfig given) {
        Object uri = given.value(SECONDARY.name());
        Object type = given.value(SECONDARY_TYPE.name());
        Object config = given.value(SECONDARY_CONFIG.name());
        if (uri != null && (type != null || config != null)) {
            throw new ConfigurationException(
                    "Both 'secondary' and '" + (type != null ? "secondary_type" : "secondary_config")
                            + "' are given; give the secondary as a URI, or as a type and a configuration.");
        }
        if (type == null && config != null) {
            throw new ConfigurationException(
                    "'secondary_config' is given without 'secondary_type', which says of what.");
        }
        Supplier<StorageConfig> made;
        if (SECONDARY.accepts(uri)) {
            made = () -> Backends.configOf(String.valueOf(uri));
        } else if (SECONDARY_TYPE.accepts(type) && (config == null || SECONDARY_CONFIG.accepts(config))) {
            made = () -> StorageConfig.of(String.valueOf(type), nested(config));
        } else {
            return Optional.empty();
        }
        Problems problems = new Problems("the secondary");
        Optional<StorageConfig> secondary =
                problems.of(() -> Backends.resolved(made.get()), problem -> "In the secondary: " + problem);
        problems.throwIfAny();
        return secondary;
    }

    private static Map<String, Object> nested(@Nullable Object config) {
        Map<String, Object> values = new HashMap<>();
        if (config instanceof Map<?, ?> given) {
            given.forEach((key, value) -> {
                if (value == null) {
                    throw new ConfigurationException("The key '" + key + "' is null; leave it out.");
                }
                values.put(String.valueOf(key), value);
            });
        }
        return values;
    }

    /** All of it in one again, without the values that are defaults. */
    public StorageConfig whole() {
        Map<String, Object> values = new HashMap<>(withoutDefaults(primary).values());
        values.putAll(manager.withoutDefaults(KEYS).values());
        if (secondary != null) {
            values.put(SECONDARY_TYPE.name(), secondary.type());
            Map<String, Object> nested = withoutDefaults(secondary).values();
            if (!nested.isEmpty()) {
                values.put(SECONDARY_CONFIG.name(), nested);
            }
        }
        return StorageConfig.of(primary.type(), values);
    }

    private static StorageConfig withoutDefaults(StorageConfig backend) {
        return backend.withoutDefaults(Backends.ofType(backend.type()).keys());
    }

    /** The same without the secrets of either backend. */
    ManagerConfig withoutSecrets() {
        return new ManagerConfig(
                withoutSecrets(primary), secondary == null ? null : withoutSecrets(secondary), manager);
    }

    private static StorageConfig withoutSecrets(StorageConfig backend) {
        return Backends.ofType(backend.type()).withoutSecrets(backend);
    }

    /** Hands everything on to {@code builder}. */
    public StorageManagers.Builder configure(StorageManagers.Builder builder) {
        builder.primary(primary);
        if (secondary != null) {
            builder.secondary(secondary);
        }
        experiment(manager).ifPresent(builder::experiment);
        return builder.adopt(manager.flag(ADOPT.name()))
                .readOnly(manager.flag(READ_ONLY.name()))
                .cache(cache(manager));
    }

    private static CacheOptions cache(StorageConfig checked) {
        long megabytes = checked.number(CACHE_SIZE_MB.name()).orElse(DEFAULT_CACHE_MB);
        CacheOptions cache = valid(CACHE_SIZE_MB, () -> CacheOptions.ofMegabytes(megabytes));
        return checked.flag(USE_CACHE.name()) ? cache : CacheOptions.disabled();
    }

    private static Optional<String> experiment(StorageConfig checked) {
        return checked.text(EXPERIMENT_ID.name()).map(id -> valid(EXPERIMENT_ID, () -> Experiments.check(id)));
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
}
