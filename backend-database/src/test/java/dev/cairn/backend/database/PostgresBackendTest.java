package dev.cairn.backend.database;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import org.junit.jupiter.api.AfterAll;

/** What every backend promises, of PostgreSQL. */
class PostgresBackendTest extends BackendContract {
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
