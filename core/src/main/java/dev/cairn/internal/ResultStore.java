package dev.cairn.internal;

import dev.cairn.CorruptException;
import dev.cairn.Replication;
import dev.cairn.SaveOptions;
import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.TooLargeException;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.compose.DocumentAccess.Read;
import dev.cairn.compose.Replicated;
import dev.cairn.compose.Tiered;
import dev.cairn.compose.TieredBackend;
import dev.cairn.compose.VerifiedBlob;
import dev.cairn.model.Attachment;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.ContentSource;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.spi.BlobGroup;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.Slot;
import dev.cairn.tensor.SafetensorsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Saves results into tiers and reads them back, past any cache. */
public final class ResultStore {
    private final TieredBackend tiers;
    private final DocumentAccess access;
    private final String scope;
    private final long largest;

    /** Some key of the scope, beside which all others are. */
    private final DocumentKey any;

    /**
     * Keeps results of {@code scope} in {@code tiers}.
     *
     * @param largest the most bytes of columns that a result may have to be read whole
     */
    public ResultStore(TieredBackend tiers, String scope, long largest) {
        this.tiers = tiers;
        this.access = new DocumentAccess(tiers);
        this.scope = scope;
        this.largest = largest;
        this.any = new DocumentKey(scope, ResultCodec.KIND, ResultCodec.KIND);
    }

    /** The key of the document of a result. */
    public DocumentKey keyOf(String key) {
        return any.withId(key);
    }

    /** Writes blobs, then the document, into the primary, then the secondary if that is wanted. */
    public Replicated save(String key, OptimizationResult result, SaveOptions options) {
        return save(key, options, blobs -> ResultCodec.write(result, options.metadata(), blobs));
    }

    /** The same for a result that came in blocks. */
    public Replicated save(String key, ResultStream stream, SaveOptions options) {
        return save(key, options, blobs -> ResultCodec.write(stream, options.metadata(), blobs));
    }

    private Replicated save(String key, SaveOptions options, Function<Supplier<BlobSink>, Content> writer) {
        return access.save(
                keyOf(key),
                options.expectation(),
                options.replication(),
                blobs -> writer.apply(() -> blobs.create(scope)));
    }

    /** Writes many results together into the primary alone; one that fails does not stop the others. */
    Map<String, Attempt<Document>> saveGroup(Map<String, OptimizationResult> results, SaveOptions options) {
        Map<String, Attempt<Document>> attempts = new LinkedHashMap<>();
        List<String> written = new ArrayList<>();
        try {
            List<PutResult> saved = access.saveGroup(
                    scope, results.keySet().stream().map(this::keyOf).toList(), group -> {
                        List<Put> puts = new ArrayList<>();
                        results.forEach((key, result) -> {
                            Attempt<Put> put = put(key, result, options, group);
                            if (put.value() == null) {
                                attempts.put(key, put.map(none -> null));
                            } else {
                                puts.add(put.value());
                                written.add(key);
                            }
                        });
                        return puts;
                    });
            for (int i = 0; i < saved.size(); i++) {
                attempts.put(
                        written.get(i),
                        new Attempt<>(saved.get(i).document(), saved.get(i).failure()));
            }
        } catch (StorageException e) {
            results.keySet().forEach(key -> attempts.putIfAbsent(key, Attempt.failed(e)));
        }
        return attempts;
    }

    @SuppressWarnings("IllegalCatch") // whatever it throws is of this result alone, and the caller's to see
    private Attempt<Put> put(String key, OptimizationResult result, SaveOptions options, BlobGroup group) {
        try {
            Content content = ResultCodec.write(result, options.metadata(), group::create);
            return Attempt.succeeded(Put.live(keyOf(key), content, options.expectation()));
        } catch (RuntimeException e) {
            return Attempt.failed(e);
        }
    }

    /**
     * Leaves a tombstone in the primary, then in the secondary; empty if there was nothing to delete in either. That there is
     * nothing only the primary can say.
     */
    public Optional<Replicated> delete(String key) {
        DocumentKey documentKey = keyOf(key);
        Tiered found = tiers.find(List.of(documentKey)).get(0);
        boolean there = !found.confirmed()
                || found.slot().damage() != null
                || found.slot().findVisible().isPresent();
        return there
                ? Optional.of(tiers.put(Put.deleted(documentKey, Expectation.any()), Replication.BEST_EFFORT))
                : Optional.empty();
    }

    /** What the tiers hold under {@code key}. */
    public Tiered find(String key) {
        return access.find(keyOf(key));
    }

    /**
     * Reads a result with everything but the content of its attachments.
     *
     * @throws dev.cairn.NotFoundException if there is none
     * @throws TooLargeException if its columns are larger than may be read whole
     */
    public Read<OptimizationResult> read(String key) {
        return access.read(keyOf(key), this::read);
    }

