package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metadata with tensors by layer and key: of one batch, or one entry of a run.
 *
 * @param index the number of the batch or entry
 * @param metadata what was said of it
 * @param tensors by layer, then by key, in the order in which they were given
 */
public record LayerTensors(long index, Attributes metadata, Map<String, Map<String, Tensor>> tensors) {
    public LayerTensors {
        Map<String, Map<String, Tensor>> copy = new LinkedHashMap<>();
        tensors.forEach((layer, byKey) -> copy.put(layer, Collections.unmodifiableMap(new LinkedHashMap<>(byKey))));
        tensors = Collections.unmodifiableMap(copy);
    }
}
