package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens stores in H2, embedded, and in PostgreSQL: {@code h2:/data/results}, {@code h2:mem:name},
 * {@code postgresql://user@host/results?sslmode=require}, or the JDBC URL of either.
 *
 * <p>Of the parameters of a URI those that are keys, of this backend or of the manager, are taken as such; the others reach
 * the driver as they are, and one that the driver does not know is refused. With {@code file_root} the URI means files that
 * the database indexes.
 */
public final class DatabaseBackendFactory implements BackendFactory {
    private static final String CONNECTION_STRING = "connection_string";
    private static final String H2 = "h2:";

    private final UnaryOperator<@Nullable String> environment;

    /** Needed by {@link java.util.ServiceLoader}. */
    public DatabaseBackendFactory() {
        this(name -> name == null ? null : System.getenv(name));
    }

    DatabaseBackendFactory(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String type() {
        return "database";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("h2", "postgresql", "postgres", "jdbc");
    }

    /** Of a server it cannot be told without asking it. */
    @Override
    public boolean isNew(StorageConfig config) {
        String place = config.text(CONNECTION_STRING).orElse("");
        if (!place.startsWith(H2) || place.startsWith(H2 + "mem:")) {
            return false;
        }
        String file = place.substring(H2.length()).split(";", 2)[0];
        return !Files.exists(Path.of(file + ".mv.db"));
    }

    @Override
    public List<ConfigKey> keys() {
        return Settings.KEYS;
    }

    @Override
    public StorageConfig configOf(StorageUri uri) {
        Map<String, Object> values = new HashMap<>();
        List<String> ours = DriverParameters.ours();
        uri.parameters().forEach((name, value) -> {
            if (ours.contains(name)) {
                values.put(name, value);
            }
        });
        if (values.put(CONNECTION_STRING, connectionString(uri, ours)) != null) {
            throw new ConfigurationException(
                    "A URI is a connection string itself; leave out its parameter '" + CONNECTION_STRING + "'.");
        }
        return StorageConfig.of(type(), values);
    }

    /** The URI without the parameters that are keys; the others stay encoded as they were given. */
    private static String connectionString(StorageUri uri, List<String> ours) {
        int question = uri.text().indexOf('?');
        if (uri.scheme().equals("h2") && uri.path().contains("?")) {
            throw new ConfigurationException("The name of an H2 file holds no question mark; choose another name.");
        }
        // A path of H2 is a file name, so it is decoded; the rest is the driver's to decode.
        String place = uri.scheme().equals("h2")
                ? "h2:" + uri.path()
                : question < 0 ? uri.text() : uri.text().substring(0, question);
        List<String> others = new ArrayList<>();
        for (String pair : question < 0
                ? new String[0]
                : uri.text().substring(question + 1).split("&")) {
            String name = Percent.decode(pair.replaceFirst("=.*", ""));
            if (!pair.isEmpty() && !ours.contains(name)) {
                others.add(pair);
            }
        }
        return others.isEmpty() ? place : place + "?" + String.join("&", others);
    }

    @Override
    public StorageConfig resolved(StorageConfig checked) {
        return Settings.resolved(checked);
    }

    @Override
    public StorageConfig withoutSecrets(StorageConfig resolved) {
        return Settings.withoutSecrets(resolved);
    }

    @Override
    public StorageBackend open(StorageConfig config, Clock clock) {
        return Opening.open(Settings.of(config, environment), clock);
    }
}
