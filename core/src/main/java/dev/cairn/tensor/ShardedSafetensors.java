package dev.cairn.tensor;

import dev.cairn.CorruptException;
import dev.cairn.TooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tensors in several safetensors files of one folder, found through an index file such as
 * {@code model.safetensors.index.json}.
 *
 * <p>Opening it opens every shard and checks that index and shards agree: every shard is a valid file, every tensor of the
 * index is in its shard, and no tensor is in two. So a tensor that has a name here can be read. What is only doubtful is in
 * {@link #warnings()}. A shard is a file in the folder of the index, or a link to one in the folder that the index lies in
 * after its own links are followed, as download caches have it; any other place is refused.
 *
 * <p>Safe for use by many threads. Who opened it closes it.
 */
public final class ShardedSafetensors implements AutoCloseable {
    private final Map<String, SafetensorsFile> shards;
    private final Map<String, SafetensorsFile> byTensor;
    private final List<String> warnings;

    private ShardedSafetensors(ShardSet set) {
        this.shards = set.files();
        this.byTensor = new LinkedHashMap<>(set.byTensor());
        this.warnings = List.copyOf(set.warnings());
    }

    /**
     * Opens an index and all its shards.
     *
     * @throws CorruptException if the index or a shard is not valid, if they do not agree, or if a shard is absent; names
     *     the file
     * @throws IOException if the index is absent or a file cannot be read
     */
    public static ShardedSafetensors open(Path index) throws IOException {
        ShardSet set = new ShardSet(index);
        try {
            set.open();
            return new ShardedSafetensors(set);
        } catch (CorruptException e) {
            set.close(e);
            throw new CorruptException("Cannot read " + index + ". " + e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            set.close(e);
            throw e;
        }
    }

    /** The names of all tensors of the index, in its order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    /** Type, shape and place of a tensor; the place is one in its shard. */
    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(byTensor.get(name))
                .flatMap(shard -> shard.header().find(name));
    }

    /**
     * The shard that holds a tensor, for all that its reader can do. It is closed with this.
     *
     * @throws IllegalArgumentException if the index has no such tensor
     */
    public SafetensorsFile shardOf(String name) {
        SafetensorsFile shard = byTensor.get(name);
        if (shard == null) {
            throw new IllegalArgumentException(
                    "The index has no tensor " + JsonText.shown(name) + " among its " + byTensor.size());
        }
        return shard;
    }

    /**
     * A whole tensor.
     *
     * @throws IllegalArgumentException if the index has no such tensor
     * @throws TooLargeException if it has more bytes than an array or the heap can hold
     */
    public Tensor tensor(String name) throws IOException {
        return shardOf(name).reader().tensor(name);
    }

    /** So many rows of a tensor, from this one on; see {@link SafetensorsReader#readRows(String, long, long)}. */
    public Tensor readRows(String name, long firstRow, long count) throws IOException {
        return shardOf(name).reader().readRows(name, firstRow, count);
    }

    /** Puts so many rows into the target; see {@link SafetensorsReader#readRows(String, long, long, ByteBuffer)}. */
    public void readRows(String name, long firstRow, long count, ByteBuffer target) throws IOException {
        shardOf(name).reader().readRows(name, firstRow, count, target);
    }

    /**
     * What is wrong with the index but hinders nobody from reading: a total size that is not the sum of its tensors, or no
     * number, and tensors of a shard that the index does not name, which cannot be read through it. One sentence each.
     */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        ShardSet.closeAll(shards.values());
    }
}
