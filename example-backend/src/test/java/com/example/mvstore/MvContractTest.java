package com.example.mvstore;

import dev.cairn.keyvalue.KeyValueBackend;
import dev.cairn.testkit.BackendContract;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What every backend promises. */
class MvContractTest extends BackendContract {
    @TempDir
    Path folder;

    @Override
    protected BackendFixture fixture() {
        return clock -> KeyValueBackend.open(MvFile.open(folder.resolve("results.mv")), clock);
    }
}
