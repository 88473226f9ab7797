package dev.cairn.backend.database;

import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;

/** What a manager does on H2 in memory. */
class H2MemoryManagerTest extends StorageManagerContract {
    @Override
    protected BackendFixture fixture() {
        return Fixtures.h2Memory();
    }
}
