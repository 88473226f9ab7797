package dev.cairn.spi;

import dev.cairn.ConfigurationException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens backends of one type. Found through {@link java.util.ServiceLoader}; needs a public constructor without arguments. */
public interface BackendFactory {
    /** The name by which users ask for it: {@code filesystem}. */
    String type();

    /** The URI schemes that mean this type, in lower case: {@code file}. */
    Set<String> schemes();

    /** The keys of its configuration; every other key is refused before {@link #open} is called. */
    List<ConfigKey> keys();

    /** The key whose value is the path of a URI, such as {@code base_path}; empty where a URI has no path. */
    default Optional<String> pathKey() {
        return Optional.empty();
    }

    /**
     * The configuration that a URI with one of {@link #schemes()} means: its path is the value of {@link #pathKey()}, and its
     * parameters are keys. Touches nothing.
     *
     * @throws ConfigurationException if the URI has a part that this type gives no meaning to
     */
    default StorageConfig configOf(StorageUri uri) {
        Map<String, String> values = new HashMap<>(uri.parameters());
        String key = pathKey().orElse(null);
        if (key == null && !uri.path().isEmpty()) {
            throw new ConfigurationException("A URI of the " + type() + " backend has no path, but '" + uri.shownPath()
                    + "' was given: write '" + uri.scheme() + ":', with parameters behind a question mark.");
        }
        if (key != null && values.containsKey(key)) {
            throw new ConfigurationException(
                    "The path of '" + uri.shownPath() + "' is its '" + key + "'; give no parameter of that name.");
        }
        // With a host the path is as it was given; "scheme:////a" and a bare "//a" are paths.
        String asGiven = uri.scheme() + ":" + uri.path();
        if (key != null
                && uri.path().startsWith("//")
                && uri.text().regionMatches(true, 0, asGiven, 0, asGiven.length())) {
            throw new ConfigurationException("'" + uri.scheme() + ":" + uri.shownPath() + "' names a host, and the "
                    + type()
                    + " backend reaches "
                    + "files of this machine only. For an absolute path write one slash, or three: '" + uri.scheme()
                    + ":" + uri.shownPath().substring(1).replace("***@", "") + "'.");
        }
        if (key != null && !uri.path().isBlank()) {
            values.put(key, uri.path());
        }
        return StorageConfig.of(type(), values);
    }

    /**
     * The one form of {@code checked} for its store, so that two ways of writing the same store become equal: paths are absolute,
     * and a password that stands inside another value is under its own key. What it returns is resolved to itself. Touches and
     * connects to nothing.
     *
     * @param checked checked against {@link #keys()}
     * @throws ConfigurationException if values do not fit together; names all that is wrong
     */
    default StorageConfig resolved(StorageConfig checked) {
        return checked;
    }

    /** A resolved configuration without its secrets, for others to read; by default without the keys that are secret. */
    default StorageConfig withoutSecrets(StorageConfig resolved) {
        return resolved.without(
                keys().stream().filter(ConfigKey::secret).map(ConfigKey::name).toList());
    }

    /**
     * Whether {@link #open} would make a new store, because there is none; false where that cannot be told without opening it.
     * Touches nothing.
     */
    default boolean isNew(StorageConfig config) {
        return false;
    }

    /**
     * Opens a store, making it if there is none.
     *
     * @param config checked against {@link #keys()} and resolved
     * @param clock tells the time of revisions
     * @throws ConfigurationException if it cannot be opened as configured
     */
    StorageBackend open(StorageConfig config, Clock clock);
}
