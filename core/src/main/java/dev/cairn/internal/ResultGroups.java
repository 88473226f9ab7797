package dev.cairn.internal;

import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.model.OptimizationResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Saves many results on background threads: small ones in groups, if the store takes those, and each of the others by itself. A group
 * is bounded, for it is in the memory once more, as it will be stored.
 */
public final class ResultGroups {
    private static final int MOST = 500;
    private static final long MOST_BYTES = 4 << 20;
    private static final long LARGE = 1 << 20;

    private final ResultSaver saver;
    private final AsyncSaves background;
    private final SaveOptions options;
    private final Map<String, CompletableFuture<SaveReceipt>> receipts = new LinkedHashMap<>();
    private Map<String, OptimizationResult> group = new LinkedHashMap<>();
    private long bytes;

    /** Saves through {@code saver} as {@code options} say. */
    public ResultGroups(ResultSaver saver, AsyncSaves background, SaveOptions options) {
        this.saver = saver;
        this.background = background;
        this.options = options;
    }

    /** Begins to save what {@link ResultSaver#check} let pass; returns what will become of each. */
    public Map<String, CompletableFuture<SaveReceipt>> save(Map<String, OptimizationResult> results) {
        boolean grouping = saver.takesGroups(options) && results.size() > 1;
        results.forEach((key, result) -> receipts.put(key, new CompletableFuture<>()));
        results.forEach((key, result) -> {
            long size = result.sizeInBytes();
            if (!grouping || size > LARGE) {
                receipts.put(key, background.run(() -> saver.save(key, result, options)));
                return;
            }
            if (group.size() == MOST || bytes + size > MOST_BYTES) {
                saveGroup();
            }
            group.put(key, result);
            bytes += size;
        });
        saveGroup();
        return receipts;
    }

    private void saveGroup() {
        Map<String, OptimizationResult> together = group;
        group = new LinkedHashMap<>();
        bytes = 0;
        if (together.isEmpty()) {
            return;
        }
        CompletableFuture<Map<String, Attempt<SaveReceipt>>> saved =
                background.run(() -> saver.saveGroup(together, options));
        together.keySet()
                .forEach(key -> receipts.put(
                        key,
                        saved.thenApply(attempts ->
                                Objects.requireNonNull(attempts.get(key)).orElseThrow())));
    }
}
