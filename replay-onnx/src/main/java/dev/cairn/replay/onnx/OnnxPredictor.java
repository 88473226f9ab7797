package dev.cairn.replay.onnx;

import dev.cairn.operator.Predictor;
import dev.cairn.replay.onnx.ModelOutput.Use;

/** A model that says a value or a class of each sample. */
final class OnnxPredictor implements Predictor {
    private final BlockRunner runner;

    OnnxPredictor(BlockRunner runner) {
        this.runner = runner;
    }

    @Override
    public double[] predict(double[][] samples) {
        double[] predicted = new double[samples.length];
        runner.run(samples, (first, result) -> {
            double[] block = runner.use() == Use.SCORES ? result.best() : result.column();
            System.arraycopy(block, 0, predicted, first, block.length);
        });
        return predicted;
    }

    @Override
    public boolean classifies() {
        return runner.use() != Use.VALUES;
    }

    @Override
    public void close() {
        runner.close();
    }
}
