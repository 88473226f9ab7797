package dev.cairn.backend.filesystem;

import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What every backend promises, of this one. */
class FileBackendTest extends BackendContract {
    @TempDir
    Path folder;

    @Override
    protected BackendFixture fixture() {
        StorageConfig config = StorageConfig.of("filesystem", Map.of("base_path", folder.resolve("store")));
        return clock -> new FileBackendFactory().open(config, clock);
    }
}
