package dev.cairn.compose;

import dev.cairn.TierOptions;
import dev.cairn.spi.StorageBackend;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What stands between two tiers, and is there only with a secondary.
 *
 * @param primary guards the primary
 * @param secondary guards the secondary
 * @param replicator brings the secondary up to date
 * @param worker looks after what is pending
 * @param repair puts blobs again
 * @param counters counts all of that
 * @param threads run what may be given up
 * @param repairs runs repairs, one after the other
 */
record TierLink(
        TierGuard primary,
        TierGuard secondary,
        Replicator replicator,
        ReplicationWorker worker,
        BlobRepair repair,
        TierCounters counters,
        ExecutorService threads,
        ExecutorService repairs) {
    private static final int MOST_REPAIRS = 1000;

    /** Begins to work. */
    static TierLink open(StorageBackend primary, StorageBackend secondary, TierOptions options, LongSupplier nanoTime) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory daemons = task -> {
            Thread made = new Thread(task, "cairn-tier-" + number.incrementAndGet());
            made.setDaemon(true);
            return made;
        };
        ExecutorService threads = Executors.newCachedThreadPool(daemons);
        // What finds no room is left to the next reader.
        ExecutorService repairs =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_REPAIRS), daemons);
        MonotonicClock clock = new MonotonicClock(Instant.EPOCH, nanoTime);
        TierGuard first = new TierGuard("primary", primary, options, clock, threads);
        TierGuard second = new TierGuard("secondary", secondary, options, clock, threads);
        TierCounters counters = new TierCounters();
        Replicator replicator = new Replicator(new TierReplica(primary, secondary), second, counters, nanoTime);
        BlobRepair repair = new BlobRepair(counters, repairs);
        return new TierLink(
                first,
                second,
                replicator,
                new ReplicationWorker(replicator, options.background()),
                repair,
                counters,
                threads,
                repairs);
    }

    /** Ends when the worker has, and no call is under way. */
    void close() {
        try {
            replicator.close();
        } finally {
            threads.shutdown();
            repairs.shutdown();
        }
    }
}
