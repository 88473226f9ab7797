package dev.cairn.benchmark;

import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.benchmark.peer.Database;
import dev.cairn.benchmark.peer.HibernatePeer;
import dev.cairn.benchmark.peer.JacksonFiles;
import dev.cairn.benchmark.peer.MapDbPeer;
import dev.cairn.benchmark.peer.MoeaStore;
import dev.cairn.benchmark.peer.MvStorePeer;
import dev.cairn.benchmark.peer.OneTable;
import dev.cairn.benchmark.peer.Peer;
import dev.cairn.benchmark.peer.RocksDbPeer;
import dev.cairn.benchmark.peer.SameFiles;
import dev.cairn.benchmark.peer.SameRows;
import dev.cairn.benchmark.peer.Sample;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a comparison takes place: one folder for all sides, one PostgreSQL, and what is open. JMH makes the objects of benchmarks, so they ask
 * here, and what they open stays open from turn to turn. One at a time.
 */
public final class Arena implements AutoCloseable {
    /** What is saved where nothing else is said: 8 columns of 150 rows, 9,600 bytes. */
    public static final Sample USUAL = Sample.of(8, 150, 1);

    /** A small result: 2 columns of 25 rows. */
    public static final Sample SMALL = Sample.of(2, 25, 1);

    private static @Nullable Arena current;

    private final Path folder;
    private final Map<String, AutoCloseable> open = new LinkedHashMap<>();
    private final Map<String, Callable<?>> calls = new HashMap<>();
    private int databases;

    /** Begins in {@code folder}, which is made and, in the end, removed. */
    public Arena(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        current = this;
    }

    /** The one that is open. */
    public static Arena current() {
        Arena arena = current;
        if (arena == null) {
            throw new IllegalStateException("Nothing is measured; start with Benchmarks.");
        }
        return arena;
    }

    /** The folder of all sides. */
    public Path folder() {
        return folder;
    }

    /** What is open under {@code name}, opened now if it is not. */
    public <T extends AutoCloseable> T get(String name, Class<T> type, Supplier<T> opening) {
        // Not computeIfAbsent: what is opened may ask for others.
        AutoCloseable there = open.get(name);
        if (there == null) {
            there = opening.get();
            open.put(name, there);
        }
        return type.cast(there);
    }

    /** Gives {@link Calls} what to call for {@code side}. */
    public void call(String side, Callable<?> what) {
        calls.put(side, what);
    }

    /** What to call for {@code side}. */
    public Callable<?> call(String side) {
        return Objects.requireNonNull(calls.get(side), side);
    }

    /** A place where results are kept, by its name in the table. */
    public Peer peer(String name) {
        return get(name, Peer.class, () -> switch (name) {
            case "Cairn, files" -> new CairnPeer(folder.resolve("cairn").toString());
            case "the same two files" -> new SameFiles(filesOfCairn(), folder.resolve("model"), USUAL);
            case "Jackson files, Caffeine" -> new JacksonFiles(filesOfCairn());
            case "H2 MVStore" -> new MvStorePeer(folder.resolve("mvstore"));
            case "MapDB" -> new MapDbPeer(folder.resolve("mapdb"));
            case "RocksDB" -> new RocksDbPeer(folder.resolve("rocksdb"));
            case "MOEA store (not durable)" -> new MoeaStore(folder.resolve("moea"));
            case "Cairn, H2" -> new CairnPeer("h2:" + folder.resolve("cairn-h2"));
            case "Cairn, PostgreSQL" -> new CairnPeer(newDatabase().cairn());
            case "the same rows, H2" ->
                new SameRows(
                        new CairnPeer("h2:" + folder.resolve("rows-h2")),
                        Database.h2(folder.resolve("rows-h2").toString()),
                        "",
                        USUAL);
            case "the same rows, PostgreSQL" -> {
                Place place = newDatabase();
                yield new SameRows(new CairnPeer(place.cairn()), place.database(), "", USUAL);
            }
            case "one table, H2" ->
                new OneTable(Database.h2(folder.resolve("table-h2").toString()));
            case "one table, PostgreSQL" -> new OneTable(newDatabase().database());
            case "Hibernate JSON, H2" ->
                new HibernatePeer(Database.h2(folder.resolve("hibernate-h2").toString()));
            case "Hibernate JSON, PostgreSQL" -> new HibernatePeer(newDatabase().database());
            default -> throw new IllegalArgumentException("No side is called " + name + '.');
        });
    }

    private Path filesOfCairn() {
        peer("Cairn, files");
        return folder.resolve("cairn");
    }

    /**
     * A new database of the one server.
     *
     * @param jdbc its URL
     */
    public record Place(String jdbc) {
        /** As Cairn is told. */
        public String cairn() {
            return jdbc.substring("jdbc:".length());
        }

        /** As JDBC is told. */
        public Database database() {
            return Database.postgresql(jdbc);
        }
    }

    /** A new, empty database of PostgreSQL, which forces its commits. */
    public Place newDatabase() {
        EmbeddedServer server = get("PostgreSQL", EmbeddedServer.class, EmbeddedServer::new);
        String name = "arena" + databases++;
        server.execute("create database " + name);
        return new Place(server.postgres.getJdbcUrl("postgres", name));
    }

    private static final class EmbeddedServer implements AutoCloseable {
        private final EmbeddedPostgres postgres;

        EmbeddedServer() {
            try {
                this.postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("shared_buffers", "512MB")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void execute(String sql) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    /** Closes everything, what was opened last first, and removes the folder. */
    @Override
    public void close() {
        current = null;
        AutoCloseable[] all = open.values().toArray(AutoCloseable[]::new);
        for (int i = all.length - 1; i >= 0; i--) {
            try {
                all[i].close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        remove(folder);
    }

    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
