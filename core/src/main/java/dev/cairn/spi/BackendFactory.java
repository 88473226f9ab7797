package dev.cairn.spi;

import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Opens backends of one type. Found through {@link java.util.ServiceLoader}; needs a public constructor without arguments. */
public interface BackendFactory {
    /** The name by which users ask for it: {@code filesystem}. */
    String type();

    /** The URI schemes that mean this type, in lower case: {@code file}. */
    Set<String> schemes();

    /** The keys of its configuration; every other key is refused before {@link #open} is called. */
    List<ConfigKey> keys();

    /**
     * Opens a store, making it if there is none.
     *
     * @param config checked against {@link #keys()}
     * @param clock tells the time of revisions
     * @throws dev.cairn.ConfigurationException if it cannot be opened as configured
     */
    StorageBackend open(StorageConfig config, Clock clock);
}
