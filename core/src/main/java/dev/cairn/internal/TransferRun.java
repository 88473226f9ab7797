package dev.cairn.internal;

import dev.cairn.MigrateOptions;
import dev.cairn.StorageException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.TransferReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run over many documents: the caller's thread lists them and decides in batches what is to be done, a few threads do it, and
 * a report says what became of each. Knows nothing of what is done. Used once.
 *
 * <p>One document that fails stops no other. After {@value #PATIENCE} failures in a row the stores are asked whether they still
 * answer, and if one does not, the run gives up. What is waiting to be done is bounded, so a million documents need no more memory
 * than a thousand. Nobody is interrupted, and an interrupt of the caller ends no waiting.
 */
public final class TransferRun {
    private static final int BATCH = 200;
    private static final int PATIENCE = 20;

    private final String what;
    private final MigrateOptions options;
    private final List<StorageBackend> stores;
    private final int waiting;
    private final Semaphore room;
    private final TransferTally tally;
    private final ProgressTeller teller;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicReference<@Nullable String> gaveUp = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final List<Supplier<Optional<String>>> notes = new ArrayList<>();
    private @Nullable ExecutorService threads;

    /**
     * Gets ready.
     *
     * @param what what it is, for the report
     * @param stores those that must answer for it to go on
     * @param nanoTime measures the time
     */
    public TransferRun(String what, MigrateOptions options, List<StorageBackend> stores, LongSupplier nanoTime) {
        this.what = what;
        this.options = options;
        this.stores = List.copyOf(stores);
        this.waiting = 2 * options.parallelism();
        this.room = new Semaphore(waiting);
        this.tally = new TransferTally(nanoTime);
        this.teller = new ProgressTeller(options.listener(), tally::progress, nanoTime);
    }

    /**
     * Runs {@code plan}, which calls the other methods, and waits for what it began.
     *
     * @param expected about how many documents there will be
     */
    public TransferReport run(LongSupplier expected, Runnable plan) {
        tally.expect(expected.getAsLong());
        AtomicInteger number = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(options.parallelism(), task -> {
            Thread made = new Thread(task, "cairn-transfer-" + number.incrementAndGet());
            made.setDaemon(true);
            return made;
        });
        threads = workers;
        try {
            plan.run();
        } finally {
            room.acquireUninterruptibly(waiting);
            workers.shutdown();
        }
        if (broken.get() instanceof Error error) {
            throw error;
        }
        teller.tellLast();
        return report();
    }

    /** Gives the documents of {@code listing} to {@code batch}, up to {@value #BATCH} at a time, and lists those damaged. */
    public void each(Supplier<Stream<Slot>> listing, Consumer<List<Document>> batch) {
        List<Document> documents = new ArrayList<>();
        try (Stream<Slot> slots = listing.get()) {
            slots.takeWhile(slot -> goesOn()).forEach(slot -> {
                if (slot.damage() != null) {
                    fail(slot.key(), slot.damage());
                } else if (slot.document() != null) {
                    documents.add(slot.document());
                }
                if (documents.size() == BATCH) {
                    give(documents, batch);
                }
            });
        } catch (StorageException e) {
            fail(null, e);
        }
        give(documents, batch);
    }

    private void give(List<Document> documents, Consumer<List<Document>> batch) {
        List<Document> given = List.copyOf(documents);
        documents.clear();
        if (given.isEmpty() || !goesOn()) {
            return;
        }
        try {
            batch.accept(given);
        } catch (StorageException e) {
            given.forEach(document -> fail(document.key(), e));
        }
    }

    /** Carries out {@code listing}, and takes note if it fails. */
    public void listing(Runnable listing) {
        try {
            listing.run();
        } catch (StorageException e) {
            fail(null, e);
        }
    }

    /** Waits until all that was submitted is done. */
    public void finishBegun() {
        room.acquireUninterruptibly(waiting);
        room.release(waiting);
    }

    /** Decides now, on this thread, about the document under {@code key}. */
    public void decide(DocumentKey key, Runnable decision) {
        if (goesOn()) {
            try {
                decision.run();
            } catch (RuntimeException e) {
                fail(key, e);
            }
        }
    }

    /** Does {@code work} on another thread; waits first while enough is waiting already. */
    public void submit(DocumentKey key, Supplier<Transferred> work) {
        ExecutorService workers = threads;
        if (workers == null) {
            throw new IllegalStateException("Only a plan that is running submits anything.");
        }
        room.acquireUninterruptibly();
        boolean begun = false;
        try {
            workers.execute(() -> work(key, work));
            begun = true;
        } finally {
            if (!begun) {
                room.release();
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // an error is the caller's to see
    private void work(DocumentKey key, Supplier<Transferred> work) {
        try {
            decide(key, () -> count(work.get()));
        } catch (Throwable e) {
            broken.compareAndSet(null, e);
        } finally {
            room.release();
        }
    }

    /** Takes note of what became of a document. */
    public void count(Transferred done) {
        failuresInARow.set(0);
        tally.count(done);
        teller.maybeTell();
    }

    /** Takes note of a document, or a listing if {@code key} is null, that failed. */
    public void fail(@Nullable DocumentKey key, RuntimeException error) {
        tally.fail(key, error);
        if (failuresInARow.incrementAndGet() == PATIENCE) {
            failuresInARow.set(0);
            stores.forEach(this::ask);
        }
        teller.maybeTell();
    }

    /** What {@code sentence} gives when all is done is said in the report; called by the thread that plans. */
    public void note(Supplier<Optional<String>> sentence) {
        notes.add(sentence);
    }

    /** Whether nobody asked it to stop and nothing made it. */
    public boolean goesOn() {
        return gaveUp.get() == null
                && broken.get() == null
                && !options.cancellation().isCancelled();
    }

    private void ask(StorageBackend store) {
        try {
            store.documents().head(new DocumentKey(DocumentKey.STORE_SCOPE, "probe", "probe"));
        } catch (StorageException | IllegalStateException e) {
            gaveUp.compareAndSet(
                    null,
                    "It gave up, for " + store.location() + " does not answer: " + e.getMessage()
                            + " Run it again when that is cured; what was done is not done twice.");
        }
    }

    private TransferReport report() {
        List<String> all = new ArrayList<>();
        notes.forEach(note -> note.get().ifPresent(all::add));
        RuntimeException listener = teller.failure();
        if (listener != null) {
            all.add("The listener failed and was not told any more: " + listener);
        }
        String reason = gaveUp.get();
        if (reason != null) {
            all.add(reason);
        }
        TransferReport.Ended ended = reason != null
                ? TransferReport.Ended.GAVE_UP
                : options.cancellation().isCancelled()
                        ? TransferReport.Ended.CANCELLED
                        : TransferReport.Ended.COMPLETED;
        return tally.report(what, ended, options.dryRun(), all);
    }
}
