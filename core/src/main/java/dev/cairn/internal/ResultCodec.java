package dev.cairn.internal;

import dev.cairn.internal.ResultBody.StoredAttachment;
import dev.cairn.internal.ResultBody.StoredColumn;
import dev.cairn.internal.ResultBody.StoredHistory;
import dev.cairn.internal.ResultBody.StoredSet;
import dev.cairn.model.Attachment;
import dev.cairn.model.Attributes;
import dev.cairn.model.ColumnName;
import dev.cairn.model.ContentSource;
import dev.cairn.model.History;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.ResultSet;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import dev.cairn.tensor.SafetensorsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns results into documents with blobs, and back. Keeps every bit. */
final class ResultCodec {
    /** The kind of a result's document. */
    static final String KIND = "result";

    /** The name of the blob that holds the columns, as safetensors; there is none for a result without any. */
    static final String COLUMNS = "columns";

    private static final String HISTORY = "history/";
    private static final String SETS = "sets/";
    private static final String ATTACHMENTS = "attachments/";

    private ResultCodec() {}

    /** Writes the blobs of {@code result} and returns the content that names them. */
    static Content write(OptimizationResult result, Attributes saved, Supplier<BlobSink> blobs) {
        return write(result, result.rows(), saved, blobs, columns -> {
            List<StoredColumn> stored = new ArrayList<>();
            result.columns().forEach((name, column) -> stored.add(columns.add(name.toString(), column)));
            return stored;
        });
    }

    /** Writes the blobs of a result that came in blocks. */
    static Content write(ResultStream stream, Attributes saved, Supplier<BlobSink> blobs) {
        return write(stream.description(), (int) stream.rows(), saved, blobs, stream::addTo);
    }

    /** The body of a result without columns, result sets, history and attachments, which needs no blobs. */
    static ResultBody description(OptimizationResult result) {
        return body(result, 0, Attributes.empty(), new ColumnWriter(), List.of());
    }

    /** The result of which {@link #description} is the body. */
    static OptimizationResult described(ResultBody description) throws IOException {
        return read("a description", description, null, stored -> {
            throw new IllegalArgumentException("A description has no attachments.");
        });
    }

    /** Adds the columns of a result to a writer, and says how they will be stored. */
    private interface Columns {
        List<StoredColumn> addTo(ColumnWriter writer) throws IOException;
    }

    private static Content write(
            OptimizationResult result, int rows, Attributes saved, Supplier<BlobSink> blobs, Columns source) {
        ColumnWriter columns = new ColumnWriter();
        Map<String, BlobRef> refs = new HashMap<>();
        try {
            ResultBody body = body(result, rows, saved, columns, source.addTo(columns));
            if (!columns.isEmpty()) {
                try (BlobSink sink = blobs.get()) {
                    columns.writeTo(sink);
                    refs.put(COLUMNS, sink.commit());
                }
            }
            List<Attachment> attachments = sorted(result.attachments(), Attachment::name);
            for (int i = 0; i < attachments.size(); i++) {
                refs.put(ATTACHMENTS + i, write(attachments.get(i), blobs));
            }
            return Content.of(Json.write(body), refs);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what is to be saved: " + e.getMessage(), e);
        }
    }

    /**
     * The body of a result's document.
     *
     * @throws dev.cairn.UnsupportedException if a newer version of this software wrote it
     * @throws dev.cairn.CorruptException if it is not one
     */
    static ResultBody body(Document document) {
        return Body.read(document, ResultBody.class, ResultBody.FORMAT);
    }

