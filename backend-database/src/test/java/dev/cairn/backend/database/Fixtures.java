package dev.cairn.backend.database;

import dev.cairn.config.StorageConfig;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty stores for tests. Those of PostgreSQL share one schema in a test class, which is emptied before each test. */
final class Fixtures {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Fixtures() {}

    static StorageBackend open(Map<String, ?> config, Clock clock) {
        DatabaseBackendFactory factory = new DatabaseBackendFactory();
        return factory.open(StorageConfig.of("database", config).checked(factory.keys()), clock);
    }

    /** A file in {@code folder}, new for each fixture. */
    static BackendFixture h2File(Path folder) {
        String file = "h2:" + folder.resolve("store" + NUMBERS.incrementAndGet());
        return clock -> open(Map.of("connection_string", file), clock);
    }

    /** A database in memory, new for each fixture. */
    static BackendFixture h2Memory() {
        String name = "h2:mem:test" + NUMBERS.incrementAndGet();
        return clock -> open(Map.of("connection_string", name), clock);
    }

    /** The given schema of PostgreSQL, emptied. */
    static BackendFixture postgres(String schema) {
        return postgres(schema, Map.of());
    }

    /** The same with more settings. */
    static BackendFixture postgres(String schema, Map<String, ?> more) {
        Map<String, Object> config = postgresConfig(schema);
        config.putAll(more);
        empty(schema);
        return clock -> open(config, clock);
    }

    static Map<String, Object> postgresConfig(String schema) {
        Map<String, Object> config = new HashMap<>();
        config.put("connection_string", Postgres.jdbcUrl());
        config.put("schema", schema);
        return config;
    }

    private static void empty(String schema) {
        for (String table : new String[] {"document_field", "document", "blob_chunk", "blob", "journal"}) {
            String name = schema + "." + table;
            Postgres.run("do $$ begin if to_regclass('" + name + "') is not null then delete from " + name
                    + "; end if; end $$");
        }
    }
}
