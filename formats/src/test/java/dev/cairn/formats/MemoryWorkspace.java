package dev.cairn.formats;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.backend.memory.MemoryBackendFactory;
import dev.cairn.config.StorageConfig;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.time.Clock;
import java.util.Map;

/** A workspace in memory, for a test. */
public final class MemoryWorkspace implements AutoCloseable {
    private final StorageManager manager;
    private final Workspace workspace;

    public MemoryWorkspace() {
        MemoryBackendFactory factory = new MemoryBackendFactory();
        StorageConfig config = StorageConfig.of("memory", Map.of()).checked(factory.keys());
        this.manager = StorageManagers.builder()
                .primary(factory.open(config, Clock.systemUTC()))
                .build();
        this.workspace = Workspace.open(manager, WorkspaceOptions.defaults().leaveAtExit());
    }

    public Experiment experiment() {
        return workspace.experiment("study");
    }

    public Workspace workspace() {
        return workspace;
    }

    @Override
    public void close() {
        workspace.close();
        manager.close();
    }
}
