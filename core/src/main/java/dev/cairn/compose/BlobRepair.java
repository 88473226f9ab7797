package dev.cairn.compose;

import dev.cairn.StorageException;
import dev.cairn.spi.Digest;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a blob again that one tier lost or damaged, from the other tier's copy, which must have the digest that is its name. The
 * document that names it is healthy, so there is no doubt what the bytes are to be.
 */
final class BlobRepair {
    private static final Logger LOG = LoggerFactory.getLogger(BlobRepair.class);

    private final TierCounters counters;
    private final Executor threads;
    private final Set<Wanted> underWay = ConcurrentHashMap.newKeySet();

    BlobRepair(TierCounters counters, Executor threads) {
        this.counters = counters;
        this.threads = threads;
    }

    private record Wanted(String storeId, String scope, Digest digest) {}

    /** Does so on another thread, unless somebody is at it; a failure is counted and logged, and met again by the next reader. */
    void later(StorageBackend healthy, StorageBackend damaged, String scope, Digest digest) {
        Wanted wanted = new Wanted(damaged.storeId(), scope, digest);
        if (!underWay.add(wanted)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    now(healthy, damaged, scope, digest);
                } catch (StorageException | IllegalStateException e) {
                    LOG.warn("The blob {} in {} could not be repaired: {}", digest, damaged.location(), e.getMessage());
                } finally {
                    underWay.remove(wanted);
                }
            });
        } catch (RejectedExecutionException busyOrClosed) {
            underWay.remove(wanted);
        }
    }

    /** Does so before it returns. */
    void now(StorageBackend healthy, StorageBackend damaged, String scope, Digest digest) {
        try {
            long bytes = new DocumentCopier(healthy, damaged).restoreBlob(scope, digest);
            counters.repairs.increment();
            LOG.info(
                    "Repaired the blob {} ({} bytes) in {} from {}.",
                    digest,
                    bytes,
                    damaged.location(),
                    healthy.location());
        } catch (StorageException e) {
            counters.repairFailures.increment();
            throw e;
        }
    }
}
