package dev.cairn.replay.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The one input of a model, and how samples become its tensors.
 *
 * @param wide whether it takes doubles; floats otherwise
 * @param single whether it takes one sample at a time
 * @param features how many it takes, negative if it does not say
 */
record SampleInput(String name, boolean wide, boolean single, long features) {
    /** Bytes of samples that are given to the runtime at once, unless a single one has more. */
    static final int BLOCK = 4 << 20;

    static SampleInput of(String model, Map<String, NodeInfo> inputs) throws IOException {
        if (inputs.size() != 1) {
            throw unfit(model, "it has " + inputs.size() + " inputs: " + Declared.list(inputs.values()));
        }
        NodeInfo input = inputs.values().iterator().next();
        if (!(input.getInfo() instanceof TensorInfo tensor) || !Declared.isReal(tensor)) {
            throw unfit(model, "its input is no tensor of floats or doubles: " + Declared.show(input));
        }
        long[] shape = tensor.getShape();
        if (shape.length != 2 || (shape[0] >= 0 && shape[0] != 1)) {
            throw unfit(model, "its input is not of the shape (n, features) or (1, features): " + Declared.show(input));
        }
        return new SampleInput(input.getName(), tensor.type == OnnxJavaType.DOUBLE, shape[0] == 1, shape[1]);
    }

    private static IOException unfit(String model, String why) {
        return new IOException("Cannot use " + model + " as an operator: " + why
                + ". It must have one input of floats or doubles, samples by features.");
    }

    /** Checks that these samples fit. */
    void check(String model, double[][] samples) {
        for (int row = 0; row < samples.length; row++) {
            if (samples[row].length != samples[0].length) {
                throw new IllegalArgumentException("Cannot run " + model + ": sample " + row + " has "
                        + samples[row].length + " features, sample 0 has " + samples[0].length + ".");
            }
        }
        if (samples.length > 0 && features >= 0 && samples[0].length != features) {
            throw new IllegalArgumentException("Cannot run " + model + ": its input '" + name + "' takes " + features
                    + " features, the samples have " + samples[0].length + ".");
        }
    }

    /** How many of {@code samples}, which is not empty, are given at once. */
    int rowsAtOnce(double[][] samples) {
        if (single) {
            return 1;
        }
        long bytes = Math.max(1, (long) samples[0].length * width());
        return (int) Math.min(samples.length, Math.max(1, BLOCK / bytes));
    }

    /** Room for so many rows, to be used for one block after the other. */
    ByteBuffer room(int rows, int columns) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(rows, columns), width()))
                .order(ByteOrder.nativeOrder());
    }

    /** The rows from {@code first} as a tensor over {@code room}, which may be used again when the tensor is closed. */
    OnnxTensor tensor(OrtEnvironment environment, double[][] samples, int first, int rows, ByteBuffer room)
            throws OrtException {
        long[] shape = {rows, samples[first].length};
        if (wide) {
            DoubleBuffer doubles = room.asDoubleBuffer();
            for (int row = first; row < first + rows; row++) {
                doubles.put(samples[row]);
            }
            return OnnxTensor.createTensor(environment, doubles.flip(), shape);
        }
        FloatBuffer floats = room.asFloatBuffer();
        for (int row = first; row < first + rows; row++) {
            for (double value : samples[row]) {
                floats.put((float) value);
            }
        }
        return OnnxTensor.createTensor(environment, floats.flip(), shape);
    }

    private int width() {
        return wide ? Double.BYTES : Float.BYTES;
    }
}
