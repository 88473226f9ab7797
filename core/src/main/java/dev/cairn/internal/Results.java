package dev.cairn.internal;

import dev.cairn.DeleteReceipt;
import dev.cairn.Outcomes;
import dev.cairn.ResultInfo;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.compose.Replicated;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.query.BodyFields;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Says of results and of what was done to them what the user wants to know. */
public final class Results {
    /** Which fields the documents of results have. */
    public static final BodyFields FIELDS = new BodyFields(ResultBody.class, "result", "metadata");

    private Results() {}

    /** What a save did. */
    public static SaveReceipt receipt(Replicated saved) {
        Document document = saved.document();
        return new SaveReceipt(
                document.key().id(),
                document.revision(),
                document.head().digest().hex(),
                bytes(document),
                saved.state(),
                saved.failure());
    }

    /** What a deletion did. */
    public static DeleteReceipt deleted(Replicated tombstone) {
        Document document = tombstone.document();
        return new DeleteReceipt(
                document.key().id(), true, document.revision(), tombstone.state(), tombstone.failure());
    }

    /** What the document of a result says; {@code tier} is the one that gave it. */
    public static ResultInfo info(Document document, Tier tier) {
        ResultBody body = ResultCodec.body(document);
        return new ResultInfo(
                document.key().id(),
                document.revision(),
                document.state() == DocumentState.ARCHIVED ? Tier.SECONDARY : tier,
                document.created(),
                document.head().updated(),
                document.head().digest().hex(),
                bytes(document),
                body.rows(),
                body.problem().name(),
                body.solver().name(),
                body.solver().seed(),
                body.tags(),
                body.columns().stream().map(ResultBody.StoredColumn::name).toList(),
                body.resultSets().stream().map(ResultBody.StoredSet::name).toList(),
                body.saved());
    }

    /** The named columns of {@code result}. */
    public static Map<ColumnName, Column> columns(OptimizationResult result, List<ColumnName> names) {
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, result.column(name)));
        return columns;
    }

    /** Does {@code action} to each key; one that fails does not stop the others. */
    public static <T> Outcomes<T> each(Collection<String> keys, Function<String, T> action) {
        Map<String, T> succeeded = new LinkedHashMap<>();
        Map<String, StorageException> failed = new LinkedHashMap<>();
        for (String key : keys) {
            try {
                succeeded.put(key, action.apply(key));
            } catch (StorageException e) {
                failed.put(key, e);
            }
        }
        return new Outcomes<>(succeeded, failed);
    }

    /** Waits for all of them. What failed otherwise than in a store is thrown then. */
    public static <T> Outcomes<T> await(Map<String, CompletableFuture<T>> futures) {
        CompletableFuture.allOf(futures.values().toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        return each(futures.keySet(), key -> {
            try {
                return Objects.requireNonNull(futures.get(key)).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        });
    }

    private static long bytes(Document document) {
        List<BlobRef> blobs = List.copyOf(document.content().blobs().values());
        return document.content().bodyLength()
                + blobs.stream().mapToLong(BlobRef::length).sum();
    }
}