    /**
     * The same result with attachments that are read from where {@code document} keeps them, as those of a loaded one are, and no
     * longer from a file that may change or the heap.
     */
    public OptimizationResult reading(OptimizationResult saved, Document document) {
        if (saved.attachments().isEmpty()) {
            return saved;
        }
        Tiered found = new Tiered(Slot.of(document), Tier.PRIMARY, true);
        OptimizationResultBuilder result = saved.toBuilder();
        for (ResultBody.StoredAttachment stored : ResultCodec.attachments(saved)) {
            result.attachment(ResultCodec.attachment(stored, opener(found, document, stored.blob())));
        }
        return result.build();
    }

    /** The attachment of that name of the result under {@code key}, if there are both; opens no blob. */
    public Optional<Attachment> attachment(String key, String name) {
        Tiered found = find(key);
        return found.slot()
                .findVisible()
                .flatMap(document -> ResultCodec.body(document).attachments().stream()
                        .filter(stored -> stored.name().equals(name))
                        .findFirst()
                        .map(stored -> ResultCodec.attachment(stored, opener(found, document, stored.blob()))));
    }

    /** Reads the named columns of a result, and no bytes of the others. */
    public Read<Map<ColumnName, Column>> readColumns(String key, List<ColumnName> names) {
        return access.read(keyOf(key), (found, document) -> readColumns(found, document, names));
    }

    /** Reads what can be said of a result without opening a blob. */
    public ResultBody body(Document document) {
        return ResultCodec.body(document);
    }

    private OptimizationResult read(Tiered found, Document document) throws IOException {
        try {
            return readChecked(found, document);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw invalid(document, e);
        }
    }

    private OptimizationResult readChecked(Tiered found, Document document) throws IOException {
        ResultBody body = ResultCodec.body(document);
        BlobRef columns = document.content().blobs().get(ResultCodec.COLUMNS);
        if (columns != null && columns.length() > largest) {
            throw new TooLargeException(
                    document.key() + " has " + columns.length() + " bytes of columns, more than the "
                            + largest
                            + " that may be loaded whole here. Load the columns that you need with loadColumns, or allow "
                            + "more with StorageManagers.builder().largestResult(bytes) and a larger heap.");
        }
        boolean hasColumns =
                !body.columns().isEmpty() || !body.history().columns().isEmpty();
        if (columns == null && !hasColumns) {
            return ResultCodec.read(
                    document.key().toString(), body, null, stored -> opener(found, document, stored.blob()));
        }
        try (VerifiedBlob bytes =
                access.open(found, document, columnsOf(document), "the columns of " + document.key())) {
            SafetensorsReader tensors = SafetensorsReader.open(bytes);
            return ResultCodec.read(
                    document.key().toString(), body, tensors, stored -> opener(found, document, stored.blob()));
        }
    }

    private Map<ColumnName, Column> readColumns(Tiered found, Document document, List<ColumnName> names)
            throws IOException {
        ResultBody body = ResultCodec.body(document);
        Map<ColumnName, ResultBody.StoredColumn> stored = new LinkedHashMap<>();
        for (ColumnName name : names) {
            stored.put(name, storedColumn(document, body, name));
        }
        Map<ColumnName, Column> read = new LinkedHashMap<>();
        if (stored.isEmpty()) {
            return read;
        }
        try (VerifiedBlob bytes =
                access.open(found, document, columnsOf(document), "the columns of " + document.key())) {
            ColumnReader reader = new ColumnReader(
                            SafetensorsReader.open(bytes), document.key().toString())
                    .readingAhead(List.copyOf(stored.values()));
            for (Map.Entry<ColumnName, ResultBody.StoredColumn> column : stored.entrySet()) {
                read.put(column.getKey(), reader.read(column.getValue(), body.rows()));
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw invalid(document, e);
        }
        return read;
    }

    private static BlobRef columnsOf(Document document) {
        BlobRef columns = document.content().blobs().get(ResultCodec.COLUMNS);
        if (columns == null) {
            throw new CorruptException(
                    "The document of " + document.key() + " names columns, but no blob that holds them. "
                            + "Restore it from a replica or a backup, or save the result again.");
        }
        return columns;
    }

    private static CorruptException invalid(Document document, RuntimeException cause) {
        return new CorruptException(
                "What is stored as " + document.key() + " is no valid result: " + cause.getMessage(), cause);
    }

    private static ResultBody.StoredColumn storedColumn(Document document, ResultBody body, ColumnName name) {
        return body.columns().stream()
                .filter(column -> column.name().equals(name.toString()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(document.key() + " has no column '" + name + "'; it has "
                                + body.columns().stream()
                                        .map(ResultBody.StoredColumn::name)
                                        .toList() + "."));
    }

    private ContentSource opener(Tiered found, Document document, String blob) {
        return () -> {
            BlobRef ref = document.content().blobs().get(blob);
            if (ref == null) {
                throw new CorruptException("The document of " + document.key() + " names no blob '" + blob + "'.");
            }
            return access.stream(found, document, ref, "an attachment of " + document.key());
        };
    }
}
