package com.example.mvstore;

import dev.cairn.keyvalue.KeyValueBackend;
import dev.cairn.testkit.BackendFixture;
import dev.cairn.testkit.StorageManagerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What a manager on any backend does. */
class MvManagerTest extends StorageManagerContract {
    @TempDir
    Path folder;

    @Override
    protected BackendFixture fixture() {
        return clock -> KeyValueBackend.open(MvFile.open(folder.resolve("results.mv")), clock);
    }
}
