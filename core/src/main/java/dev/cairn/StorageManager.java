package dev.cairn;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.compose.TieredBackend;
import dev.cairn.internal.Experiments;
import dev.cairn.internal.GarbageCollector;
import dev.cairn.internal.OpenStore;
import dev.cairn.internal.Recordings;
import dev.cairn.internal.ResultGroups;
import dev.cairn.internal.ResultMover;
import dev.cairn.internal.ResultSaver;
import dev.cairn.internal.ResultStream;
import dev.cairn.internal.Results;
import dev.cairn.internal.Verification;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Names;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.TransferReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Saves and loads optimization results: in a primary store, copied to an optional secondary, kept in a cache.
 *
 * <p>When a save returns, the result is as durable as the primary declares. A reader sees all of a result or nothing. What is
 * loaded equals what was saved, bit for bit. Results are immutable and shared with the cache. Made by {@link StorageManagers};
 * safe for use by many threads, and with a backend that is shared, by many processes.
 *
 * <p>A key is any text of 1 to 512 bytes in UTF-8 that is not blank and holds no control character; another one is an
 * {@link IllegalArgumentException}. Every failure of a store is a {@link StorageException}. A thread that is interrupted
 * finishes its call, and stays interrupted.
 */
public final class StorageManager extends ResultReads implements AutoCloseable {
    private final ResultSaver saver;
    private final ResultMover mover;
    private final Recordings recordings;

    /** Whether this is one of an experiment of a manager that goes on when this is closed. */
    private final boolean part;

    StorageManager(OpenStore open, @Nullable String experiment) {
        this(open, experiment, false);
    }

    private StorageManager(OpenStore open, @Nullable String experiment, boolean part) {
        super(open, experiment);
        this.part = part;
        this.saver = new ResultSaver(tiers, store, open.cache(), open.operations());
        this.mover = new ResultMover(tiers, store, open.cache(), loader, saver);
        this.recordings = new Recordings(tiers, recordingReads, saver, this::requireOpen);
    }

    /** Saves {@code result}, replacing what is under {@code key}, and copies it to the secondary as well as it can. */
    public SaveReceipt saveResult(String key, OptimizationResult result) {
        return saveResult(key, result, SaveOptions.defaults());
    }

    /**
     * Saves {@code result} as {@code options} say.
     *
     * @throws ConflictException if the options expect something else under the key; nothing was changed
     * @throws UnavailableException if the primary cannot take it, or a replica that was required could not be made
     * @throws OutcomeUnknownException if the primary did not answer and could not be asked again
     * @throws java.io.UncheckedIOException if the content of an attachment cannot be read
     */
    public SaveReceipt saveResult(String key, OptimizationResult result, SaveOptions options) {
        check(key);
        saver.check(key, result, options);
        return saver.save(key, result, options);
    }

    /**
     * Begins a result whose columns come in blocks, because they do not fit into the memory.
     *
     * @param description the result without any column
     */
    public ResultWriter writeResult(String key, OptimizationResult description, SaveOptions options) {
        check(key);
        saver.check(key, description, options);
        if (options.cacheOnly()) {
            throw new UnsupportedException(
                    "What is written in blocks is too large for the cache; save it to the primary.");
        }
        return new ResultWriter(new ResultStream(description), stream -> {
            requireOpen();
            return saver.save(key, stream, options);
        });
    }

    /**
     * Begins to record a run of an optimizer, generation by generation, while it goes on. What is under {@code key} stays until the
     * recorder finishes.
     *
     * @param description the result as far as it is known: problem, solver, metadata, no columns
     * @throws ConflictException if an unfinished recording is there, which can be resumed or discarded
     */
    public ResultRecorder record(String key, OptimizationResult description) {
        check(key);
        return recordings.begin(key, description);
    }

    /**
     * Goes on with a recording behind its last whole generation. Where its recorder is still at work, the first of the two to
     * record goes on, and the other one gets a {@link ConflictException}.
     *
     * @throws NotFoundException if there is none, or it was finished
     * @throws CorruptException if its description was damaged
     */
    public ResultRecorder resumeRecording(String key) {
        check(key);
        return recordings.resume(key);
    }

    /** Removes an unfinished recording, all of it, and returns whether there was one; a result under the key stays as it is. */
    public boolean discardRecording(String key) {
        check(key);
        return recordings.discard(key);
    }

    /**
     * Saves many results, each as {@link #saveResult} does; one that fails does not stop the others. What failed otherwise than
     * in a store, such as an attachment whose file is gone, is thrown when the others are saved.
     */
    public Outcomes<SaveReceipt> saveAll(Map<String, OptimizationResult> results) {
        return saveAll(results, SaveOptions.defaults());
    }

    /** Saves many results as {@code options} say. Bad keys are refused before anything is saved. */
    public Outcomes<SaveReceipt> saveAll(Map<String, OptimizationResult> results, SaveOptions options) {
        Names.given("map of results to save", results).forEach((key, result) -> {
            check(key);
            saver.check(key, result, options);
        });
        return Results.await(new ResultGroups(saver, open.background(), options).save(results));
    }

    /**
     * Saves {@code result} on another thread. Waits first if 64 such saves are under way. What {@link #saveResult} throws, the
     * future throws.
     */
    public CompletableFuture<SaveReceipt> saveResultAsync(String key, OptimizationResult result) {
        return saveResultAsync(key, result, SaveOptions.defaults());
    }

