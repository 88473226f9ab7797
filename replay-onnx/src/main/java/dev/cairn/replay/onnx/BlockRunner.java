package dev.cairn.replay.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;

/** Runs a model on samples, one block after the other. Safe for use by many threads, none of which waits for another but to close. */
final class BlockRunner implements AutoCloseable {
    private final OnnxSession session;
    private final SampleInput input;
    private final ModelOutput output;

    BlockRunner(OnnxSession session, SampleInput input, ModelOutput output) {
        this.session = session;
        this.input = input;
        this.output = output;
    }

    /** Takes what the model made of a block. */
    interface Taker {
        void take(int first, BlockResult result) throws OrtException;
    }

    ModelOutput.Use use() {
        return output.use();
    }

    /** Gives {@code taker} the results for all samples in order, unless there are none. */
    void run(double[][] samples, Taker taker) {
        session.whileOpen(() -> {
            input.check(session.model(), samples);
            if (samples.length > 0) {
                int rows = input.rowsAtOnce(samples);
                ByteBuffer room = input.room(rows, samples[0].length);
                for (int first = 0; first < samples.length; first += rows) {
                    block(samples, first, Math.min(rows, samples.length - first), room, taker);
                }
            }
        });
    }

    private void block(double[][] samples, int first, int rows, ByteBuffer room, Taker taker) {
        try (OnnxTensor tensor = input.tensor(session.environment(), samples, first, rows, room);
                OrtSession.Result results = session.run(input.name(), tensor, output.name())) {
            OnnxValue value = results.get(0);
            taker.take(first, new BlockResult(session.model(), output.name(), rows, value));
        } catch (OrtException e) {
            throw failed(samples, rows, e);
        }
    }

    /** The runtime has no error of its own for features that are too many or too few. */
    private RuntimeException failed(double[][] samples, int rows, OrtException e) {
        String message = "Cannot run " + session.model() + " on " + rows + " samples of " + samples[0].length
                + " features: " + e.getMessage();
        return input.features() < 0
                ? new IllegalArgumentException(
                        message + ". It does not say how many features it takes; probably not that many.", e)
                : new IllegalStateException(message, e);
    }

    @Override
    public void close() {
        session.close();
    }
}
