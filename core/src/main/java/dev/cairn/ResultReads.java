package dev.cairn;

import dev.cairn.compose.Tiered;
import dev.cairn.compose.TieredBackend;
import dev.cairn.internal.OpenStore;
import dev.cairn.internal.RecordingReads;
import dev.cairn.internal.ResultLoader;
import dev.cairn.internal.ResultStore;
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
import dev.cairn.spi.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The half of a {@link StorageManager} that changes nothing: loads, lists and finds results. */
abstract class ResultReads {
    final OpenStore open;
    final TieredBackend tiers;
    final ResultStore store;
    final ResultLoader loader;
    final RecordingReads recordingReads;

    /** The experiment that this is a manager of; null if it was opened without naming one. */
    final @Nullable String experiment;

    final AtomicBoolean closed = new AtomicBoolean();
    private final DocumentQueries<ResultInfo> results;

    ResultReads(OpenStore open, @Nullable String experiment) {
        this.open = open;
        this.tiers = open.tiers();
        this.experiment = experiment;
        String scope = experiment == null ? DocumentKey.DEFAULT_SCOPE : experiment;
        this.store = open.results(scope);
        this.loader = new ResultLoader(tiers, store, open.cache(), open.operations());
        this.recordingReads = new RecordingReads(tiers, store);
        this.results = DocumentQueries.of(tiers.primary(), scope, KindSpec.RESULT)
                .as(Results.FIELDS::check, document -> Results.info(document, Tier.PRIMARY));
        open.indexing().index(KindSpec.RESULT.kind());
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
        return loadResult(key, LoadOptions.defaults());
    }

    /** Loads a result as {@code options} say. */
    public OptimizationResult loadResult(String key, LoadOptions options) {
        requireOpen();
        return loader.result(key, Names.given("options", options));
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

    /**
     * The generations that were recorded of a run: those of a recording that is unfinished, else those that were sealed into the
     * result; empty if there are neither. Reads all of them once.
     */
    public Optional<Recording> recording(String key) {
        check(key);
        return recordingReads.find(key);
    }

    /**
     * The keys of unfinished recordings, sorted. One whose process was killed just when it had finished may be among them, and {@link
     * Recording#isFinished()} says so.
     */
    public List<String> unfinishedRecordings() {
        requireOpen();
        return recordingReads.unfinished();
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

    /** Finds documents of any other kind in this experiment. Those fields that {@code spec} names are indexed from now on. */
    public DocumentQueries<Document> documents(KindSpec spec) {
        requireOpen();
        DocumentQueries<Document> documents =
                DocumentQueries.of(tiers.primary(), store.keyOf("any").scope(), spec);
        open.indexing().index(spec.kind());
        return documents;
    }

    final void check(String key) {
        requireOpen();
        Names.check("key", key);
    }

    final void requireOpen() {
        open.requireOpen();
        if (closed.get()) {
            throw new IllegalStateException("This manager of " + tiers.location() + " is closed; open another one.");
        }
    }
}
