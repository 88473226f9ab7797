package dev.cairn.replay.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;

/** Small models, built by hand. A dimension of -1 is open. */
final class Graphs {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("by hand");

    Graphs input(String name, DataType type, int... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    Graphs output(String name, DataType type, int... shape) {
        graph.addOutput(value(name, type, shape));
        return this;
    }

    Graphs node(String operator, String output, String... inputs) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(Arrays.asList(inputs))
                .addOutput(output));
        return this;
    }

    /** A whole number for the node that was added last. */
    Graphs with(String attribute, long value) {
        graph.getNodeBuilder(graph.getNodeCount() - 1)
                .addAttribute(AttributeProto.newBuilder()
                        .setName(attribute)
                        .setType(AttributeType.INT)
                        .setI(value));
        return this;
    }

    /** Whole numbers for the node that was added last. */
    Graphs withList(String attribute, long value) {
        graph.getNodeBuilder(graph.getNodeCount() - 1)
                .addAttribute(AttributeProto.newBuilder()
                        .setName(attribute)
                        .setType(AttributeType.INTS)
                        .addInts(value));
        return this;
    }

    Graphs constant(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    byte[] bytes() {
        return model().build().toByteArray();
    }

    ModelProto.Builder model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph);
    }

    static TensorProto.Builder one(DataType type) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("one").addDims(1).setDataType(type.getNumber());
        return type == DataType.DOUBLE ? tensor.addDoubleData(1) : tensor.addFloatData(1);
    }

    /** {@code y = x + 1}. */
    static Graphs plusOne(DataType type, int batch, int features) {
        return new Graphs()
                .input("x", type, batch, features)
                .constant(one(type))
                .node("Add", "y", "x", "one")
                .output("y", type, batch, features);
    }

    /** {@code y} is the mean of each row of {@code x}, of the shape (n) or (n, 1). */
    static Graphs mean(DataType type, int batch, int features, boolean column) {
        Graphs mean = new Graphs()
                .input("x", type, batch, features)
                .node("ReduceMean", "y", "x")
                .withList("axes", 1)
                .with("keepdims", column ? 1 : 0);
        return column ? mean.output("y", type, batch, 1) : mean.output("y", type, batch);
    }

    /** Labels and scores, as the converters of scikit-learn make them: the scores are the samples. */
    static Graphs classifier(int classes) {
        return new Graphs()
                .input("x", DataType.FLOAT, -1, classes)
                .node("ArgMax", "label", "x")
                .with("axis", 1)
                .with("keepdims", 0)
                .node("Identity", "scores", "x")
                .output("label", DataType.INT64, -1)
                .output("scores", DataType.FLOAT, -1, classes);
    }

    private static ValueInfoProto value(String name, DataType type, int... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int at = 0; at < shape.length; at++) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(shape[at] < 0 ? dimension.setDimParam("d" + at) : dimension.setDimValue(shape[at]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dimensions)))
                .build();
    }
}
