package dev.cairn.examples;

import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.RowBlock;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.Workspace;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What do the layers of a small network answer on average? Keeps the activations of each layer, batch by batch, and computes the means by
 * streaming one layer at a time, with a few rows in memory. Argument: the store, a folder or a URI.
 */
public final class Activations {
    private static final int INPUTS = 8;
    private static final List<Integer> LAYERS = List.of(16, 32, 4);
    private static final int BATCHES = 20;
    private static final int ROWS = 64;
    private static final int ROWS_AT_ONCE = 10;
    private static final String RUN = "tanh-network";
    private static final String KEY = "activations";

    private final TensorStore tensors;
    private final PrintStream out;

    Activations(TensorStore tensors, PrintStream out) {
        this.tensors = tensors;
        this.out = out;
    }

    /** Keeps activations and prints their means. */
    public static void main(String[] args) {
        try (Workspace workspace = Workspace.open(args.length > 0 ? args[0] : "target/activations")) {
            Activations activations =
                    new Activations(workspace.experiment("activations").tensors(), System.out);
            activations.keep(7);
            activations.report();
        }
    }

    /** Feeds a network with random weights and keeps what its layers answer. */
    void keep(long seed) {
        Random random = new Random(seed);
        List<double[][]> weights = weights(random);
        tensors.putRunMetadata(RUN, Map.of("seed", seed, "inputs", INPUTS, "layers", LAYERS));
        for (int batch = 0; batch < BATCHES; batch++) {
            double[][] values = random(random, ROWS, INPUTS);
            Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
            for (int layer = 0; layer < weights.size(); layer++) {
                values = tanh(values, weights.get(layer));
                layers.put(name(layer), Map.of(KEY, tensor(values)));
            }
            tensors.putLayers(RUN, batch, Map.of("rows", ROWS), layers);
        }
    }

    /** Prints, for each layer, how many rows there are and the mean of all their values. */
    void report() {
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            Mean mean = mean(name(layer));
            out.printf(
                    "%s: %d rows of %d, mean %.6f%n",
                    name(layer), mean.rows, LAYERS.get(layer), mean.sum / mean.values);
        }
    }

    private static final class Mean {
        private long rows;
        private long values;
        private double sum;
    }

    private Mean mean(String layer) {
        Mean mean = new Mean();
        try (Stream<RowBlock> blocks = tensors.rows(RUN, layer, KEY, ROWS_AT_ONCE)) {
            blocks.forEach(block -> {
                mean.rows += block.rows().shape().get(0);
                for (float value : block.rows().floats()) {
                    mean.values++;
                    mean.sum += value;
                }
            });
        }
        return mean;
    }

    private static String name(int layer) {
        return "layer_" + layer;
    }

    private static List<double[][]> weights(Random random) {
        return Stream.iterate(0, layer -> layer < LAYERS.size(), layer -> layer + 1)
                .map(layer -> random(random, layer == 0 ? INPUTS : LAYERS.get(layer - 1), LAYERS.get(layer)))
                .toList();
    }

    private static double[][] random(Random random, int rows, int columns) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return values;
    }

    private static double[][] tanh(double[][] inputs, double[][] weights) {
        double[][] outputs = new double[inputs.length][weights[0].length];
        for (int row = 0; row < inputs.length; row++) {
            for (int unit = 0; unit < outputs[row].length; unit++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += inputs[row][i] * weights[i][unit];
                }
                outputs[row][unit] = Math.tanh(sum);
            }
        }
        return outputs;
    }

    private static Tensor tensor(double[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return Tensor.of(values, rows.length, rows[0].length);
    }
}
