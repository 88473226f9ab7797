package dev.cairn.config;

import dev.cairn.ConfigurationException;
import dev.cairn.internal.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to open a store: the type of its backend and the values of its keys. Immutable, equal by value; making one touches
 * nothing. {@code toString} shows no value, so no secret either.
 */
public final class StorageConfig {
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
            copy.put(key, value instanceof Map<?, ?> map ? Collections.unmodifiableMap(new HashMap<>(map)) : value);
        });
        return new StorageConfig(type.strip(), copy);
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
        String nearest = names.stream()
                .filter(name -> Spelling.near(name, key))
                .min(Comparator.comparingInt(name -> Spelling.distance(name, key)))
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
        return type + " with " + new TreeMap<>(values).keySet();
    }
}
