package dev.cairn.workspace;

import dev.cairn.CorruptException;
import dev.cairn.Replication;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.compose.Tiered;
import dev.cairn.compose.VerifiedBlob;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsReader;
import dev.cairn.tensor.SafetensorsWriter;
import dev.cairn.tensor.Tensor;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tensors with what is said of them: a document, which names one blob, a safetensors file with all of them. So they appear together, and
 * what replaces them leaves nothing of them.
 */
final class TensorDocuments {
    private final DocumentAccess access;
    private final Replication replication;

    TensorDocuments(DocumentAccess access, Replication replication) {
        this.access = access;
        this.replication = replication;
    }

    /**
     * A tensor to be kept.
     *
     * @param stored what is said of it
     */
    record Given(TensorBody.Stored stored, Tensor tensor) {
        static Given of(@Nullable String layer, String name, String inFile, Tensor tensor) {
            Names.given("tensor " + Names.quote(name), tensor);
            return new Given(new TensorBody.Stored(layer, name, tensor.dtype().name(), tensor.shape(), inFile), tensor);
        }
    }

    /**
     * Refuses tensors that cannot be in one file.
     *
     * @throws IllegalArgumentException if one has a name that is reserved
     * @throws dev.cairn.TooLargeException if there are too many
     */
    static void check(List<Given> tensors) {
        SafetensorsHeader.Builder header = SafetensorsHeader.builder();
        tensors.forEach(given -> header.tensor(
                given.stored().tensor(),
                given.tensor().dtype(),
                given.tensor().shape().stream().mapToLong(Long::longValue).toArray()));
        header.build();
    }

    Document save(
            DocumentKey key, Expectation expectation, @Nullable Parent parent, TensorBody body, List<Given> tensors) {
        return access.save(key, expectation, replication, blobs -> {
                    Content content = tensors.isEmpty()
                            ? Content.of(Json.write(body))
                            : Content.of(Json.write(body), Map.of(TensorBody.BLOB, write(key, blobs, tensors)));
                    return content.under(parent);
                })
                .document();
    }

    private static BlobRef write(DocumentKey key, BlobStore blobs, List<Given> tensors) {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        tensors.forEach(given -> byName.put(given.stored().tensor(), given.tensor()));
        try (BlobSink sink = blobs.create(key.scope())) {
            SafetensorsWriter.writeAll(byName, Map.of(), sink::write);
            return sink.commit();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the tensors of " + key + ": " + e.getMessage(), e);
        }
    }

    static TensorBody body(Document document) {
        return Body.read(document, TensorBody.class, TensorBody.FORMAT);
    }

    /** Reads the document under {@code key}, and of its tensors what {@code reading} asks for. */
    <T> T read(DocumentKey key, TensorSource.Reading<T> reading) {
        return access.read(key, (found, document) -> read(found, document, reading))
                .value();
    }

    private <T> T read(Tiered found, Document document, TensorSource.Reading<T> reading) throws IOException {
        TensorBody body = body(document);
        BlobRef ref = document.content().blobs().get(TensorBody.BLOB);
        if (ref == null) {
            if (!body.tensors().isEmpty()) {
                throw new CorruptException(
                        "The document of " + document.key() + " names tensors, but no blob of them.");
            }
            return reading.read(body, NONE);
        }
        try (VerifiedBlob blob = access.open(found, document, ref, "the tensors of " + document.key())) {
            SafetensorsReader reader = SafetensorsReader.open(blob);
            return reading.read(body, of(document.key(), reader));
        }
    }

    private static final TensorSource.Tensors NONE = new TensorSource.Tensors() {
        @Override
        public Tensor read(TensorBody.Stored stored) {
            throw new IllegalStateException("There are no tensors.");
        }

        @Override
        public void read(TensorBody.Stored stored, long offset, ByteBuffer target) {
            throw new IllegalStateException("There are no tensors.");
        }
    };

    private static TensorSource.Tensors of(DocumentKey key, SafetensorsReader reader) {
        return new TensorSource.Tensors() {
            @Override
            public Tensor read(TensorBody.Stored stored) throws IOException {
                check(stored);
                return reader.tensor(stored.tensor());
            }

            @Override
            public void read(TensorBody.Stored stored, long offset, ByteBuffer target) throws IOException {
                check(stored);
                reader.read(stored.tensor(), offset, target);
            }

            private void check(TensorBody.Stored stored) {
                TensorInfo info = reader.header().find(stored.tensor()).orElse(null);
                if (info == null
                        || !info.shape().equals(stored.shape())
                        || !info.dtype().name().equals(stored.dtype())) {
                    throw new CorruptException(
                            "The document of " + key + " names the tensor " + Names.quote(stored.tensor()) + " as "
                                    + stored.dtype() + stored.shape() + ", and its file has "
                                    + (info == null
                                            ? "none of that name"
                                            : info.dtype() + info.shape().toString()) + ".");
                }
            }
        };
    }
}
