package dev.cairn.backend.filesystem;

import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FileManagerTest extends StorageManagerContract {
    @TempDir
    private Path folder;

    @Override
    protected BackendFixture fixture() {
        FileBackendFactory factory = new FileBackendFactory();
        StorageConfig config = StorageConfig.of("filesystem", Map.of("base_path", folder.resolve("store")));
        return clock -> factory.open(config.checked(factory.keys()), clock);
    }
}
