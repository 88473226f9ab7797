package dev.cairn.replay.onnx;

import dev.cairn.operator.Operator;
import dev.cairn.operator.OperatorFormat;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads ONNX models as operators, run by ONNX Runtime on the processor.
 *
 * <p><b>Input.</b> A model has one input, a tensor of floats or doubles of the shape (samples, features). The number of samples is open, or
 * fixed to 1, in which case samples go one by one; otherwise they go in blocks of about 4 MiB. For an input of floats the samples are
 * narrowed to float, as the tools that export such models do: what is beyond float becomes infinite, and results are as exact as a
 * float is.
 *
 * <p><b>Output.</b> What the model is follows from the parameters of the description, or else from its outputs:
 *
 * <ul>
 *   <li>{@code "output"}: the name of the output to use.
 *   <li>{@code "task"}: {@code regression} takes an output of floats or doubles of the shape (samples) or (samples, 1) and makes a
 *       {@link dev.cairn.operator.Predictor}; {@code transform} takes one of the shape (samples, features) and makes a
 *       {@link dev.cairn.operator.Transformer}; {@code classification} takes int64 labels of the shape (samples) or (samples, 1) and makes
 *       a predictor that classifies. Where a model has no labels but scores, of the shape (samples, classes), the class is the number of
 *       the column, from 0, with the highest score, the first of several; it is NaN if a score of the sample is.
 *   <li>Without a task, int64 labels alone or beside scores mean classification; a single output of floats or doubles means
 *       regression if its shape is (samples) or (samples, 1), and transform if it has a fixed number of columns above 1.
 * </ul>
 *
 * <p>What is left open is an error that lists the outputs. Labels that are text are refused, as classes are numbers here: export the model
 * with encoded labels, or name its scores as the output.
 *
 * <p><b>Operators.</b> Each has one session until it is closed, which waits for calls that go on; afterwards it throws
 * {@link IllegalStateException}. A call runs in the caller's thread alone, so results do not depend on how many processors there are and
 * the same call has the same result each time on the same machine. In blocks of other sizes, and on other machines, the last bits may differ.
 * NaN is passed to the model and back. A failure of the runtime is an {@link IllegalStateException} that says what was tried, or an
 * {@link IllegalArgumentException} where the model leaves the number of features open and so cannot be asked whether it was that.
 *
 * <p><b>Trust.</b> A model is read from its bytes alone: one that refers to other files is refused before the runtime sees it, no operators
 * but the built-in ones are known, and telemetry is off. A model is still a program, of tensors: nothing limits how long it runs or how much
 * memory it takes.
 *
 * <p>ONNX Runtime unpacks its native library into {@code java.io.tmpdir} when the first model is read, unless the system property
 * {@code onnxruntime.native.path} names a folder that has it.
 */
public final class OnnxFormat implements OperatorFormat {
    /** For {@link java.util.ServiceLoader}. */
    public OnnxFormat() {}

    @Override
    public String name() {
        return "onnx";
    }

    /**
     * Reads a model. Its bytes are held in memory while it is read.
     *
     * @throws IOException if these bytes are no ONNX model, if it refers to other files, if its input or outputs are others than those above,
     *     if its parameters do not fit it, or if ONNX Runtime cannot be loaded here
     */
    @Override
    public Operator read(InputStream bytes, Description described) throws IOException {
        String model = "the ONNX model '" + described.operatorClass() + "'";
        byte[] content = bytes.readAllBytes();
        ModelBytes.check(model, content);
        OnnxSession session = OnnxSession.open(model, content);
        try {
            SampleInput input = SampleInput.of(model, session.inputs());
            ModelOutput output = OutputChoice.of(model, session.outputs(), described.parameters());
            BlockRunner runner = new BlockRunner(session, input, output);
            return output.use() == ModelOutput.Use.ROWS ? new OnnxTransformer(runner) : new OnnxPredictor(runner);
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
