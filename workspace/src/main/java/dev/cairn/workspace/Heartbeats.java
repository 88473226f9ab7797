package dev.cairn.workspace;

import dev.cairn.Replication;
import dev.cairn.StorageException;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows signs of life of the runs that go on in this process: renews the heartbeat of each from time to time, on a thread of its own. */
final class Heartbeats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    private final WorkspaceOptions options;
    private final Set<ActiveRun> active = ConcurrentHashMap.newKeySet();

    /** Guarded by this; null until the first run begins. */
    private @Nullable ScheduledExecutorService thread;

    private boolean closed;

    Heartbeats(WorkspaceOptions options) {
        this.options = options;
    }

    synchronized void add(ActiveRun run) {
        if (closed) {
            throw new IllegalStateException("This workspace is closed; open another one.");
        }
        active.add(run);
        if (thread == null) {
            ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
                Thread daemon = new Thread(task, "cairn-heartbeats");
                daemon.setDaemon(true);
                return daemon;
            });
            long millis = options.heartbeat().toMillis();
            ScheduledFuture<?> unused = one.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
            thread = one;
        }
    }

    void remove(ActiveRun run) {
        active.remove(run);
    }

    Set<ActiveRun> active() {
        return Set.copyOf(active);
    }

    /** A beat that fails is made up for by the next one: a run is stale only after several missed ones. */
    private void beat() {
        for (ActiveRun run : active) {
            try {
                beat(run);
            } catch (StorageException e) {
                LOG.warn("Could not renew the heartbeat of {}: {}", run, e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("Could not renew the heartbeat of {}", run, e);
            }
        }
    }

    private void beat(ActiveRun run) {
        RunStore store = run.store();
        Liveness.Beat beat = new Liveness.Beat(1, run.attempt(), store.now());
        Put put = Put.live(RunIds.heartbeat(store.scope(), run.id()), beat.content(run.id()), Expectation.any());
        run.whileActive(() -> {
            if (run.goesOn()) {
                store.tiers().put(put, Replication.NONE);
            } else {
                LOG.warn("{} was ended or taken over elsewhere, so it shows no more signs of life here", run);
                remove(run);
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.shutdown();
        }
    }
}
