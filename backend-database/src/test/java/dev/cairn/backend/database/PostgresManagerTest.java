package dev.cairn.backend.database;

import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/**
 * What a manager does on PostgreSQL; without notifications, for the contract says how answers age by a clock that it sets, and
 * a notification shows a change before. {@link NotifiedManagersTest} has them.
 */
class PostgresManagerTest extends StorageManagerContract {
    private static final String SCHEMA = Postgres.newSchema();

    @Override
    protected BackendFixture fixture() {
        return Fixtures.postgres(SCHEMA, Map.of("notify", false));
    }

    @AfterAll
    static void drop() {
        Postgres.dropSchema(SCHEMA);
    }
}
