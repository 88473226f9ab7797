package dev.cairn.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Digest;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsWriter;
import dev.cairn.tensor.Tensor;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the arrays of a batch of predictions into blobs, each a safetensors file, of which a prediction names the range of an array.
 *
 * <p>What is said of the samples (targets, indices, weights) is mostly the same for many models, so each such array is a blob of its own,
 * which is there once whoever saves it. All others of the batch share one pack, in which equal ones stand once. A batch with more than
 * {@value #MOST_SHARED} different arrays of samples has those in the pack too: so many small blobs would cost more than they save.
 */
final class ArrayPacks {
    static final int MOST_SHARED = 64;

    private final String scope;

    /** Where arrays of samples stand that were written here before. */
    private final Cache<Digest, BlobRef> known =
            Caffeine.newBuilder().maximumSize(4096).build();

    ArrayPacks(String scope) {
        this.scope = scope;
    }

    /** Where each of these very arrays stands, equal ones in one place; one without any bytes stands nowhere. */
    IdentityHashMap<Tensor, BlobRef> write(BlobStore blobs, Collection<PredictionArrays> batch) {
        IdentityHashMap<Tensor, Digest> digests = new IdentityHashMap<>();
        Map<Digest, Tensor> shared = new LinkedHashMap<>();
        Map<Digest, Tensor> packed = new LinkedHashMap<>();
        for (PredictionArrays arrays : batch) {
            arrays.parts().forEach((part, tensor) -> {
                if (hasBytes(tensor)) {
                    Digest digest = digests.computeIfAbsent(tensor, ArrayPacks::digest);
                    (part.isShared() ? shared : packed).putIfAbsent(digest, tensor);
                }
            });
        }
        Map<Digest, BlobRef> refs = write(blobs, shared, packed);
        IdentityHashMap<Tensor, BlobRef> places = new IdentityHashMap<>();
        digests.forEach((tensor, digest) -> places.put(tensor, Objects.requireNonNull(refs.get(digest))));
        return places;
    }

    private Map<Digest, BlobRef> write(BlobStore blobs, Map<Digest, Tensor> shared, Map<Digest, Tensor> packed) {
        if (shared.size() > MOST_SHARED) {
            packed.putAll(shared);
            shared.clear();
        }
        Map<Digest, BlobRef> refs = new HashMap<>(writeShared(blobs, shared));
        packed.keySet().removeAll(refs.keySet());
        if (!packed.isEmpty()) {
            refs.putAll(writeFile(blobs, packed));
        }
        return refs;
    }

    static boolean hasBytes(Tensor tensor) {
        return tensor.shape().stream().allMatch(length -> length > 0);
    }

    private static Digest digest(Tensor tensor) {
        return Digest.of(tensor.bytes());
    }

    private Map<Digest, BlobRef> writeShared(BlobStore blobs, Map<Digest, Tensor> shared) {
        Map<Digest, BlobRef> refs = new HashMap<>(known.getAllPresent(shared.keySet()));
        if (!refs.isEmpty()) {
            Set<Digest> gone = blobs.touch(
                    scope, refs.values().stream().map(BlobRef::digest).collect(Collectors.toSet()));
            refs.values().removeIf(ref -> gone.contains(ref.digest()));
        }
        shared.forEach((digest, tensor) -> {
            if (!refs.containsKey(digest)) {
                refs.putAll(writeFile(blobs, Map.of(digest, tensor)));
            }
        });
        known.putAll(refs);
        return refs;
    }

    private Map<Digest, BlobRef> writeFile(BlobStore blobs, Map<Digest, Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        SafetensorsHeader.Builder builder = SafetensorsHeader.builder();
        tensors.forEach((digest, tensor) -> {
            String name = Integer.toString(named.size());
            named.put(name, tensor);
            builder.tensor(
                    name,
                    tensor.dtype(),
                    tensor.shape().stream().mapToLong(Long::longValue).toArray());
        });
        SafetensorsHeader header = builder.build();
        Digest file;
        try (BlobSink sink = blobs.create(scope)) {
            SafetensorsWriter writer = SafetensorsWriter.begin(header, sink::write);
            for (TensorInfo info : header.tensors()) {
                writer.write(info.name(), Objects.requireNonNull(named.get(info.name())));
            }
            writer.finish();
            file = sink.commit().digest();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the arrays of predictions: " + e.getMessage(), e);
        }
        Map<Digest, BlobRef> refs = new HashMap<>();
        int number = 0;
        for (Map.Entry<Digest, Tensor> one : tensors.entrySet()) {
            TensorInfo info = header.find(Integer.toString(number++)).orElseThrow();
            ChunkSums sums = ChunkSums.of(one.getValue().bytes());
            refs.put(one.getKey(), new BlobRef(file, header.dataStart() + info.begin(), info.byteSize(), sums));
        }
        return refs;
    }
}
