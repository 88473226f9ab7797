package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a database store, checked as a whole.
 *
 * @param place where the database is; null where the application gave a data source
 * @param given the application's data source; null where there is a place
 * @param user the user, from its key or the connection string; null where the driver is to choose
 * @param password the password; null if there is none
 * @param schema the schema of PostgreSQL; null for that of the connection
 * @param poolSize the most connections
 * @param timeoutSeconds how long a connection is waited for
 * @param notifies whether changes are told to others, and theirs listened for
 */
record Settings(
        @Nullable Place place,
        @Nullable DataSource given,
        @Nullable String user,
        @Nullable String password,
        @Nullable String schema,
        int poolSize,
        long timeoutSeconds,
        boolean notifies) {

    private static final String CONNECTION_STRING = "connection_string";
    private static final String DATA_SOURCE = "data_source";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String PASSWORD_ENV = "password_env";
    private static final String SCHEMA = "schema";
    private static final String POOL_SIZE = "pool_size";
    private static final String CONNECT_TIMEOUT = "connect_timeout_s";
    private static final String NOTIFY = "notify";
    private static final long DEFAULT_POOL_SIZE = 8;
    private static final long DEFAULT_TIMEOUT = 10;

    /** All keys of a database store. */
    static final List<ConfigKey> KEYS = List.of(
            ConfigKey.text(
                            CONNECTION_STRING,
                            "Where the database is: 'h2:/path/to/file', 'h2:mem:name', 'postgresql://user@host/db' or a "
                                    + "JDBC URL of either; parameters of the driver go on to it.")
                    .asSecret(),
            ConfigKey.object(
                    DATA_SOURCE,
                    DataSource.class,
                    "The application's own pool, in place of a connection string; never closed."),
            ConfigKey.text(USER, "The user, where the connection string names none."),
            ConfigKey.text(PASSWORD, "The password.").asSecret(),
            ConfigKey.text(PASSWORD_ENV, "The name of an environment variable that holds the password."),
            ConfigKey.text(SCHEMA, "The schema of PostgreSQL that holds the tables; made if the role may."),
            ConfigKey.positive(POOL_SIZE, DEFAULT_POOL_SIZE, "The most connections at once."),
            ConfigKey.positive(
                    CONNECT_TIMEOUT, DEFAULT_TIMEOUT, "How many seconds to wait for a connection before giving up."),
            ConfigKey.flag(
                    NOTIFY,
                    true,
                    "Whether PostgreSQL tells of changes: saves notify, and a manager that caches listens."));

    /**
     * The settings of a configuration whose keys are checked.
     *
     * @param environment the environment's variables
     * @throws ConfigurationException if they do not fit together; names all that is wrong
     */
    static Settings of(StorageConfig config, UnaryOperator<@Nullable String> environment) {
        List<String> problems = new ArrayList<>();
        Place place = place(config, problems);
        requireFitting(config, place, problems);
        String password = password(config, environment, problems);
        throwIfAny(problems);
        return new Settings(
                place,
                config.object(DATA_SOURCE, DataSource.class).orElse(null),
                config.text(USER).orElse(place == null ? null : place.user()),
                password == null && place != null ? place.password() : password,
                config.text(SCHEMA).orElse(null),
                (int) poolSize(config),
                timeout(config),
                config.flag(NOTIFY));
    }

    /**
     * The configuration in its one form: the connection string is that of {@link Place#text}, user and password are under keys
     * of their own. The environment is not asked.
     *
     * @throws ConfigurationException if values do not fit together; names all that is wrong
     */
    static StorageConfig resolved(StorageConfig config) {
        List<String> problems = new ArrayList<>();
        Place place = place(config, problems);
        requireFitting(config, place, problems);
        throwIfAny(problems);
        if (place == null) {
            return config;
        }
        Map<String, Object> values = new HashMap<>();
        values.put(CONNECTION_STRING, place.text());
        if (place.user() != null && !place.user().isEmpty() && config.value(USER) == null) {
            values.put(USER, place.user());
        }
        boolean given = config.value(PASSWORD) != null || config.value(PASSWORD_ENV) != null;
        if (place.password() != null && !place.password().isEmpty() && !given) {
            values.put(PASSWORD, place.password());
        }
        return config.with(values);
    }

    /** A resolved configuration without its passwords; the connection string keeps all else. */
    static StorageConfig withoutSecrets(StorageConfig resolved) {
        StorageConfig rest = resolved.without(List.of(PASSWORD));
        return rest.text(CONNECTION_STRING)
                .map(text -> rest.with(Map.of(CONNECTION_STRING, Place.of(text).textWithoutSecrets())))
                .orElse(rest);
    }

    private static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException("the configuration of the database backend", problems);
        }
    }

    private static long poolSize(StorageConfig config) {
        return config.number(POOL_SIZE).orElse(DEFAULT_POOL_SIZE);
    }

    private static long timeout(StorageConfig config) {
        return config.number(CONNECT_TIMEOUT).orElse(DEFAULT_TIMEOUT);
    }

    private static void requireFitting(StorageConfig config, @Nullable Place place, List<String> problems) {
        List<String> login = List.of(USER, PASSWORD, PASSWORD_ENV);
        if (config.value(DATA_SOURCE) != null && config.keys().stream().anyMatch(login::contains)) {
            problems.add("A 'data_source' connects by itself: leave out 'user', 'password' and 'password_env'.");
        }
        if (config.value(PASSWORD) != null && config.value(PASSWORD_ENV) != null) {
            problems.add("Both 'password' and 'password_env' are given; give one.");
        }
        String schema = config.text(SCHEMA).orElse(null);
        if (schema != null && !schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            problems.add("'schema' takes lower-case letters, digits and underscores, up to 63, not '" + schema + "'.");
        }
        if (schema != null && place != null && place.product() == Product.H2) {
            problems.add("'schema' is for PostgreSQL; in H2 a store has the whole database.");
        }
        if (poolSize(config) > 1000 || timeout(config) > 3600) {
            problems.add("'pool_size' takes up to 1000 and 'connect_timeout_s' up to 3600.");
        }
    }

    private static @Nullable Place place(StorageConfig config, List<String> problems) {
        boolean given = config.value(DATA_SOURCE) != null;
        Optional<String> text = config.text(CONNECTION_STRING);
        if (text.isPresent() == given) {
            problems.add(
                    given
                            ? "Both 'connection_string' and 'data_source' are given; give one."
                            : "The database backend needs 'connection_string', such as 'h2:/data/results' or "
                                    + "'postgresql://user@host/results', or a 'data_source'.");
            return null;
        }
        try {
            return text.map(Place::of).orElse(null);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private static @Nullable String password(
            StorageConfig config, UnaryOperator<@Nullable String> environment, List<String> problems) {
        Optional<String> password = config.text(PASSWORD);
        Optional<String> variable = config.text(PASSWORD_ENV);
        if (variable.isEmpty()) {
            return password.orElse(null);
        }
        String found = environment.apply(variable.get());
        if (found == null) {
            problems.add("'password_env' names the environment variable '" + variable.get() + "', which is not set.");
        }
        return found;
    }

    /** Shows no value: some are secret. */
    @Override
    public String toString() {
        return "settings of " + (place == null ? "a data source" : place.shown());
    }
}
