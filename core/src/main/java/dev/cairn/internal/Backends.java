package dev.cairn.internal;

import dev.cairn.ConfigurationException;
import dev.cairn.compose.IndexedBackendFactory;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.Spelling;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/** Finds the backends on the class path, by type or by URI scheme. */
public final class Backends {
    /** The types that Cairn itself provides, with the artifact of each. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "filesystem", "cairn-backend-filesystem",
            "memory", "cairn-backend-memory",
            "database", "cairn-backend-database");

    private static final Map<String, String> SCHEMES = Map.of(
            "file",
            "filesystem",
            "memory",
            "memory",
            "h2",
            "database",
            "postgresql",
            "database",
            "postgres",
            "database",
            "jdbc",
            "database");

    private Backends() {}

    /**
     * The factory of backends of {@code type}.
     *
     * @throws ConfigurationException if there is none, or more than one
     */
    public static BackendFactory ofType(String type) {
        List<BackendFactory> all = all();
        return one(
                "of type " + Names.quote(type),
                all,
                factory -> factory.type().equals(type),
                () -> unknownType(type, all));
    }

    /**
     * The configuration that {@code uri} means.
     *
     * @throws ConfigurationException if no backend knows the scheme, or its own does not understand the rest
     */
    public static StorageConfig configOf(String uri) {
        StorageUri parsed = StorageUri.parse(uri);
        if (parsed.scheme().equals("sqlite")) {
            throw new ConfigurationException(
                    "SQLite is not a backend of Cairn. Use H2, which is embedded in the same way: 'h2:"
                            + parsed.shownPath().replaceFirst("^/+", "/").replaceFirst("\\.(db|sqlite3?)$", "") + "'.");
        }
        List<BackendFactory> all = all();
        BackendFactory factory = one(
                "for '" + parsed.scheme() + ":'",
                all,
                candidate -> candidate.schemes().contains(parsed.scheme()),
                () -> unknownScheme(parsed.scheme(), all));
        return factory.configOf(parsed);
    }

    /** The configuration that {@code config} is short for; itself if for none. */
    static StorageConfig meant(StorageConfig config) {
        return IndexedBackendFactory.ofIndex(config);
    }

    /**
     * The configuration of one backend, checked against its keys and in the one form for its store; a key of the manager has no
     * place in it.
     *
     * @throws ConfigurationException if anything in it is wrong; names all of it
     */
    public static StorageConfig resolved(StorageConfig config) {
        StorageConfig given = meant(config);
        BackendFactory factory = ofType(given.type());
        List<String> known = factory.keys().stream().map(ConfigKey::name).toList();
        List<String> managers = ManagerConfig.KEYS.stream()
                .map(ConfigKey::name)
                .filter(name -> !known.contains(name) && given.value(name) != null)
                .toList();
        Problems problems = new Problems("the configuration of the " + given.type() + " backend");
        managers.forEach(name -> problems.add("'" + name + "' is a key of the manager, not of the " + given.type()
                + " backend: say it to the manager, or to its builder."));
        Optional<StorageConfig> resolved =
                problems.of(() -> factory.resolved(given.without(managers).checked(factory.keys())));
        problems.throwIfAny();
        return resolved.orElseThrow();
    }

    private interface Problem {
        String text();
    }

    private static BackendFactory one(
            String wanted, List<BackendFactory> all, Predicate<BackendFactory> fits, Problem none) {
        List<BackendFactory> found = all.stream().filter(fits).toList();
        if (found.isEmpty()) {
            throw new ConfigurationException(none.text());
        }
        if (found.size() > 1) {
            throw new ConfigurationException("There are several backends " + wanted + " on the class path: "
                    + found.stream()
                            .map(factory -> factory.getClass().getName())
                            .toList() + ". Keep one of them.");
        }
        return found.get(0);
    }

    private static List<BackendFactory> all() {
        List<BackendFactory> all = new ArrayList<>();
        try {
            ServiceLoader.load(BackendFactory.class, Backends.class.getClassLoader())
                    .forEach(all::add);
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            if (context != null) {
                ServiceLoader.load(BackendFactory.class, context).stream()
                        .filter(provider -> all.stream().noneMatch(known -> known.getClass() == provider.type()))
                        .forEach(provider -> all.add(provider.get()));
            }
        } catch (ServiceConfigurationError e) {
            throw new ConfigurationException("A backend on the class path cannot be loaded: " + e.getMessage(), e);
        }
        return all;
    }

    private static String unknownType(String type, List<BackendFactory> all) {
        if (type.indexOf(':') >= 0) {
            // It may hold a password.
            return "The type of a backend is a word such as 'filesystem'; a store with a URI is opened by "
                    + "StorageManagers.open(uri), or is the 'secondary' of another.";
        }
        String artifact = ARTIFACTS.get(type);
        if (artifact != null) {
            return "The " + type + " backend is not on the class path; add the artifact dev.cairn:" + artifact + ".";
        }
        List<String> known = all.stream().map(BackendFactory::type).sorted().toList();
        if (all.stream().allMatch(factory -> factory instanceof IndexedBackendFactory)) {
            return "There is no backend on the class path; add one, such as dev.cairn:cairn-backend-filesystem.";
        }
        String nearest = Spelling.nearest(known, type)
                .map(name -> "Did you mean '" + name + "'? ")
                .orElse("");
        return "There is no backend of type " + Names.quote(type) + ". " + nearest + "On the class path are "
                + String.join(", ", known) + ".";
    }

    private static String unknownScheme(String scheme, List<BackendFactory> all) {
        String type = SCHEMES.get(scheme);
        if (type != null) {
            return unknownType(type, all);
        }
        List<String> known = all.stream()
                .flatMap(factory -> factory.schemes().stream())
                .map(name -> name.toLowerCase(Locale.ROOT) + ":")
                .sorted()
                .toList();
        return "No backend on the class path knows the scheme '" + scheme + ":'; known are " + String.join(", ", known)
                + " and a bare path. A path with a colon is written './" + scheme + ":...'.";
    }
}
