package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a document that keeps tensors, whose bytes are one safetensors file, the blob {@value #BLOB}. Described in
 * {@code docs/format.md}.
 *
 * @param id of this body alone, so that two that say the same are not taken for one; null in a tree of files
 * @param run the run that it belongs to; null for a tensor that stands alone
 * @param index the number of the batch or entry; null for a tensor that stands alone
 * @param form what it was given as
 * @param metadata what was said of it
 * @param tensors all of them, in the order in which they were given
 */
record TensorBody(
        int format,
        @Nullable String id,
        @Nullable String run,
        @Nullable Long index,
        Form form,
        Attributes metadata,
        List<Stored> tensors)
        implements Body {
    static final int FORMAT = 1;
    static final String BLOB = "tensors";

    TensorBody {
        tensors = List.copyOf(tensors);
    }

    /** As what tensors were given. */
    enum Form {
        LIST,
        MAP,
        LAYERS,
        SINGLE
    }

    /**
     * One of them.
     *
     * @param layer the layer that it belongs to; null where there are no layers
     * @param name its name, or its key within the layer
     * @param tensor its name in the safetensors file
     */
    record Stored(@Nullable String layer, String name, String dtype, List<Long> shape, String tensor) {
        Stored {
            shape = List.copyOf(shape);
        }
    }
}
