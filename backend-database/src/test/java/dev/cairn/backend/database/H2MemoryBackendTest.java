package dev.cairn.backend.database;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;

/** What every backend promises, of H2 in memory. */
class H2MemoryBackendTest extends BackendContract {
    @Override
    protected BackendFixture fixture() {
        return Fixtures.h2Memory();
    }
}
