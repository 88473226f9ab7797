package dev.cairn.workspace;

import dev.cairn.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tensors of one batch of a run, as the list or the map that they were given as. Immutable. */
public final class TensorBatch {
    private final long index;
    private final @Nullable List<Tensor> list;
    private final Map<String, Tensor> map;

    private TensorBatch(long index, @Nullable List<Tensor> list, Map<String, Tensor> map) {
        this.index = index;
        this.list = list;
        this.map = map;
    }

    static TensorBatch ofList(long index, List<Tensor> tensors) {
        return new TensorBatch(index, List.copyOf(tensors), Map.of());
    }

    static TensorBatch ofMap(long index, Map<String, Tensor> tensors) {
        return new TensorBatch(index, null, Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }

    /** Its number within the run. */
    public long index() {
        return index;
    }

    /** Whether it was given as a list. */
    public boolean isList() {
        return list != null;
    }

    /**
     * The tensors in their order.
     *
     * @throws IllegalStateException if they were given as a map
     */
    public List<Tensor> list() {
        if (list == null) {
            throw new IllegalStateException("Batch " + index + " is a map of " + map.keySet() + ", not a list.");
        }
        return list;
    }

    /**
     * The tensors by name, in the order in which they were given.
     *
     * @throws IllegalStateException if they were given as a list
     */
    public Map<String, Tensor> map() {
        if (list != null) {
            throw new IllegalStateException("Batch " + index + " is a list of " + list.size() + ", not a map.");
        }
        return map;
    }
}
