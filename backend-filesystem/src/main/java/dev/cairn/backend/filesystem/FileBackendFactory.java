package dev.cairn.backend.filesystem;

import dev.cairn.ConfigurationException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens stores that are folders of open files, of the type {@code filesystem}.
 *
 * <p>A folder that does not exist is made, and an empty one becomes a store; one that holds anything else is refused. A
 * relative {@code base_path} counts from the working directory, and {@code ~} means nothing.
 */
public final class FileBackendFactory implements BackendFactory {
    private static final String BASE_PATH = "base_path";
    private static final String DURABILITY = "durability";
    private static final String READ_ONLY = "read_only";

    /** For {@link java.util.ServiceLoader}. */
    public FileBackendFactory() {}

    @Override
    public String type() {
        return "filesystem";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(
                ConfigKey.text(BASE_PATH, "The folder of the store; it is made if it does not exist.")
                        .asRequired(),
                ConfigKey.choice(
                        DURABILITY,
                        "Whether a save is forced to the disk before it returns, so that it survives the loss of power.",
                        Forcing.words()),
                ConfigKey.flag(READ_ONLY, false, "Whether to change nothing at all, not even to make a lock."));
    }

    @Override
    public Optional<String> pathKey() {
        return Optional.of(BASE_PATH);
    }

    /** The folder as an absolute path without {@code .} and {@code ..}, also where it was given as a {@code file:} URI. */
    @Override
    public StorageConfig resolved(StorageConfig checked) {
        String base = checked.text(BASE_PATH).orElseThrow();
        return checked.with(
                Map.of(BASE_PATH, path(base).toAbsolutePath().normalize().toString()));
    }

    @Override
    public boolean isNew(StorageConfig config) {
        return config.text(BASE_PATH)
                .map(base -> Files.notExists(new FileLayout(path(base)).meta()))
                .orElse(false);
    }

    @Override
    public StorageBackend open(StorageConfig config, Clock clock) {
        StorageConfig checked = resolved(config.checked(keys()));
        String base = checked.text(BASE_PATH).orElseThrow();
        Forcing forcing = Forcing.of(checked.text(DURABILITY).orElseThrow());
        StoreOpener opener = new StoreOpener(path(base), forcing, clock);
        return checked.flag(READ_ONLY) ? opener.readOnly() : opener.writable();
    }

    private static Path path(String base) {
        String local = local(base);
        try {
            return Path.of(local);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "The base_path " + local.replace('\0', '?') + " is not a path of this system: " + e.getReason()
                            + ".",
                    e);
        }
    }

    /** What would make a folder named after a scheme is not taken for a path; it may hold a password, so it is not shown. */
    private static String local(String base) {
        if (base.regionMatches(true, 0, "file:", 0, "file:".length())) {
            StorageUri uri = StorageUri.parse(base);
            if (uri.path().isBlank() || !uri.parameters().isEmpty()) {
                throw new ConfigurationException(
                        "As a URI the base_path is a path alone, such as 'file:///data/results', without parameters.");
            }
            return uri.path();
        }
        if (base.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+://.*")) {
            throw new ConfigurationException("The base_path is a folder, not a URI that begins with '"
                    + base.substring(0, base.indexOf(':')) + "://'. A store that is elsewhere is opened by its URI.");
        }
        return base;
    }
}
