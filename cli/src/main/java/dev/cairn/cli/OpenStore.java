package dev.cairn.cli;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.spi.DocumentKey;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** The store that a command is about, open. */
final class OpenStore implements AutoCloseable {
    private final StorageManager manager;
    private final Workspace workspace;
    private final @Nullable String experiment;

    OpenStore(Settings settings, @Nullable String experiment, boolean readOnly) {
        manager = opened(settings, readOnly);
        this.experiment = experiment == null ? settings.experiment() : experiment;
        workspace = Workspace.open(manager);
    }

    private static StorageManager opened(Settings settings, boolean readOnly) {
        try {
            return StorageManagers.create(settings.config(readOnly));
        } catch (ConfigurationException e) {
            if (readOnly && String.valueOf(e.getMessage()).contains("There is no store in")) {
                throw new Refusal(
                        ExitCode.NOT_FOUND,
                        e.getMessage() + " 'cairn init URI' makes one; the store was named by " + settings.source()
                                + ".");
            }
            throw e;
        }
    }

    /** The whole store. */
    Workspace workspace() {
        return workspace;
    }

    /** The manager of the whole store, for what is not about one experiment. */
    StorageManager whole() {
        return manager;
    }

    /** The id of the experiment that was asked for. */
    String experimentId() {
        return experiment == null ? DocumentKey.DEFAULT_SCOPE : experiment;
    }

    /** Whether an experiment was asked for. */
    boolean isOneExperiment() {
        return experiment != null;
    }

    /** The experiment that was asked for. */
    Experiment experiment() {
        return workspace.experiment(experimentId());
    }

    /** The results of the experiment that was asked for. */
    StorageManager results() {
        return experiment == null ? manager : manager.experiment(experiment);
    }

    @Override
    public void close() {
        try (manager) {
            workspace.close();
        }
    }
}
