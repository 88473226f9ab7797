package dev.cairn.it;

import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A manager on two real stores, either of which can be made to fail. */
@SuppressWarnings("NullAway.Init")
abstract class TwoStores {
    static final LoadOptions PAST_CACHE = LoadOptions.withoutCache();

    @TempDir
    Path folder;

    final AtomicBoolean primaryDown = new AtomicBoolean();
    final AtomicBoolean secondaryDown = new AtomicBoolean();
    Path primaryFolder;
    StorageManager manager;

    @BeforeEach
    void open() {
        primaryFolder = folder.resolve("primary");
        manager = reopened();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    final StorageManager reopened() {
        return Stores.manager(
                Stores.unreliable(Stores.files(primaryFolder), primaryDown),
                Stores.unreliable(Stores.files(folder.resolve("secondary")), secondaryDown));
    }

    final Path onlyBlobOfThePrimary() throws IOException {
        try (Stream<Path> files = Files.walk(primaryFolder.resolve("default/_blobs"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    /** A manager of what the secondary alone holds; it owns no store. */
    final StorageManager onlyTheSecondary() {
        return StorageManagers.builder()
                .primary(manager.secondary().orElseThrow())
                .build();
    }
}
