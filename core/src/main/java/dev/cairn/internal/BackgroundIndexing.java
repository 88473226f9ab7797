package dev.cairn.internal;

import dev.cairn.StorageException;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Cancellation;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index of a store up to what is declared, on a thread of its own, kind by kind. Until that is done queries are answered by
 * reading what is not indexed yet; what is left when this is closed is done by whoever opens the store next.
 */
public final class BackgroundIndexing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundIndexing.class);
    private static final int CLOSE_SECONDS = 30;

    private final StorageBackend store;
    private final boolean wanted;
    private final Cancellation closing = new Cancellation();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "cairn-indexing");
        made.setDaemon(true);
        return made;
    });

    /** Nothing is done yet, and nothing ever if that is not {@code wanted}. */
    public BackgroundIndexing(StorageBackend store, boolean wanted) {
        this.store = store;
        this.wanted = wanted;
    }

    /** Indexes the documents of {@code kind} soon, in all scopes, if the store has an index. */
    public void index(String kind) {
        if (wanted && !store.isReadOnly()) {
            store.index().ifPresent(index -> begin(index, kind));
        }
    }

    private void begin(DocumentIndex index, String kind) {
        Future<?> begun = thread.submit(() -> run(index, kind));
        LOG.trace("Indexing of {} is asked for: {}", kind, begun);
    }

    private void run(DocumentIndex index, String kind) {
        try {
            long done = index.reindex(kind, closing);
            if (done > 0) {
                LOG.info("{} documents of the kind {} were indexed in {}.", done, kind, store.location());
            }
        } catch (StorageException | IllegalStateException e) {
            LOG.warn(
                    "The index of {} does not know all documents of the kind {} yet, so queries read more of them; it is "
                            + "tried again when the store is opened: {}",
                    store.location(),
                    kind,
                    e.getMessage());
        }
    }

    /** Stops after the documents that are being indexed. */
    @Override
    public void close() {
        closing.cancel();
        thread.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The indexing of {} goes on after {} s.", store.location(), CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
