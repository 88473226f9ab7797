package dev.cairn.it;

import dev.cairn.compose.TieredBackend;
import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Two tiers are a backend like any other, whichever two they are. */
class TieredContractTests {
    @TempDir
    Path folder;

    private BackendFixture memoryOverFiles() {
        return clock -> new TieredBackend(Stores.memory(clock), Stores.files(folder.resolve("second"), clock));
    }

    private BackendFixture filesOverMemory() {
        return clock -> new TieredBackend(Stores.files(folder.resolve("first"), clock), Stores.memory(clock));
    }

    private BackendFixture filesOverFiles() {
        return clock -> new TieredBackend(
                Stores.files(folder.resolve("first"), clock), Stores.files(folder.resolve("second"), clock));
    }

    @Nested
    class MemoryOverFiles extends BackendContract {
        @Override
        protected BackendFixture fixture() {
            return memoryOverFiles();
        }
    }

    @Nested
    class FilesOverMemory extends BackendContract {
        @Override
        protected BackendFixture fixture() {
            return filesOverMemory();
        }
    }

    @Nested
    class FilesOverFiles extends BackendContract {
        @Override
        protected BackendFixture fixture() {
            return filesOverFiles();
        }
    }

    @Nested
    class ManagerOnFilesOverFiles extends StorageManagerContract {
        @Override
        protected BackendFixture fixture() {
            return filesOverFiles();
        }
    }
}
