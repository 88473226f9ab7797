package dev.cairn.backend.memory;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;

/** Around a backend without a fault nothing changes. */
class FaultyMemoryBackendTest extends BackendContract {
    @Override
    protected BackendFixture fixture() {
        return clock -> new FaultyBackend(
                new MemoryBackend(new MemoryBudget(512 * MemoryBudget.MEGABYTE, false), clock), new Faults());
    }
}