    /** Saves {@code result} on another thread, as {@code options} say. */
    public CompletableFuture<SaveReceipt> saveResultAsync(String key, OptimizationResult result, SaveOptions options) {
        check(key);
        saver.check(key, result, options);
        return open.background().run(() -> saver.save(key, result, options));
    }

    /**
     * The index that the primary has in another store, to see how it stands and to rebuild it.
     *
     * @throws UnsupportedException if it has none
     */
    public IndexedBackend index() {
        requireOpen();
        return IndexedBackend.of(tiers.primary());
    }

    /**
     * The experiments that the primary holds anything of, sorted; {@value DocumentKey#DEFAULT_SCOPE} is among them if something was saved
     * without naming one.
     *
     * @throws UnsupportedException if this is the manager of one experiment
     */
    public List<String> experiments() {
        requireOpen();
        if (experiment != null) {
            throw new UnsupportedException("This is the manager of the experiment " + Names.quote(experiment)
                    + " alone; to list all, open the store without 'experiment_id'.");
        }
        return Experiments.of(tiers.primary().documents());
    }

    /**
     * A manager of the experiment {@code id} in the same stores, with the same cache; closing it leaves this one open.
     *
     * @throws UnsupportedException if this is the manager of another experiment
     */
    public StorageManager experiment(String id) {
        requireOpen();
        Experiments.check(id);
        if (experiment != null && !experiment.equals(id)) {
            throw new UnsupportedException("This is the manager of the experiment " + Names.quote(experiment)
                    + ", and cannot be that of " + Names.quote(id) + "; open the store without 'experiment_id'.");
        }
        return new StorageManager(open, id, true);
    }

    /**
     * Deletes a result: leaves a tombstone in the primary, and in the secondary as well as it can. Its space is given back by
     * {@link #collectGarbage}. Deleting what is not there is no error.
     */
    public DeleteReceipt deleteResult(String key) {
        check(key);
        return saver.delete(key);
    }

    /**
     * Moves a result from one tier to another. To the secondary: it is copied, verified there and archived in the primary,
     * where listings still find it. To the primary: the reverse. To the cache: it is loaded, and stays where it is. From the
     * cache: what {@link SaveOptions#inCacheOnly} kept is saved.
     *
     * @throws NotFoundException if it is not in {@code from}
     * @throws UnsupportedException if there is no secondary, or the target would be less durable than the source
     */
    public Migration migrateResult(String key, Tier from, Tier to) {
        check(key);
        return mover.move(key, from, to);
    }

    /**
     * Moves all results for which {@code which} holds between the primary and the secondary, each as {@link #migrateResult} does;
     * one that fails stops no other. Those in {@code to} are not touched, so running it again goes on where it was killed.
     *
     * @throws UnsupportedException as {@link #migrateResult} does, and if a tier is the cache
     */
    public TransferReport migrateResults(Predicate<ResultInfo> which, Tier from, Tier to, MigrateOptions options) {
        requireOpen();
        return mover.moveAll(which, from, to, options);
    }

    /** Removes what no result needs any more, in both tiers. */
    public CollectReport collectGarbage(CollectOptions options) {
        requireOpen();
        return new GarbageCollector(tiers, Names.given("options", options)).run();
    }

    /**
     * Reads all that the stores hold, in both tiers and every experiment, and says what is not as it was written; repairs it if that is
     * asked for.
     *
     * @throws UnsupportedException if it is to repair what was opened to be read only
     * @throws UnavailableException if a store does not answer
     */
    public VerifyReport verify(VerifyOptions options) {
        requireOpen();
        return new Verification(tiers, Names.given("options", options)).run();
    }

    /**
     * Primary and secondary as one store, as loads see them: what is pending between them, how they are, to compare and mend them, or
     * for a {@link dev.cairn.transfer.Transfer}; closed with this manager.
     */
    public TieredBackend tiers() {
        return tiers;
    }

    /** What the cache counted: hits, misses, evictions. */
    public CacheStats cacheStatistics() {
        return open.cache().statistics();
    }

    /** How this manager stands now, by what it knows: asks no store, and answers when it is closed too. */
    public ManagerStatus status() {
        return new ManagerStatus(open.cache().size(), open.cache().bytes(), tiers.pending(), tiers.trusted());
    }

    /** Tells {@code listener} of each save, load and deletion in the stores, until what this returns is closed. */
    public Hold listen(OperationListener listener) {
        return open.operations().listen(Names.given("listener", listener));
    }

    /** The store of the primary, for what this manager does not do; closed with it. */
    public StorageBackend primary() {
        return tiers.primary();
    }

    /** The store of the secondary, if there is one; closed with this manager. */
    public Optional<StorageBackend> secondary() {
        return tiers.secondary();
    }

    /** Where the results are, without secrets. */
    @Override
    public String toString() {
        return "StorageManager of " + tiers.location();
    }

    /**
     * Waits up to a minute for saves under way, then releases everything. May be called twice. One of an {@linkplain #experiment
     * experiment} leaves the manager that it came from open.
     */
    @Override
    public void close() {
        if (!closed.getAndSet(true) && !part) {
            open.close();
        }
    }
}
