package dev.cairn.backend.memory;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;

/** A store that may evict keeps the whole contract while it has room. */
class EvictingMemoryBackendTest extends BackendContract {
    @Override
    protected BackendFixture fixture() {
        return clock -> new MemoryBackend(new MemoryBudget(512 * MemoryBudget.MEGABYTE, true), clock);
    }
}
