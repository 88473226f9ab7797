package dev.cairn.backend.memory;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;

class MemoryBackendTest extends BackendContract {
    @Override
    protected BackendFixture fixture() {
        return clock -> new MemoryBackend(new MemoryBudget(512 * MemoryBudget.MEGABYTE, false), clock);
    }
}
