package dev.cairn.compose;

import dev.cairn.TierOptions;
import dev.cairn.spi.StorageBackend;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What stands between files and their index.
 *
 * @param files the truth
 * @param index the index
 * @param guard guards the index
 * @param coverage whether the index has all files
 * @param replica how the index gets what the files have
 * @param replicator brings the index up to date
 * @param worker looks after what is pending
 * @param threads run what may be given up
 */
record IndexLink(
        StorageBackend files,
        StorageBackend index,
        TierGuard guard,
        IndexCoverage coverage,
        IndexReplica replica,
        Replicator replicator,
        ReplicationWorker worker,
        ExecutorService threads) {
    /** Begins to work. */
    static IndexLink open(StorageBackend files, StorageBackend index, TierOptions options, LongSupplier nanoTime) {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread made = new Thread(task, "cairn-index-" + number.incrementAndGet());
            made.setDaemon(true);
            return made;
        });
        TierGuard guard = new TierGuard("index", index, options, new MonotonicClock(Instant.EPOCH, nanoTime), threads);
        IndexCoverage coverage = new IndexCoverage(files, index);
        IndexReplica replica = new IndexReplica(files, index, coverage, guard);
        Replicator replicator = new Replicator(replica, guard, new TierCounters(), nanoTime);
        boolean background = options.background() && !files.isReadOnly() && !index.isReadOnly();
        return new IndexLink(
                files,
                index,
                guard,
                coverage,
                replica,
                replicator,
                new ReplicationWorker(replicator, background),
                threads);
    }

    /** Ends when the worker has, and no call is under way. */
    void close() {
        try {
            replicator.close();
        } finally {
            threads.shutdown();
        }
    }
}
