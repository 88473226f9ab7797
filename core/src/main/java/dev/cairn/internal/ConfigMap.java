package dev.cairn.internal;

import dev.cairn.ConfigurationException;
import dev.cairn.config.StorageConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Configurations as maps that JSON can hold, so that one process hands them to another. */
public final class ConfigMap {
    private static final String TYPE = "_type";

    private ConfigMap() {}

    /**
     * The map of {@code config}, resolved; the type first, then the keys by name.
     *
     * @throws ConfigurationException if it could not be opened, or holds an object of the program
     */
    public static Map<String, Object> write(StorageConfig config, boolean secrets) {
        ManagerConfig parts = ManagerConfig.of(config);
        Problems problems = new Problems("the configuration as a map");
        requireData("", parts.whole().values(), problems);
        problems.throwIfAny();
        StorageConfig whole = (secrets ? parts : parts.withoutSecrets()).whole();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TYPE, whole.type());
        map.putAll(new TreeMap<>(whole.values()));
        return Collections.unmodifiableMap(map);
    }

    private static void requireData(String where, Map<?, ?> values, Problems problems) {
        values.forEach((key, value) -> {
            if (!(key instanceof String)) {
                problems.add("'" + where + key + "' is a key that is no text.");
            }
            requireData(where + key, value, problems);
        });
    }

    private static void requireData(String where, @Nullable Object value, Problems problems) {
        if (value instanceof Map<?, ?> nested) {
            requireData(where + ".", nested, problems);
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> requireData(where, item, problems));
        } else if (value != null && !(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            problems.add("'" + where + "' holds an object of this program (of the class "
                    + value.getClass().getName()
                    + "), which no map can hand to another. Describe the store by texts and numbers instead.");
        }
    }

    /**
     * The configuration that {@code map} holds, resolved.
     *
     * @throws ConfigurationException if it holds none; names all that is wrong
     */
    public static StorageConfig read(Map<?, ?> map) {
        Problems problems = new Problems("the map of a configuration");
        Map<String, Object> values = new HashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                problems.add("The key '" + key + "' is no text.");
            } else if (value == null) {
                problems.add("The key '" + name + "' is null; leave it out.");
            } else {
                values.put(name, value);
            }
        });
        Object type = values.remove(TYPE);
        if (type instanceof String text && !text.isBlank()) {
            problems.of(() -> Backends.ofType(text));
        } else if (type != null) {
            problems.add("'" + TYPE + "' takes the type of a backend, such as 'filesystem'.");
        } else if (!map.containsKey(TYPE)) {
            problems.add("The map has no '" + TYPE + "', which says of which backend it is, such as 'filesystem'."
                    + (values.containsKey("type") ? " Did you mean it by 'type'?" : ""));
        }
        problems.throwIfAny();
        return StorageConfig.of(String.valueOf(type), values).resolved();
    }
}
