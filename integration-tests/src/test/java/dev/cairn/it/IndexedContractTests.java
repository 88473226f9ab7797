package dev.cairn.it;

import dev.cairn.TierOptions;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files with an index are a backend like any other. */
@SuppressWarnings("NullAway.Init")
class IndexedContractTests extends BackendContract {
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
