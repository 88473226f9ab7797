package dev.cairn.backend.memory;

import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.util.Map;

class MemoryManagerTest extends StorageManagerContract {
    @Override
    protected BackendFixture fixture() {
        MemoryBackendFactory factory = new MemoryBackendFactory();
        return clock -> factory.open(StorageConfig.of("memory", Map.of()).checked(factory.keys()), clock);
    }
}
