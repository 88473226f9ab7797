package dev.cairn.workspace;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.config.StorageConfig;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Slot;
import dev.cairn.template.TemplateLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Experiments and their runs in one store: a folder, a database, two tiers, whatever {@link StorageManagers} opens. An experiment is a
 * scope of the store, so the results that a manager saves in it stand beside its runs. Safe for use by many threads, and with a store
 * that is shared, by many processes.
 *
 * <p>When the JVM is told to end, as by Ctrl-C, the runs that go on here are cancelled, unless the options say otherwise.
 */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
    private static final int AT_ONCE = 500;

    private final StorageManager manager;
    private final boolean owned;
    private final WorkspaceOptions options;
    private final Heartbeats heartbeats;
    private final OrderedClock clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "cairn-workspace");
        thread.setDaemon(true);
        return thread;
    });
    private final Thread atExit = new Thread(() -> cancelActive("The process was told to end."), "cairn-at-exit");

    private Workspace(StorageManager manager, boolean owned, WorkspaceOptions options) {
        this.manager = manager;
        this.owned = owned;
        this.options = options;
        this.heartbeats = new Heartbeats(options);
        this.clock = new OrderedClock(options.clock());
    }

    /** Opens a store by its URI, or as a folder by its path; a folder that is not there is made. */
    public static Workspace open(String location) {
        return opened(StorageManagers.open(location), true, WorkspaceOptions.defaults());
    }

    /** Opens a folder, which is made if it is not there. */
    public static Workspace open(Path folder) {
        return open(folder.toString());
    }

    /** Opens the store that {@code config} describes. */
    public static Workspace open(StorageConfig config) {
        return opened(StorageManagers.create(config), true, WorkspaceOptions.defaults());
    }

    /** A workspace in the stores of {@code manager}, which stays open when this is closed. */
    public static Workspace open(StorageManager manager) {
        return open(manager, WorkspaceOptions.defaults());
    }

    /** The same, working as {@code options} say. */
    public static Workspace open(StorageManager manager, WorkspaceOptions options) {
        return opened(manager, false, options);
    }

    private static Workspace opened(StorageManager manager, boolean owned, WorkspaceOptions options) {
        Workspace workspace = new Workspace(manager, owned, options);
        if (options.cancelAtExit() && !manager.tiers().isReadOnly()) {
            Runtime.getRuntime().addShutdownHook(workspace.atExit);
        }
        return workspace;
    }

    /** The manager of the store; its results stand beside the runs. */
    public StorageManager manager() {
        return manager;
    }

    /**
     * One experiment, which need not be there yet: it begins with what is first saved in it.
     *
     * @param id any name, such as {@code truss:1.0}
     * @throws dev.cairn.UnsupportedException if the store was opened for another experiment
     */
    public Experiment experiment(String id) {
        requireOpen();
        return new Experiment(this, id);
    }

    /**
     * The ids of the experiments that the store holds anything of, sorted.
     *
     * @throws dev.cairn.UnsupportedException if the store was opened for one experiment
     */
    public List<String> experiments() {
        requireOpen();
        return manager.experiments();
    }

    /** The templates of pipelines that the store keeps, for all experiments. */
    public TemplateLibrary templates() {
        requireOpen();
        return new TemplateLibrary(new DocumentAccess(manager.tiers()), options.replication(), clock::next);
    }

    /**
     * Removes what is left of deleted runs whose deletion was broken off, and then what no document needs any more.
     *
     * @see StorageManager#collectGarbage
     */
    public CollectReport collectGarbage(CollectOptions garbage) {
        requireOpen();
        if (!garbage.dryRun()) {
            removeDeletedPipelines();
            deleted(Pipelines.KIND).forEach(this::removeJournals);
            deleted(TensorRuns.RUN).forEach(this::removeJournals);
            deleted(RunIds.RUN)
                    .forEach(run -> new RunRemains(new RunStore(run.scope(), manager.tiers(), options, clock), run.id())
                            .remove(0));
        }
        return manager.collectGarbage(garbage);
    }

    /**
     * Gives back all space that nothing takes any more: removes what is left of what was deleted, fitted operators that no chain needs and
     * that were saved longer ago than the grace, and garbage as {@link #collectGarbage} does; then has the stores give back what they can
     * while others read and write.
     */
    public VacuumReport vacuum(CollectOptions garbage) {
        requireOpen();
        long documents = 0;
        long operators = 0;
        for (String id : garbage.dryRun() ? List.<String>of() : manager.experiments()) {
            Pipelines pipelines = experiment(id).pipelines();
            documents += pipelines.removeDeleted();
            operators +=
                    pipelines.artifacts().removeUnused(garbage.grace(), false).size();
        }
        CollectReport collected = collectGarbage(garbage);
        return new VacuumReport(
                documents,
                operators,
                collected,
                garbage.dryRun() ? List.of() : manager.tiers().vacuum());
    }

    /** What is left of pipelines does not keep garbage from being collected elsewhere. */
    private void removeDeletedPipelines() {
        DocumentStore documents = manager.tiers().primary().documents();
        for (String scope : documents.scopes()) {
            boolean any;
            try (Stream<DocumentKey> graves = documents.keys(scope, DocumentKey.GRAVE)) {
                any = graves.findAny().isPresent();
            }
            if (any) {
                try {
                    experiment(scope).pipelines().removeDeleted();
                } catch (StorageException e) {
                    LOG.warn("What was deleted in {} could not be removed: {}", scope, e.getMessage());
                }
            }
        }
    }

    /** What is listed before the run is seen to be gone is not of one that is begun anew. */
    private void removeJournals(DocumentKey run) {
        JournalStore journals = manager.tiers().journals();
        List<String> names = journals.names(run);
        if (gone(List.of(run)).contains(run)) {
            names.forEach(name -> journals.delete(new JournalKey(run, name)));
        }
    }

    /** The runs of a kind that are gone and left a journal. */
    private List<DocumentKey> deleted(String kind) {
        List<DocumentKey> owners;
        try (Stream<DocumentKey> all = manager.tiers().journals().owners()) {
            owners = all.filter(key -> key.kind().equals(kind)).toList();
        }
        List<DocumentKey> deleted = new ArrayList<>();
        for (int from = 0; from < owners.size(); from += AT_ONCE) {
            deleted.addAll(gone(owners.subList(from, Math.min(owners.size(), from + AT_ONCE))));
        }
        return deleted;
    }

    /** Those of which there is no document; a damaged one is not gone. */
    private List<DocumentKey> gone(List<DocumentKey> some) {
        List<Slot> slots = manager.tiers().primary().documents().get(some);
        List<DocumentKey> gone = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Document document = slots.get(i).document();
            boolean visible = document != null && document.state().visible();
            if (!visible && slots.get(i).damage() == null) {
                gone.add(some.get(i));
            }
        }
        return gone;
    }

    WorkspaceOptions options() {
        return options;
    }

    /** Does {@code work} in the background, one thing at a time; leaves it undone if this is closed before its turn. */
    void later(Runnable work) {
        try {
            background.execute(() -> {
                if (!closed.get()) {
                    work.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Left to somebody else, since the workspace is closed.");
        }
    }

    OrderedClock clock() {
        return clock;
    }

    /** A run that was begun, with its heart beating. */
    ActiveRun active(RunStore store, RunStore.Begun begun) {
        ActiveRun run = new ActiveRun(store, heartbeats, begun);
        try {
            heartbeats.add(run);
        } catch (IllegalStateException e) {
            cancel(run, "The workspace was closed.");
            throw e;
        }
        return run;
    }

    void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("This workspace is closed; open another one.");
        }
    }

    private void cancelActive(String why) {
        for (ActiveRun run : heartbeats.active()) {
            cancel(run, why);
        }
    }

    private static void cancel(ActiveRun run, String why) {
        try {
            run.closeUnended(RunStore.Ending.cancelled(why));
        } catch (StorageException | IllegalStateException e) {
            LOG.warn("{} could not be cancelled, and will be stale: {}", run, e.getMessage());
        }
    }

    /** Cancels the runs that go on here, and closes the store if this opened it. May be called twice. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        cancelActive("The workspace was closed.");
        heartbeats.close();
        endBackground();
        forgetExit();
        if (owned) {
            manager.close();
        }
    }

    /** What is under way ends before the store is closed. */
    private void endBackground() {
        background.shutdown();
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                done = background.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM ends already.");
        }
    }

    @Override
    public String toString() {
        return "Workspace in " + manager.tiers().location();
    }
}
