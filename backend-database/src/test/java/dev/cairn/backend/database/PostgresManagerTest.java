package dev.cairn.backend.database;

import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import org.junit.jupiter.api.AfterAll;

/** What a manager does on PostgreSQL. */
class PostgresManagerTest extends StorageManagerContract {
    private static final String SCHEMA = Postgres.newSchema();

    @Override
    protected BackendFixture fixture() {
        return Fixtures.postgres(SCHEMA);
    }

    @AfterAll
    static void drop() {
        Postgres.dropSchema(SCHEMA);
    }
}
