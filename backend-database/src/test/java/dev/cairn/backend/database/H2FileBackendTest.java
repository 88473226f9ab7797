package dev.cairn.backend.database;

import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What every backend promises, of a file of H2. */
class H2FileBackendTest extends BackendContract {
    @TempDir(factory = FastFolder.class)
    static Path folder;

    @Override
    protected BackendFixture fixture() {
        return Fixtures.h2File(folder);
    }
}
