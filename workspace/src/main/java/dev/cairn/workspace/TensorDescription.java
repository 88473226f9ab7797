package dev.cairn.workspace;

import dev.cairn.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a tensor without reading it.
 *
 * @param layer the layer that it belongs to; null where there are no layers
 * @param name its name, or its key within the layer
 * @param dtype the type of its elements
 * @param shape its dimensions, the slowest first
 */
public record TensorDescription(@Nullable String layer, String name, DType dtype, List<Long> shape) {
    public TensorDescription {
        shape = List.copyOf(shape);
    }
}
