package dev.cairn;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.compose.Tiered;
import dev.cairn.compose.TieredBackend;
import dev.cairn.internal.Experiments;
import dev.cairn.internal.GarbageCollector;
import dev.cairn.internal.Names;
import dev.cairn.internal.OpenStore;
import dev.cairn.internal.ResultFields;
import dev.cairn.internal.ResultLoader;
import dev.cairn.internal.ResultMover;
import dev.cairn.internal.ResultSaver;
import dev.cairn.internal.ResultStore;
import dev.cairn.internal.ResultStream;
import dev.cairn.internal.Results;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Page;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Hold;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.TransferReport;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
public final class StorageManager implements AutoCloseable {
    private final OpenStore open;
    private final TieredBackend tiers;
    private final ResultStore store;
    private final ResultLoader loader;
    private final ResultSaver saver;
    private final ResultMover mover;
    private final DocumentQueries<ResultInfo> results;

    /** The experiment that this is a manager of; null if it was opened without naming one. */
    private final @Nullable String experiment;

    /** Whether this is one of an experiment of a manager that goes on when this is closed. */
    private final boolean part;

    private final AtomicBoolean closed = new AtomicBoolean();

    StorageManager(OpenStore open, @Nullable String experiment) {
        this(open, experiment, false);
    }

    private StorageManager(OpenStore open, @Nullable String experiment, boolean part) {
        this.open = open;
        this.tiers = open.tiers();
        this.experiment = experiment;
        this.part = part;
        String scope = experiment == null ? DocumentKey.DEFAULT_SCOPE : experiment;
        this.store = open.results(scope);
        this.loader = new ResultLoader(tiers, store, open.cache(), open.operations());
        this.saver = new ResultSaver(tiers, store, open.cache(), open.operations());
        this.mover = new ResultMover(tiers, store, open.cache(), loader, saver);
        this.results = DocumentQueries.of(tiers.primary(), scope, KindSpec.RESULT)
                .as(ResultFields::check, document -> Results.info(document, Tier.PRIMARY));
        open.indexing().index(KindSpec.RESULT.kind());
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
        Map<String, CompletableFuture<SaveReceipt>> under = new LinkedHashMap<>();
        results.forEach((key, result) -> under.put(key, saveResultAsync(key, result, options)));
        return Results.await(under);
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
     * Loads a result: from the cache while it is fresh, else from the primary, else from the secondary.
     *
     * @throws NotFoundException if there is none, or it was deleted
     * @throws CorruptException if it cannot be read any more, from any tier
     * @throws TooLargeException if it is too large to be loaded whole
     * @throws UnavailableException if the store that holds it does not answer
     */
    public OptimizationResult loadResult(String key) {
        return load(key, LoadOptions.defaults()).result();
    }

    /** Loads a result as {@code options} say. */
    public OptimizationResult loadResult(String key, LoadOptions options) {
        return load(key, options).result();
    }

    /** Loads a result as {@code options} say, and tells where it came from. */
    public Loaded load(String key, LoadOptions options) {
        check(key);
        return loader.load(key, Names.given("options", options));
    }

    /** Loads many results; one that is not there or cannot be read does not stop the others. */
    public Outcomes<OptimizationResult> loadAll(Collection<String> keys) {
        Names.given("keys to load", keys).forEach(this::check);
        return Results.each(keys, this::loadResult);
    }

    /** The result under {@code key}, or empty if there is none; otherwise like {@link #loadResult}. */
    public Optional<OptimizationResult> findResult(String key) {
        try {
            return Optional.of(loadResult(key));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Loads only these columns of a result, and reads only their bytes.
     *
     * @throws IllegalArgumentException if the result has no such column; names those that it has
     */
    public Map<ColumnName, Column> loadColumns(String key, ColumnName... columns) {
        check(key);
        List<ColumnName> names = Arrays.asList(columns);
        names.forEach(name -> Names.given("name of a column", name));
        return loader.columns(key, names);
    }

    /** Whether {@link #loadResult} would find the key; opens no payload. */
    public boolean contains(String key) {
        check(key);
        return loader.contains(key);
    }

    /** What can be said of a result without opening its payload. */
    public ResultInfo resultInfo(String key) {
        check(key);
        Tiered found = store.find(key);
        return found.slot()
                .findVisible()
                .map(document -> Results.info(document, found.tier()))
                .orElseThrow(() ->
                        new NotFoundException("There is no " + store.keyOf(key) + " in " + tiers.location() + "."));
    }

    /** The keys of all results, sorted, those migrated to the secondary included; opens no payload. */
    public List<String> listResults() {
        try (Stream<String> keys = streamResults()) {
            return keys.sorted().toList();
        }
    }

    /**
     * The keys of all results, lazily and in no particular order; to be closed. Those saved or deleted meanwhile may or may not
     * be among them.
     */
    public Stream<String> streamResults() {
        requireOpen();
        DocumentKey any = store.keyOf("any");
        return tiers.primary().documents().keys(any.scope(), any.kind()).map(DocumentKey::id);
    }

    /**
     * The results that {@code query} asks for, in its order, archived ones included; opens no payload. Fields are those of the stored
     * document ({@code problem.name}, {@code solver.seed}, {@code metadata.x}; see {@code docs/query.md}).
     *
     * @throws IllegalArgumentException if results have no such field, or of another type, or the page is one of another query
     */
    public Page<ResultInfo> queryResults(Query query) {
        return results().page(query);
    }

    /** The same with the query as text: {@code problem.name = 'RE31' order by metadata.hv desc limit 10}. */
    public Page<ResultInfo> queryResults(String query) {
        return queryResults(QueryText.query(query));
    }

    /** Counts results, streams them, finds the best of each group, selects fields of them, and tells which fields there are. */
    public DocumentQueries<ResultInfo> results() {
        requireOpen();
        return results;
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

    /** Finds documents of any other kind in this experiment. Those fields that {@code spec} names are indexed from now on. */
    public DocumentQueries<Document> documents(KindSpec spec) {
        requireOpen();
        DocumentQueries<Document> documents =
                DocumentQueries.of(tiers.primary(), store.keyOf("any").scope(), spec);
        open.indexing().index(spec.kind());
        return documents;
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

    private void check(String key) {
        requireOpen();
        Names.check("key", key);
    }

    private void requireOpen() {
        open.requireOpen();
        if (closed.get()) {
            throw new IllegalStateException("This manager of " + tiers.location() + " is closed; open another one.");
        }
    }
}
