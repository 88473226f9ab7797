package dev.cairn.replay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** What a model made of one block of samples: only its shape says whether that is what the model declared. */
final class BlockResult {
    private final String model;
    private final String output;
    private final int samples;
    private final OnnxTensor tensor;
    private final long[] shape;

    BlockResult(String model, String output, int samples, OnnxValue value) {
        this.model = model;
        this.output = output;
        this.samples = samples;
        if (!(value instanceof OnnxTensor dense)) {
            throw new IllegalStateException(
                    "The output '" + output + "' of " + model + " is a " + value.getType() + ", not a tensor.");
        }
        this.tensor = dense;
        this.shape = dense.getInfo().getShape();
    }

    /** One number for each sample. */
    double[] column() {
        boolean oneEach = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
        if (!oneEach || shape[0] != samples) {
            throw other(Declared.shape(samples) + " or " + Declared.shape(samples, 1));
        }
        return all();
    }

    /** The same number of numbers for each sample. */
    double[][] rows() {
        if (shape.length != 2 || shape[0] != samples) {
            throw other("(" + samples + ", features)");
        }
        int columns = (int) shape[1];
        double[] all = all();
        double[][] rows = new double[samples][columns];
        for (int row = 0; row < samples; row++) {
            System.arraycopy(all, row * columns, rows[row], 0, columns);
        }
        return rows;
    }

    /** For each sample the number of the first column with the highest score, NaN if one of its scores is. */
    double[] best() {
        if (shape.length != 2 || shape[0] != samples || shape[1] < 2) {
            throw other("(" + samples + ", classes) with two classes or more");
        }
        double[][] scores = rows();
        double[] best = new double[samples];
        for (int row = 0; row < samples; row++) {
            best[row] = best(scores[row]);
        }
        return best;
    }

    private static double best(double[] scores) {
        int best = 0;
        for (int column = 0; column < scores.length; column++) {
            if (Double.isNaN(scores[column])) {
                return Double.NaN;
            }
            if (scores[column] > scores[best]) {
                best = column;
            }
        }
        return best;
    }

    private double[] all() {
        switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                double[] all = new double[floats.remaining()];
                for (int at = 0; at < all.length; at++) {
                    all[at] = floats.get();
                }
                return all;
            }
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                double[] all = new double[doubles.remaining()];
                doubles.get(all);
                return all;
            }
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                double[] all = new double[longs.remaining()];
                for (int at = 0; at < all.length; at++) {
                    all[at] = longs.get();
                }
                return all;
            }
            default ->
                throw new IllegalStateException("The output '" + output + "' of " + model + " has the type "
                        + tensor.getInfo().type + ", other than it declares.");
        }
    }

    private IllegalStateException other(String wanted) {
        return new IllegalStateException("The output '" + output + "' of " + model + " has the shape "
                + Declared.shape(shape) + " for " + samples + " samples, not " + wanted + ".");
    }
}
