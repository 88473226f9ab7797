package dev.cairn.replay.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.cairn.replay.onnx.ModelOutput.Use;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the declared types and shapes of inputs and outputs say. A dimension that is left open is negative, a shape that is has none. */
final class Declared {
    private Declared() {}

    static boolean isReal(TensorInfo tensor) {
        return tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE;
    }

    static boolean isText(NodeInfo output) {
        return output.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.STRING;
    }

    /** What an output is for certain, as nobody said what it is for. */
    static Optional<Use> evident(NodeInfo output) {
        if (!(output.getInfo() instanceof TensorInfo tensor)) {
            return Optional.empty();
        }
        boolean column = hasColumns(tensor, 1) || tensor.getShape().length == 1;
        if (tensor.type == OnnxJavaType.INT64 && column) {
            return Optional.of(Use.LABELS);
        }
        if (isReal(tensor) && column) {
            return Optional.of(Use.VALUES);
        }
        return isReal(tensor) && tensor.getShape().length == 2 && tensor.getShape()[1] > 1
                ? Optional.of(Use.ROWS)
                : Optional.empty();
    }

    /** Whether an output can serve that use, if what it leaves open turns out so. */
    static boolean canBe(NodeInfo output, Use use) {
        if (!(output.getInfo() instanceof TensorInfo tensor)) {
            return false;
        }
        int rank = tensor.getShape().length;
        boolean column = rank == 0 || rank == 1 || hasColumns(tensor, 1) || hasColumns(tensor, -1);
        boolean table = rank == 0 || rank == 2;
        return switch (use) {
            case LABELS -> tensor.type == OnnxJavaType.INT64 && column;
            case VALUES -> isReal(tensor) && column;
            case SCORES -> isReal(tensor) && table && !hasColumns(tensor, 1);
            case ROWS -> isReal(tensor) && table;
        };
    }

    /** Whether classifiers have such an output beside their labels: a tensor of scores, or a sequence of maps of them. */
    static boolean accompaniesLabels(NodeInfo output) {
        return !(output.getInfo() instanceof TensorInfo) || canBe(output, Use.SCORES);
    }

    private static boolean hasColumns(TensorInfo tensor, long columns) {
        return tensor.getShape().length == 2 && tensor.getShape()[1] == columns;
    }

    /** {@code 'a' float (n, 3), 'b' int64 (n)}. */
    static String list(Collection<NodeInfo> nodes) {
        return nodes.stream().map(Declared::show).collect(Collectors.joining(", "));
    }

    static String show(NodeInfo node) {
        String type = node.getInfo() instanceof TensorInfo tensor
                ? tensor.type.name().toLowerCase(Locale.ROOT) + " " + shape(tensor.getShape())
                : node.getInfo().getClass().getSimpleName().replace("Info", "").toLowerCase(Locale.ROOT);
        return "'" + node.getName() + "' " + type;
    }

    static String shape(long... dimensions) {
        return Arrays.stream(dimensions)
                .mapToObj(dimension -> dimension < 0 ? "n" : Long.toString(dimension))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
