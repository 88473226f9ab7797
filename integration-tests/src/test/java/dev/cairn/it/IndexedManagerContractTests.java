package dev.cairn.it;

import dev.cairn.TierOptions;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A manager on files with an index is one like any other. */
@SuppressWarnings("NullAway.Init")
class IndexedManagerContractTests extends StorageManagerContract {
    @TempDir(factory = FastFolder.class)
    Path folder;

    @Override
    protected BackendFixture fixture() {
        return clock -> new IndexedBackend(
                Stores.unforced(folder.resolve("files"), clock),
                Stores.h2("mem:" + folder.getFileName(), clock),
                TierOptions.defaults(),
                System::nanoTime);
    }
}
