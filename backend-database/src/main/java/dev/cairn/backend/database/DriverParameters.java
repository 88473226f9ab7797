package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManagers;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a connection string, as they were given. They go on to the driver, which would ignore a misspelt one, so
 * those that it does not know are refused.
 */
final class DriverParameters {
    private static final String FILE_ROOT = "file_root";

    private final Product product;
    private final Map<String, String> values = new LinkedHashMap<>();

    DriverParameters(Product product) {
        this.product = product;
    }

    /** The parameters of a URI that are keys: of this backend, of the manager, and of files that it indexes. */
    static List<String> ours() {
        return Stream.concat(
                        Stream.of(FILE_ROOT),
                        Stream.concat(Settings.KEYS.stream(), StorageManagers.keys().stream())
                                .map(ConfigKey::name))
                .toList();
    }

    /** Takes one as it stands in a URL; H2 knows its names in any case. */
    void add(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (equals < 0 && product == Product.H2) {
            throw new ConfigurationException(
                    "In 'connection_string' a setting of H2 is not of the form NAME=value. Give a "
                            + "password that holds a semicolon as 'password'.");
        }
        String given = product == Product.H2 ? name.toUpperCase(Locale.ROOT) : name;
        if (values.put(given, equals < 0 ? "" : pair.substring(equals + 1)) != null) {
            throw new ConfigurationException(
                    "In 'connection_string' a parameter is given twice" + (maySeeNames() ? ": '" + name + "'." : "."));
        }
    }

    void addIfAbsent(String name, String value) {
        values.putIfAbsent(name, value);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    @Nullable
    String take(String name) {
        return values.remove(name);
    }

    /** Refuses those that the driver does not know; to be asked while user and password are among them. */
    void requireKnown() {
        List<String> problems = values.keySet().stream()
                .filter(name -> !DriverNames.knows(product, name))
                .map(this::unknown)
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException("the connection string", problems);
        }
    }

    private String unknown(String name) {
        if (ours().contains(name.toLowerCase(Locale.ROOT))) {
            return "'" + name.toLowerCase(Locale.ROOT) + "' is a key of its own, not a parameter of the driver of "
                    + product.title() + ": give it beside 'connection_string', or behind the question mark of a URI.";
        }
        List<String> names = new ArrayList<>(ours());
        names.addAll(DriverNames.of(product));
        return Spelling.nearest(names, name)
                .map(meant -> "The parameter '" + name + "' is neither a key nor known to the driver of "
                        + product.title() + ". Did you mean '" + meant + "'?")
                .orElseGet(() -> maySeeNames()
                        ? "The parameter '" + name + "' is neither a key nor known to the driver of " + product.title()
                                + "; leave it out."
                        : "A parameter is neither a key nor known to the driver of " + product.title()
                                + ". In a password write ? as %3F, & as %26 and @ as %40, or give it as 'password'.");
    }

    /** Whether no name can be a piece of a password that was not encoded. */
    private boolean maySeeNames() {
        return values.entrySet().stream()
                .noneMatch(parameter ->
                        isSecret(parameter.getKey()) || parameter.getValue().contains("@"));
    }

    private static boolean isSecret(String name) {
        return name.toLowerCase(Locale.ROOT).contains("password");
    }

    /** All of them for a URL, in the order in which they were given. */
    String behind(String first, String between) {
        return joined(values, first, between);
    }

    /** All of them in the order of their names, since theirs means nothing. */
    String sorted(String first, String between) {
        return joined(new TreeMap<>(values), first, between);
    }

    /** The same without the password of a key file. */
    String withoutSecrets(String first, String between) {
        Map<String, String> shown = new TreeMap<>(values);
        shown.keySet().removeIf(DriverParameters::isSecret);
        return joined(shown, first, between);
    }

    private static String joined(Map<String, String> values, String first, String between) {
        List<String> pairs = new ArrayList<>();
        values.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs.isEmpty() ? "" : first + String.join(between, pairs);
    }
}
