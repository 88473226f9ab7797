package dev.cairn.backend.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageException;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Usage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a store step by step; if a step fails, what the steps before it opened is closed. */
final class Opening {
    private final Settings settings;
    private final Clock clock;
    private final Pace pace;
    private final String location;

    /** What is open, the last one first. */
    private final Deque<Closeable> open = new ArrayDeque<>();

    private Opening(Settings settings, Clock clock, Pace pace) {
        this.settings = settings;
        this.clock = clock;
        this.pace = pace;
        Place place = settings.place();
        this.location = (place == null ? "the data source" : place.shown())
                + (settings.schema() == null ? "" : " (schema " + settings.schema() + ")");
    }

    /**
     * Opens the store, making it if there is none. An interrupt breaks nothing off and stays set.
     *
     * @throws StorageException if it cannot be opened
     */
    static StorageBackend open(Settings settings, Clock clock) {
        return open(settings, clock, Pace.USUAL);
    }

    /** The same, and those who watch listen at {@code pace}. */
    static StorageBackend open(Settings settings, Clock clock, Pace pace) {
        boolean interrupted = Thread.interrupted();
        Opening opening = new Opening(settings, clock, pace);
        try {
            return opening.open();
        } catch (StorageException e) {
            opening.giveUp();
            throw e;
        } catch (SQLException | RuntimeException e) {
            opening.giveUp();
            throw opening.failed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StorageBackend open() throws SQLException {
        Place place = settings.place();
        DriverSource driver = place == null
                ? null
                : new DriverSource(place, settings.user(), settings.password(), settings.timeoutSeconds());
        DataSource direct = driver == null ? Objects.requireNonNull(settings.given()) : driver;
        Server server;
        Connection keeper = null;
        Connection first = direct.getConnection();
        try {
            server = Server.ask(first, place);
            new Schema(server.product(), settings.schema(), location)
                    .migrate(first, driver == null ? direct : driver.patient());
            keeper = driver != null && server.embedded() ? first : null;
        } finally {
            if (keeper == null) {
                first.close();
            }
        }
        if (keeper != null && driver != null) {
            // An embedded database is open as long as one connection is.
            driver.onlyWhile(keeper);
            open.push(closing(keeper));
        }
        DataSource pool = place == null ? direct : pool(direct);
        Sessions sessions = Sessions.open(pool, settings.schema());
        open.push(sessions::close);
        return backend(server, sessions, direct, pool, forcing(server, keeper, pool));
    }

    private DatabaseBackend backend(
            Server server, Sessions sessions, DataSource direct, DataSource pool, Forcing forcing) {
        Usage usage = new Usage(location);
        Transactions transactions = new Transactions(
                sessions.factory(), pool, usage, location, forcing, server.synchronous(), server.snapshot());
        SaveGates.Gate gate = server.embedded() ? SaveGates.acquire(server.name()) : null;
        if (gate != null) {
            open.push(gate::release);
        }
        Function<Notices, Watchers> watching =
                notices -> new Watchers(watchers -> new Ear(direct, notices, watchers, pace, location));
        return new DatabaseBackend(
                server,
                location,
                transactions,
                usage,
                gate,
                clock,
                new FieldRows(new Tables(server.product(), settings.schema())),
                settings.notifies() ? watching : null,
                this::giveUp);
    }

    private DataSource pool(DataSource direct) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setPoolName("cairn");
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.timeoutSeconds() * 1000);
        config.setValidationTimeout(Math.min(5, settings.timeoutSeconds()) * 1000);
        // The first connection was made above, with a clearer error if it could not be.
        config.setInitializationFailTimeout(-1);
        HikariDataSource pool = new HikariDataSource(config);
        open.push(pool);
        return pool;
    }

    private Forcing forcing(Server server, @Nullable Connection keeper, DataSource pool) {
        if (!server.checkpoints()) {
            return Forcing.NONE;
        }
        if (keeper != null) {
            return new GroupForcing(() -> Server.checkpoint(keeper), location);
        }
        return new GroupForcing(
                () -> {
                    try (Connection connection = pool.getConnection()) {
                        Server.checkpoint(connection);
                    }
                },
                location);
    }

    /** Closes whatever is open, the last one first. */
    private void giveUp() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException | RuntimeException e) {
                Sessions.LOG.warn("Something of {} could not be closed: {}", location, e.toString());
            }
        }
    }

    private StorageException failed(Exception e) {
        SQLException sql = Failures.sql(e);
        Place place = settings.place();
        Path file = place == null ? null : place.file();
        if (sql != null && file != null && Failures.isInUse(sql)) {
            Path database = Path.of(file + ".mv.db");
            return new ConfigurationException(
                    "The database " + database + " is open in " + LockOwner.of(database)
                            + ", and an H2 file belongs to one process. End that one, open one store and share it inside "
                            + "a process, or use PostgreSQL, which several processes may share.",
                    e);
        }
        return Failures.of("open a store", location, e);
    }

    private static Closeable closing(Connection connection) {
        return () -> {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        };
    }
}
