package dev.cairn.it;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.MutableClock;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts of a workspace have in common: a workspace in some store, by a clock that stands still. */
@SuppressWarnings("NullAway.Init")
abstract class WorkspaceTest {
    @TempDir(factory = FastFolder.class)
    Path folder;

    final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    StorageManager manager;
    Workspace workspace;
    Experiment experiment;

    /** Opens the store, a new one for each test. */
    abstract StorageBackend store();

    StorageManager manager() {
        return StorageManagers.builder().primary(store()).clock(clock).build();
    }

    @BeforeEach
    void open() {
        manager = manager();
        workspace = Workspace.open(manager, WorkspaceOptions.defaults().clock(clock));
        experiment = workspace.experiment("truss:1.0");
    }

    @AfterEach
    void close() {
        workspace.close();
        manager.close();
    }
}
