package dev.cairn.compose;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.internal.Backends;
import dev.cairn.internal.Problems;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens stores of files that a database indexes, of the type {@code indexed}: the keys of the database, and the folder of the
 * files as {@code file_root}.
 *
 * <p>Has no scheme of its own: the URI of a database with the parameter {@code file_root} means such a store.
 */
public final class IndexedBackendFactory implements BackendFactory {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedBackendFactory.class);
    private static final String TYPE = "indexed";
    private static final String FILES = "filesystem";
    private static final String INDEX = "database";
    private static final String FILE_ROOT = "file_root";
    private static final String BASE_PATH = "base_path";
    private static final String READ_ONLY = "read_only";

    /** For {@link java.util.ServiceLoader}. */
    public IndexedBackendFactory() {}

    /** Of the configuration of a database with a {@code file_root}, the indexed store that it means; of any other, itself. */
    public static StorageConfig ofIndex(StorageConfig config) {
        return config.type().equals(INDEX) && config.value(FILE_ROOT) != null
                ? StorageConfig.of(TYPE, config.values())
                : config;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> schemes() {
        return Set.of();
    }

    @Override
    public List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>();
        keys.add(ConfigKey.text(
                        FILE_ROOT, "The folder of the files, as a path or a file: URI; made if it does not exist.")
                .asRequired());
        keys.add(ConfigKey.flag(READ_ONLY, false, "Whether to change nothing at all in the files."));
        keys.addAll(index().keys());
        return keys;
    }

    @Override
    public StorageConfig resolved(StorageConfig checked) {
        Problems problems = new Problems("the configuration of the indexed backend");
        Optional<StorageConfig> files = problems.of(() -> filesOf(checked), IndexedBackendFactory::told);
        Optional<StorageConfig> index = problems.of(() -> index().resolved(indexOf(checked)));
        problems.throwIfAny();
        Map<String, Object> values = new HashMap<>(index.orElseThrow().values());
        values.put(FILE_ROOT, files.flatMap(of -> of.text(BASE_PATH)).orElseThrow());
        return checked.with(values);
    }

    @Override
    public StorageConfig withoutSecrets(StorageConfig resolved) {
        StorageConfig index = indexOf(resolved);
        return resolved.without(index.keys()).with(index().withoutSecrets(index).values());
    }

    @Override
    public boolean isNew(StorageConfig config) {
        return files().isNew(filesOf(config));
    }

    /**
     * Opens the files before the index; if either cannot be opened, neither stays open. Only where files that are known to have an index
     * have one that does not answer, they are opened alone: what is saved leaves word for it, and queries read the files.
     */
    @Override
    public StorageBackend open(StorageConfig config, Clock clock) {
        StorageBackend files = openFiles(config, clock);
        StorageBackend index = null;
        try {
            index = index().open(indexOf(config), clock);
            return new IndexedBackend(files, index);
        } catch (UnavailableException e) {
            if (!hasIndex(files)) {
                throw closing(e, files, index);
            }
            closing(e, index);
            LOG.warn(
                    "The index of {} does not answer, so queries read the files until it is opened again: {}",
                    files.location(),
                    e.getMessage());
            return files;
        } catch (RuntimeException e) {
            throw closing(e, files, index);
        }
    }

    private static boolean hasIndex(StorageBackend files) {
        try {
            return !IndexCoverage.of(files).isEmpty();
        } catch (StorageException e) {
            LOG.debug("The files do not answer either: {}", e.getMessage());
            return false;
        }
    }

    private static RuntimeException closing(RuntimeException e, StorageBackend files, @Nullable StorageBackend index) {
        closing(e, index);
        closing(e, files);
        return e;
    }

    private static void closing(RuntimeException e, @Nullable StorageBackend opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (RuntimeException unclosed) {
            e.addSuppressed(unclosed);
        }
    }

    private static StorageBackend openFiles(StorageConfig config, Clock clock) {
        try {
            return files().open(filesOf(config), clock);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(told(String.join(" ", e.problems())), e);
        }
    }

    /** A problem of the files, of whose own key the user knows nothing. */
    private static String told(String problem) {
        return "In 'file_root': " + problem.replaceAll("(?<![\\w/.-])base_path(?![\\w/-])", FILE_ROOT);
    }

    private static StorageConfig filesOf(StorageConfig config) {
        Map<String, Object> values = new HashMap<>();
        config.text(FILE_ROOT).ifPresent(root -> values.put(BASE_PATH, root));
        values.put(READ_ONLY, config.flag(READ_ONLY));
        BackendFactory files = files();
        return files.resolved(StorageConfig.of(FILES, values).checked(files.keys()));
    }

    private static StorageConfig indexOf(StorageConfig config) {
        return StorageConfig.of(
                INDEX, config.without(List.of(FILE_ROOT, READ_ONLY)).values());
    }

    private static BackendFactory files() {
        return Backends.ofType(FILES);
    }

    private static BackendFactory index() {
        return Backends.ofType(INDEX);
    }
}
