package com.example.mvstore;

import dev.cairn.ConfigurationException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.keyvalue.KeyValueBackend;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.StorageBackend;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens stores that are one file: {@code mvstore:///data/results.mv}. Found by its name in {@code META-INF/services}. */
public final class MvBackendFactory implements BackendFactory {
    private static final String PATH = "path";

    /** Needed by {@link java.util.ServiceLoader}. */
    public MvBackendFactory() {}

    @Override
    public String type() {
        return "mvstore";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("mvstore");
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(ConfigKey.text(PATH, "The file of the store; it is made if it does not exist.")
                .asRequired());
    }

    /** What follows the scheme of a URI is the path; the default of {@code configOf} refuses a host. */
    @Override
    public Optional<String> pathKey() {
        return Optional.of(PATH);
    }

    /** Two ways to write one path become the same. */
    @Override
    public StorageConfig resolved(StorageConfig checked) {
        return checked.with(Map.of(PATH, path(checked).toString()));
    }

    @Override
    public StorageBackend open(StorageConfig config, Clock clock) {
        return KeyValueBackend.open(MvFile.open(path(config)), clock);
    }

    private Path path(StorageConfig config) {
        String path = config.text(PATH).orElseThrow();
        try {
            return Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ConfigurationException("The path is not one of this system: " + e.getReason() + ".", e);
        }
    }
}
