package dev.cairn.replay.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the bytes of a model before they are given to the runtime, which would look for tensors that are kept in other files in
 * the working directory of the process, even for a model that came as bytes.
 *
 * <p>Visits each tensor at each place of onnx-ml.proto where one may be, and reads nothing else. A field
 * that comes twice is visited twice, as parsers merge such fields.
 */
final class ModelBytes {
    /** Subgraphs in subgraphs; the parser of the runtime gives up at 100 messages. */
    private static final int DEEPEST = 100;

    private static final int GRAPH_OF_MODEL = 7;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    private final String model;
    private final CodedInputStream in;
    private boolean hasGraph;

    private ModelBytes(String model, CodedInputStream in) {
        this.model = model;
        this.in = in;
    }

    /** Returns if these bytes may be a model that keeps all tensors in itself. */
    static void check(String model, byte[] bytes) throws IOException {
        ModelBytes visit = new ModelBytes(model, CodedInputStream.newInstance(bytes));
        try {
            visit.message(Part.MODEL, 0);
        } catch (InvalidProtocolBufferException e) {
            throw noModel(model, bytes.length, e);
        }
        if (!visit.hasGraph) {
            throw noModel(model, bytes.length, null);
        }
    }

    static IOException noModel(String model, int length, @Nullable Throwable cause) {
        String why = cause == null ? "they have no graph" : String.valueOf(cause.getMessage());
        return new IOException(
                "Cannot read " + model + ": its " + length + " bytes are no ONNX model, or not all of one: " + why,
                cause);
    }

    private void message(Part part, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("its graphs are nested too deeply");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (part == Part.TENSOR && (field == EXTERNAL_DATA || field == DATA_LOCATION)) {
                refuseElsewhere(field, tag);
                continue;
            }
            Part inner = part.at(field);
            if (inner != null && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                hasGraph |= part == Part.MODEL && field == GRAPH_OF_MODEL;
                int outerLimit = in.pushLimit(in.readRawVarint32());
                message(inner, depth + 1);
                in.popLimit(outerLimit);
            } else if (!in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that did not begin");
            }
        }
    }

    /** A tensor may say that its data is where it is by default, and nothing else. */
    private void refuseElsewhere(int field, int tag) throws IOException {
        boolean here = field == DATA_LOCATION
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT
                && in.readRawVarint64() == 0;
        if (!here) {
            throw new IOException(
                    "Cannot read " + model + ": it keeps tensors outside of itself (external data), which is "
                            + "not read. Save it as one file, in Python with onnx.save_model(model, path, save_as_external_data=False).");
        }
    }

    /** The messages of onnx-ml.proto in which there are tensors, somewhere. */
    private enum Part {
        MODEL,
        TRAINING,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR;

        @Nullable
        Part at(int field) {
            return switch (this) {
                case MODEL -> field == GRAPH_OF_MODEL ? GRAPH : field == 20 ? TRAINING : field == 25 ? FUNCTION : null;
                case TRAINING -> field == 1 || field == 2 ? GRAPH : null;
                case FUNCTION -> field == 7 ? NODE : field == 11 ? ATTRIBUTE : null;
                case GRAPH -> field == 1 ? NODE : field == 5 ? TENSOR : field == 15 ? SPARSE_TENSOR : null;
                case NODE -> field == 5 ? ATTRIBUTE : null;
                case ATTRIBUTE ->
                    switch (field) {
                        case 5, 10 -> TENSOR;
                        case 6, 11 -> GRAPH;
                        case 22, 23 -> SPARSE_TENSOR;
                        default -> null;
                    };
                case SPARSE_TENSOR -> field == 1 || field == 2 ? TENSOR : null;
                case TENSOR -> null;
            };
        }
    }
}
