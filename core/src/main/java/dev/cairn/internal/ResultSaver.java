package dev.cairn.internal;

import dev.cairn.DeleteReceipt;
import dev.cairn.OperationListener.Operation;
import dev.cairn.ReplicaState;
import dev.cairn.Replication;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageException;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.ReadOnlyBackend;
import dev.cairn.compose.Replicated;
import dev.cairn.compose.TieredBackend;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Capability;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Names;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Saves and deletes results: in the tiers, and in step with the cache. */
public final class ResultSaver {
    private final TieredBackend tiers;
    private final ResultStore store;
    private final ResultCache cache;
    private final Operations operations;

    /** Saves into {@code tiers} through {@code store}, keeps what it saves in {@code cache}, and tells {@code operations}. */
    public ResultSaver(TieredBackend tiers, ResultStore store, ResultCache cache, Operations operations) {
        this.tiers = tiers;
        this.store = store;
        this.cache = cache;
        this.operations = operations;
    }

    /** Refuses what cannot be saved so, before anything is done. */
    public void check(String key, OptimizationResult result, SaveOptions options) {
        Names.given("result to save as " + Names.quote(key), result);
        Names.given("options", options);
        if (!options.cacheOnly()) {
            ReadOnlyBackend.requireWritable(tiers, "save " + Names.quote(key));
        }
        if (options.replication() == Replication.REQUIRED && tiers.secondary().isEmpty()) {
            throw new UnsupportedException("A replica of " + Names.quote(key)
                    + " is required, but this manager has no secondary. Nothing was saved.");
        }
    }

    /** Saves what {@link #check} let pass. */
    public SaveReceipt save(String key, OptimizationResult result, SaveOptions options) {
        if (options.cacheOnly()) {
            cache.pin(store.keyOf(key), result, options);
            return new SaveReceipt(key, 0, "", result.sizeInBytes(), ReplicaState.NOT_WANTED, null);
        }
        SaveReceipt receipt = saveInTiers(key, result, options);
        cache.unpin(store.keyOf(key));
        return receipt;
    }

    /**
     * Whether many results are better saved together: if the primary says so, and there is no secondary, for replicas are made one
     * after the other.
     */
    boolean takesGroups(SaveOptions options) {
        return !options.cacheOnly()
                && tiers.secondary().isEmpty()
                && tiers.capabilities().has(Capability.GROUPS);
    }

    /** Saves many small results together that {@link #check} let pass; returns what became of each. */
    Map<String, Attempt<SaveReceipt>> saveGroup(Map<String, OptimizationResult> results, SaveOptions options) {
        Map<String, Long> marks = new HashMap<>();
        results.keySet().forEach(key -> marks.put(key, cache.mark(store.keyOf(key))));
        long time = cache.now();
        long start = operations.now();
        Map<String, Attempt<Document>> saved = store.saveGroup(results, options);
        Map<String, Attempt<SaveReceipt>> receipts = new LinkedHashMap<>();
        saved.forEach((key, attempt) -> {
            operations.tell(Operation.SAVE, start, attempt.failure());
            DocumentKey document = store.keyOf(key);
            if (attempt.value() == null) {
                cache.forget(document);
            } else {
                OptimizationResult kept = store.reading(Objects.requireNonNull(results.get(key)), attempt.value());
                cache.written(
                        document,
                        Objects.requireNonNull(marks.get(key)),
                        kept,
                        attempt.value().revision(),
                        time);
                cache.unpin(document);
            }
            receipts.put(
                    key, attempt.map(there -> Results.receipt(new Replicated(there, ReplicaState.NOT_WANTED, null))));
        });
        return receipts;
    }

    /** Saves a result that came in blocks. */
    public SaveReceipt save(String key, ResultStream stream, SaveOptions options) {
        try {
            Replicated saved = operations.timed(Operation.SAVE, () -> store.save(key, stream, options));
            cache.unpin(store.keyOf(key));
            return Results.receipt(saved);
        } finally {
            cache.forget(store.keyOf(key));
        }
    }

    /** Saves into the tiers, leaving alone what is in the cache only. */
    SaveReceipt saveInTiers(String key, OptimizationResult result, SaveOptions options) {
        long mark = cache.mark(store.keyOf(key));
        long time = cache.now();
        try {
            Replicated saved = operations.timed(Operation.SAVE, () -> store.save(key, result, options));
            OptimizationResult kept = store.reading(result, saved.document());
            cache.written(store.keyOf(key), mark, kept, saved.document().revision(), time);
            return Results.receipt(saved);
        } catch (StorageException e) {
            cache.forget(store.keyOf(key));
            throw e;
        }
    }

    /** Deletes from the tiers and the cache. */
    public DeleteReceipt delete(String key) {
        ReadOnlyBackend.requireWritable(tiers, "delete " + Names.quote(key));
        boolean pinned = cache.pinned(store.keyOf(key)).isPresent();
        try {
            Optional<Replicated> tombstone = operations.timed(Operation.DELETE, () -> store.delete(key));
            cache.unpin(store.keyOf(key));
            return tombstone
                    .map(Results::deleted)
                    .orElseGet(() -> new DeleteReceipt(key, pinned, 0, ReplicaState.NOT_WANTED, null));
        } finally {
            cache.forget(store.keyOf(key));
        }
    }
}
