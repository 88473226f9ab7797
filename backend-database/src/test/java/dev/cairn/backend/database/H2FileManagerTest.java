package dev.cairn.backend.database;

import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What a manager does on a file of H2. */
class H2FileManagerTest extends StorageManagerContract {
    @TempDir(factory = FastFolder.class)
    static Path folder;

    @Override
    protected BackendFixture fixture() {
        return Fixtures.h2File(folder);
    }
}