    /** The result that {@code body} describes, with the columns in {@code tensors} and attachments from {@code opener}. */
    static OptimizationResult read(
            String what,
            ResultBody body,
            @Nullable SafetensorsReader tensors,
            Function<StoredAttachment, ContentSource> opener)
            throws IOException {
        OptimizationResultBuilder result = OptimizationResult.builder()
                .problem(body.problem())
                .solver(body.solver())
                .run(body.run())
                .environment(body.environment())
                .metadata(body.metadata());
        body.tags().forEach(result::tag);
        body.lineage().forEach(result::madeFrom);
        for (StoredAttachment stored : body.attachments()) {
            result.attachment(attachment(stored, opener.apply(stored)));
        }
        if (tensors != null) {
            readColumns(new ColumnReader(tensors, what).readingAhead(body.columns()), body, result);
        }
        return result.build();
    }

    private static void readColumns(ColumnReader reader, ResultBody body, OptimizationResultBuilder result)
            throws IOException {
        for (StoredColumn column : body.columns()) {
            result.column(ColumnName.parse(column.name()), reader.read(column, body.rows()));
        }
        History.Builder history = History.builder();
        for (StoredColumn column : body.history().columns()) {
            history.column(
                    column.name().substring(HISTORY.length()),
                    reader.read(column, body.history().rows()));
        }
        result.history(history.build());
        for (StoredSet stored : body.resultSets()) {
            ResultSet set = ResultSet.of(stored.name(), reader.rowNumbers(SETS + stored.name(), stored.rows()));
            set = stored.madeBy() == null ? set : set.withMadeBy(stored.madeBy());
            set = stored.method() == null ? set : set.withMethod(stored.method());
            result.resultSet(stored.parent() == null ? set : set.withParent(stored.parent()));
        }
    }

    private static ResultBody body(
            OptimizationResult result, int rows, Attributes saved, ColumnWriter columns, List<StoredColumn> stored) {
        List<StoredColumn> history = new ArrayList<>();
        result.history().columns().forEach((name, column) -> history.add(columns.add(HISTORY + name, column)));
        List<StoredSet> sets = new ArrayList<>();
        for (ResultSet set : sorted(result.resultSets(), ResultSet::name)) {
            columns.add(SETS + set.name(), set.rows().asLongStream().toArray());
            sets.add(new StoredSet(set.name(), set.size(), set.madeBy(), set.method(), set.parent()));
        }
        return new ResultBody(
                ResultBody.FORMAT,
                rows,
                result.problem(),
                result.solver(),
                result.run(),
                result.environment(),
                result.metadata(),
                result.tags().stream().sorted().toList(),
                result.lineage(),
                stored,
                sets,
                new StoredHistory(result.history().rows(), history),
                attachments(result),
                saved);
    }

    /** The attachments of {@code result} as its document describes them. */
    static List<StoredAttachment> attachments(OptimizationResult result) {
        List<StoredAttachment> attachments = new ArrayList<>();
        for (Attachment each : sorted(result.attachments(), Attachment::name)) {
            attachments.add(new StoredAttachment(
                    each.name(), each.mediaType(), each.size(), each.sha256(), ATTACHMENTS + attachments.size()));
        }
        return attachments;
    }

    /** The attachment that a document describes so, its content from {@code source}. */
    static Attachment attachment(StoredAttachment stored, ContentSource source) {
        return Attachment.stored(stored.name(), stored.mediaType(), stored.size(), stored.sha256(), source);
    }

    /** By name: their order says nothing, so equal results are written alike. */
    private static <T> List<T> sorted(List<T> parts, Function<T, String> name) {
        return parts.stream().sorted(Comparator.comparing(name)).toList();
    }

    private static BlobRef write(Attachment attachment, Supplier<BlobSink> blobs) throws IOException {
        try (BlobSink sink = blobs.get();
                InputStream content = attachment.open()) {
            byte[] block = new byte[64 * 1024];
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                sink.write(ByteBuffer.wrap(block, 0, read));
            }
            BlobRef ref = sink.commit();
            if (!ref.digest().hex().equals(attachment.sha256())) {
                throw new IOException("the attachment " + Names.quote(attachment.name())
                        + " changed since it was made: its content no longer has the digest " + attachment.sha256());
            }
            return ref;
        }
    }
}
