package dev.cairn.pipeline;

import dev.cairn.CorruptException;
import dev.cairn.StorageException;
import dev.cairn.compose.Tiered;
import dev.cairn.compose.VerifiedBlob;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the arrays of many predictions, those that lie side by side in one go. Each is checked against its sums. */
final class ArrayReads {
    private static final Logger LOG = LoggerFactory.getLogger(ArrayReads.class);

    /** The most bytes that are read at once, and the longest stretch between two arrays that is read along. */
    private static final int MOST = 8 << 20;

    private static final int GAP = 64 << 10;

    private final PipelineHome home;

    ArrayReads(PipelineHome home) {
        this.home = home;
    }

    /** The arrays of each prediction, by id. */
    Map<String, PredictionArrays> read(List<Document> documents) {
        Map<BlobRef, ByteBuffer> bytes = bytesOf(documents);
        Map<String, PredictionArrays> arrays = new LinkedHashMap<>();
        for (Document document : documents) {
            boolean all = bytes.keySet().containsAll(document.content().blobs().values());
            arrays.put(
                    document.key().id(),
                    all
                            ? decode(document, bytes)
                            : home.access()
                                    .read(document.key(), this::readAlone)
                                    .value());
        }
        return arrays;
    }

    private PredictionArrays readAlone(Tiered found, Document document) {
        Map<BlobRef, ByteBuffer> bytes = new HashMap<>();
        document.content().blobs().forEach((name, ref) -> {
            String what = "the " + name + " of " + document.key();
            try (VerifiedBlob blob = home.access().open(found, document, ref, what)) {
                ByteBuffer target = ByteBuffer.allocate(Math.toIntExact(ref.length()));
                blob.read(0, target);
                bytes.put(ref, target.flip());
            }
        });
        return decode(document, bytes);
    }

    private static PredictionArrays decode(Document document, Map<BlobRef, ByteBuffer> bytes) {
        PredictionBody body = PredictionBody.of(document);
        Map<PredictionArrays.Part, Tensor> parts = new EnumMap<>(PredictionArrays.Part.class);
        for (PredictionArrays.Part part : PredictionArrays.Part.values()) {
            PredictionBody.ArrayType type = body.arrays().get(part.word());
            if (type != null) {
                BlobRef ref = document.content().blobs().get(part.word());
                ByteBuffer content = ref == null ? ByteBuffer.allocate(0) : bytes.get(ref);
                parts.put(part, tensor(document, part, type, content));
            }
        }
        return PredictionArrays.of(parts);
    }

    private static Tensor tensor(
            Document document,
            PredictionArrays.Part part,
            PredictionBody.ArrayType type,
            @Nullable ByteBuffer content) {
        try {
            return Tensor.of(
                    DType.valueOf(type.dtype()),
                    content == null ? ByteBuffer.allocate(0) : content.duplicate(),
                    type.shape().stream().mapToLong(Long::longValue).toArray());
        } catch (IllegalArgumentException e) {
            throw new CorruptException(
                    "The " + document.key() + " says of its " + part.word() + " " + type.dtype() + type.shape()
                            + ", which its bytes are not: " + e.getMessage(),
                    e);
        }
    }

    /** What can be read of the blobs that these documents name; what cannot is looked for elsewhere, one by one. */
    private Map<BlobRef, ByteBuffer> bytesOf(List<Document> documents) {
        Map<Digest, List<BlobRef>> byBlob = new LinkedHashMap<>();
        documents.forEach(document -> document.content()
                .blobs()
                .values()
                .forEach(ref -> byBlob.computeIfAbsent(ref.digest(), none -> new ArrayList<>())
                        .add(ref)));
        Map<BlobRef, ByteBuffer> bytes = new HashMap<>();
        byBlob.forEach((digest, refs) -> {
            try (BlobReader reader = home.tiers().blobs().open(home.scope(), digest)) {
                stretches(refs).forEach(stretch -> read(reader, stretch, bytes));
            } catch (StorageException e) {
                LOG.debug("Read one by one: {}", e.getMessage());
            }
        });
        return bytes;
    }

    /** Those that lie near each other, together. */
    private static List<List<BlobRef>> stretches(List<BlobRef> refs) {
        List<BlobRef> sorted = refs.stream()
                .distinct()
                .sorted(Comparator.comparingLong(BlobRef::offset))
                .toList();
        List<List<BlobRef>> stretches = new ArrayList<>();
        long begin = 0;
        long end = 0;
        for (BlobRef ref : sorted) {
            boolean near = ref.offset() - end <= GAP && ref.offset() + ref.length() - begin <= MOST;
            if (stretches.isEmpty() || !near) {
                stretches.add(new ArrayList<>());
                begin = ref.offset();
            }
            stretches.get(stretches.size() - 1).add(ref);
            end = ref.offset() + ref.length();
        }
        return stretches;
    }

    private static void read(BlobReader reader, List<BlobRef> stretch, Map<BlobRef, ByteBuffer> bytes) {
        long begin = stretch.get(0).offset();
        BlobRef last = stretch.get(stretch.size() - 1);
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(last.offset() + last.length() - begin));
        reader.read(begin, all);
        for (BlobRef ref : stretch) {
            int from = (int) (ref.offset() - begin);
            ByteBuffer own =
                    from + ref.length() > all.position() ? ByteBuffer.allocate(0) : all.slice(from, (int) ref.length());
            ChunkSums.Builder sums = new ChunkSums.Builder();
            sums.update(own);
            if (sums.build().equals(ref.sums())) {
                bytes.put(ref, own);
            }
        }
    }
}
