package dev.cairn.replay.onnx;

import dev.cairn.operator.Transformer;

/** A model that makes other features of those of each sample. */
final class OnnxTransformer implements Transformer {
    private final BlockRunner runner;

    OnnxTransformer(BlockRunner runner) {
        this.runner = runner;
    }

    @Override
    public double[][] transform(double[][] samples) {
        double[][] transformed = new double[samples.length][];
        runner.run(samples, (first, result) -> {
            double[][] block = result.rows();
            if (first > 0 && block[0].length != transformed[0].length) {
                throw new IllegalStateException("The features of the transformed samples are not as many for each: "
                        + transformed[0].length + " for sample 0, " + block[0].length + " for sample " + first + ".");
            }
            System.arraycopy(block, 0, transformed, first, block.length);
        });
        return transformed;
    }

    @Override
    public void close() {
        runner.close();
    }
}
