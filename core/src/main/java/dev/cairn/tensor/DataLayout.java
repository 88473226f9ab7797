package dev.cairn.tensor;

import dev.cairn.CorruptException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rule that the tensors fill the data buffer from its start to its end, without hole or overlap. */
final class DataLayout {
    private static final Comparator<TensorInfo> DATA_ORDER =
            Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end);

    private DataLayout() {}

    /** The tensors by where their data is; those without data at one place stay in the order they came in. */
    static List<TensorInfo> inDataOrder(List<TensorInfo> tensors, long dataBytes) {
        List<TensorInfo> sorted = new ArrayList<>(tensors);
        sorted.sort(DATA_ORDER);
        long end = 0;
        for (TensorInfo tensor : sorted) {
            if (tensor.begin() != end) {
                throw misplaced(tensor, end);
            }
            end = tensor.end();
        }
        if (end != dataBytes) {
            throw new CorruptException("Not a valid safetensors file: its tensors end at byte " + end
                    + " of the data, but the file holds " + dataBytes + " bytes of data. "
                    + (dataBytes < end ? "It was probably cut off." : "Something was appended to it."));
        }
        return sorted;
    }

    private static CorruptException misplaced(TensorInfo tensor, long end) {
        String where = end == 0 ? "the data starts at 0" : "the tensor before it ends at " + end;
        return new CorruptException("Not a valid safetensors file: tensor " + JsonText.shown(tensor.name())
                + " begins at byte " + tensor.begin() + " of the data, but " + where + ", so there is "
                + (tensor.begin() < end ? "an overlap" : "a hole"));
    }
}
