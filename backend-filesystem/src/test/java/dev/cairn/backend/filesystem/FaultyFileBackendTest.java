package dev.cairn.backend.filesystem;

import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Around a backend without a fault nothing changes. */
class FaultyFileBackendTest extends BackendContract {
    @TempDir
    Path folder;

    @Override
    protected BackendFixture fixture() {
        StorageConfig config =
                StorageConfig.of("filesystem", Map.of("base_path", folder.resolve("store"), "durability", "none"));
        return clock -> new FaultyBackend(new FileBackendFactory().open(config, clock), new Faults());
    }
}
