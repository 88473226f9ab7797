package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a {@link TensorStore} reads from: documents of a store, or a tree of files that another program wrote. */
interface TensorSource {
    /** Where that is, for messages. */
    String location();

    /** The ids of the runs, sorted. */
    List<String> runs();

    /** What was said of a run; empty if there is none. */
    Optional<Attributes> run(String run);

    /** The numbers of what a run has of a kind, ascending; also of what cannot be read. */
    List<Long> numbers(String run, TensorKind kind);

    /** Whether a run has something of a kind under a number. */
    boolean exists(String run, TensorKind kind, long index);

    /** What a run has of a kind under a number; it tells at least of the tensors that are wanted. */
    Optional<TensorBody> body(String run, TensorKind kind, long index, Wanted wanted);

    /**
     * Reads some of the tensors that stand under a number.
     *
     * @param wanted at least those are told of to {@code reading}
     * @throws dev.cairn.NotFoundException if nothing does
     */
    <T> T read(String run, TensorKind kind, long index, Wanted wanted, Reading<T> reading);

    /**
     * The tensor that stands alone under {@code key}.
     *
     * @throws dev.cairn.NotFoundException if there is none
     */
    Tensor single(String key);

    /** Which tensors are asked for: what a file each says of them is not looked up for the others. */
    interface Wanted {
        Wanted ALL = (layer, name) -> true;

        boolean test(@Nullable String layer, String name);

        static Wanted only(String wantedLayer, String wantedName) {
            return (layer, name) -> wantedLayer.equals(layer) && wantedName.equals(name);
        }
    }

    /** Reads some tensors. */
    interface Reading<T> {
        T read(TensorBody body, Tensors tensors) throws IOException;
    }

    /** The tensors that a body describes. */
    interface Tensors {
        Tensor read(TensorBody.Stored stored) throws IOException;

        /** Fills {@code target} with the bytes of a tensor from {@code offset} on. */
        void read(TensorBody.Stored stored, long offset, ByteBuffer target) throws IOException;
    }
}
