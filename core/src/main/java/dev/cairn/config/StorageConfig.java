package dev.cairn.config;

import dev.cairn.ConfigurationException;
import dev.cairn.internal.ConfigMap;
import dev.cairn.internal.Experiments;
import dev.cairn.internal.ManagerConfig;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to open a store: the type of its backend and the values of its keys. Immutable, equal by value; making one touches
 * nothing. {@code toString} shows no value, so no secret either.
 *
 * <p>A configuration is first what somebody wrote. {@link #resolved()} checks it and gives it the one form in which the same
 * store always has equal configurations.
 */
public final class StorageConfig {
    private static final String EXPERIMENT_ID = "experiment_id";

    private final String type;
    private final Map<String, Object> values;

    private StorageConfig(String type, Map<String, Object> values) {
        this.type = type;
        this.values = Map.copyOf(values);
    }

    /**
     * The values as they are given; whether the type knows them is checked when the store is opened.
     *
     * @throws IllegalArgumentException if the type is blank, or a key or a value is null
     */
    public static StorageConfig of(String type, Map<String, ?> values) {
        if (type == null || type.isBlank()) {
            throw new IllegalArgumentException("The type of a backend is a word such as 'filesystem', not blank.");
        }
        Map<String, Object> copy = new HashMap<>();
        Names.given("configuration of '" + type + "'", values).forEach((key, value) -> {
            if (key == null || value == null) {
                throw new IllegalArgumentException("The configuration of '" + type + "' has a null "
                        + (key == null ? "key." : "value for '" + key + "'; leave the key out."));
            }
            copy.put(key, copied(value));
        });
        return new StorageConfig(type.strip(), copy);
    }

    private static Object copied(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new HashMap<>();
            map.forEach((key, nested) -> copy.put(key, nested == null ? null : copied(nested)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }

    /**
     * The configuration that {@link #toMap()} or {@link #toMapWithSecrets()} wrote, {@link #resolved()}; keeps nothing of
     * {@code map} itself.
     *
     * @throws ConfigurationException if {@code _type} is missing or unknown, or a key is unknown, missing or mistyped; names all
     *     that is wrong
     */
    public static StorageConfig fromMap(Map<String, ?> map) {
        return ConfigMap.read(Names.given("map", map));
    }

    /**
     * The same as texts, whole numbers, flags and nested maps, which JSON can hold, with the type as {@code _type}. {@link
     * #resolved()} first, so paths are absolute. Leaves out passwords, those of a secondary too; whoever reads the map adds them
     * ({@link #with}), or the configuration names an environment variable.
     *
     * @throws ConfigurationException if it is not one that could be opened, or holds an object of the program
     */
    public Map<String, Object> toMap() {
        return ConfigMap.write(this, false);
    }

    /** The same with passwords, as they are: not for a log or a file that others read. */
    public Map<String, Object> toMapWithSecrets() {
        return ConfigMap.write(this, true);
    }

    /**
     * The same, checked, in the one form for its store: each value in the type of its key, paths absolute (from the working
     * directory; {@code ~} means nothing), user and password under their own keys, a secondary given by URI under {@code
     * secondary_type} and {@code secondary_config}, and no value that is the default. Touches and connects to nothing.
     *
     * @throws ConfigurationException if the type is unknown, or a key is unknown, missing or mistyped; names all that is wrong
     */
    public StorageConfig resolved() {
        return ManagerConfig.of(this).whole();
    }

    /**
     * The same for one experiment; this very one if it is for that already.
     *
     * @throws ConfigurationException if it is for another experiment
     * @throws IllegalArgumentException if {@code experiment} is no id of one, such as a blank text
     */
    public StorageConfig scoped(String experiment) {
        String id = Experiments.check(experiment);
        if (!isScoped()) {
            return with(Map.of(EXPERIMENT_ID, id));
        }
        String present = String.valueOf(values.get(EXPERIMENT_ID));
        if (!present.equals(id)) {
            throw new ConfigurationException("The configuration is for the experiment " + Names.quote(present)
                    + ", so it cannot be for " + Names.quote(id)
                    + " too. Begin from one without an 'experiment_id'.");
        }
        return this;
    }

    /** Whether it names the experiment that its results belong to. */
    public boolean isScoped() {
        Object id = values.get(EXPERIMENT_ID);
        return id != null && !String.valueOf(id).isBlank();
    }

    /** The type of the backend. */
    public String type() {
        return type;
    }

    /** The keys that have a value. */
    public Collection<String> keys() {
        return values.keySet();
    }

    /** The value of a key as it was given; null if it was not. */
    public @Nullable Object value(String key) {
        return values.get(key);
    }

    /** All keys with their values, passwords as they are. */
    public Map<String, Object> values() {
        return values;
    }

    /** The same with {@code overrides} put over it. */
    public StorageConfig with(Map<String, ?> overrides) {
        Map<String, Object> merged = new HashMap<>(values);
        merged.putAll(of(type, overrides).values);
        return new StorageConfig(type, merged);
    }

    /** The same without the given keys. */
    public StorageConfig without(Collection<String> keys) {
        Map<String, Object> rest = new HashMap<>(values);
        rest.keySet().removeAll(keys);
        return new StorageConfig(type, rest);
    }

    /**
     * The same with every value in its key's own type and the defaults filled in.
     *
     * @throws ConfigurationException if a key is unknown, missing or mistyped; names them all
     */
    public StorageConfig checked(List<ConfigKey> known) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> checked = new HashMap<>();
        for (String key : new TreeMap<>(values).keySet()) {
            if (known.stream().noneMatch(k -> k.name().equals(key))) {
                problems.add(unknown(key, known));
            }
        }
        for (ConfigKey key : known) {
            Object given = values.get(key.name());
            if (given != null) {
                key.parse(given)
                        .ifPresentOrElse(
                                value -> checked.put(key.name(), value), () -> problems.add(mistyped(key, given)));
            } else if (key.required()) {
                problems.add("The " + type + " backend needs '" + key.name() + "': " + key.meaning());
            } else if (key.defaultValue() != null) {
                checked.put(key.name(), key.defaultValue());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("the configuration of the " + type + " backend", problems);
        }
        return new StorageConfig(type, checked);
    }

    /** A checked configuration without the values that are the defaults of {@code known}. */
    public StorageConfig withoutDefaults(List<ConfigKey> known) {
        return without(known.stream()
                .filter(key -> key.defaultValue() != null && key.defaultValue().equals(values.get(key.name())))
                .map(ConfigKey::name)
                .toList());
    }

    /** The text under {@code key} of a checked configuration. */
    public Optional<String> text(String key) {
        return Optional.ofNullable((String) values.get(key));
    }

    /** The number under {@code key} of a checked configuration. */
    public Optional<Long> number(String key) {
        return Optional.ofNullable((Long) values.get(key));
    }

    /** The flag under {@code key} of a checked configuration; false if there is none. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** The object under {@code key} of a checked configuration, if it is a {@code type}. */
    public <T> Optional<T> object(String key, Class<T> type) {
        return Optional.ofNullable(values.get(key)).filter(type::isInstance).map(type::cast);
    }

    private String unknown(String key, List<ConfigKey> known) {
        List<String> names = known.stream().map(ConfigKey::name).sorted().toList();
        String nearest = Spelling.nearest(names, key)
                .map(name -> "Did you mean '" + name + "'? ")
                .orElse("");
        return "The " + type + " backend knows no key '" + key + "'. " + nearest
                + (names.isEmpty() ? "It takes none." : "It takes " + String.join(", ", names) + ".");
    }

    private static String mistyped(ConfigKey key, Object given) {
        String shown = key.secret() ? "the value given" : "'" + given + "'";
        return "'" + key.name() + "' takes " + key.takes() + ", not " + shown + ".";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StorageConfig that && type.equals(that.type) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return (type.indexOf(':') >= 0 ? "no type" : type) + " with " + new TreeMap<>(values).keySet();
    }
}
