package dev.cairn.replay.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.DOUBLE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.operator.Operator;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.Transformer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which output is used, and what is made of it. */
class OnnxOutputTest {
    private static final double[][] SCORES = {{1, 3, 2}, {2, 2, 1}, {0, 4, 4}, {Double.NaN, 1, 2}};

    @Nested
    class WithoutATask {
        @Test
        void aColumnOrAVectorOfRealsIsARegressor() throws IOException {
            for (boolean column : new boolean[] {true, false}) {
                try (Predictor mean =
                        Reading.predictor(Graphs.mean(DOUBLE, -1, 2, column).bytes())) {
                    assertThat(mean.classifies()).isFalse();
                    assertThat(mean.predict(new double[][] {{1, 2}, {3, 5}})).containsExactly(1.5, 4);
                }
            }
        }

        @Test
        void severalColumnsAreATransformer() throws IOException {
            try (Operator operator = Reading.read(Graphs.plusOne(FLOAT, -1, 2).bytes(), Map.of())) {
                assertThat(operator).isInstanceOf(Transformer.class);
            }
        }

        @Test
        void wholeNumbersAreLabels() throws IOException {
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, 3)
                    .node("ArgMax", "label", "x")
                    .with("axis", 1)
                    .with("keepdims", 1)
                    .output("label", INT64, -1, 1)
                    .bytes();
            try (Predictor classifier = Reading.predictor(model)) {
                assertThat(classifier.classifies()).isTrue();
                assertThat(classifier.predict(new double[][] {{1, 3, 2}, {1, 2, 3}}))
                        .containsExactly(1, 2);
            }
        }

        @Test
        void scoresBesideLabelsDoNotMatter() throws IOException {
            try (Predictor classifier = Reading.predictor(Graphs.classifier(3).bytes())) {
                assertThat(classifier.classifies()).isTrue();
                assertThat(classifier.predict(new double[][] {{1, 3, 2}, {1, 2, 3}}))
                        .containsExactly(1, 2);
            }
        }

        @Test
        void twoOutputsAreRefusedAndListed() {
            refused(
                    meanAndPlusOne(),
                    Map.of(),
                    "which output is meant is open. Its outputs are 'y' float (n, 3), 'mean' float (n). "
                            + "Name one with the parameter \"output\", and say what it is with \"task\"");
        }

        @Test
        void anOpenNumberOfColumnsIsRefused() {
            refused(Graphs.plusOne(FLOAT, -1, -1).bytes(), Map.of(), "its output does not say what it is");
        }

        @Test
        void labelsOfTextAreRefused() {
            refused(textLabels(), Map.of(), "its labels are text, and labels must be numbers");
        }
    }

    @Nested
    class WithParameters {
        @Test
        void theNamedOutputIsUsed() throws IOException {
            try (Predictor mean = (Predictor) Reading.read(meanAndPlusOne(), Map.of("output", "mean"));
                    Transformer plusOne = (Transformer) Reading.read(meanAndPlusOne(), Map.of("output", "y"))) {
                assertThat(mean.predict(new double[][] {{1, 2, 3}})).containsExactly(2);
                assertThat(plusOne.transform(new double[][] {{1, 2, 3}})).isDeepEqualTo(new double[][] {{2, 3, 4}});
            }
        }

        @Test
        void theTaskChoosesTheOutputThatFits() throws IOException {
            try (Predictor mean = (Predictor) Reading.read(meanAndPlusOne(), Map.of("task", "regression"))) {
                assertThat(mean.predict(new double[][] {{1, 2, 3}})).containsExactly(2);
            }
        }

        @Test
        void scoresBecomeTheFirstOfTheBestClassesAndNaNWhereOneIsNaN() throws IOException {
            Map<String, String> parameters = Map.of("task", "classification");
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, 3)
                    .node("Identity", "scores", "x")
                    .output("scores", FLOAT, -1, 3)
                    .bytes();
            try (Predictor classifier = (Predictor) Reading.read(model, parameters)) {
                assertThat(classifier.classifies()).isTrue();
                assertThat(classifier.predict(SCORES)).containsExactly(1, 0, 1, Double.NaN);
            }
        }

        @Test
        void scoresBesideTextMayBeNamed() throws IOException {
            Map<String, String> parameters = Map.of("task", "classification", "output", "scores");
            try (Predictor classifier = (Predictor) Reading.read(textLabels(), parameters)) {
                assertThat(classifier.predict(new double[][] {{1, 3, 2}})).containsExactly(1);
            }
            refused(textLabels(), Map.of("task", "classification"), "its labels are text");
            refused(textLabels(), Map.of("output", "label"), "its labels are text");
        }

        @Test
        void aTransformerMayHaveOneColumn() throws IOException {
            byte[] model = Graphs.mean(FLOAT, -1, 3, true).bytes();
            try (Transformer mean = (Transformer) Reading.read(model, Map.of("task", "transform"))) {
                assertThat(mean.transform(new double[][] {{1, 2, 3}})).isDeepEqualTo(new double[][] {{2}});
            }
        }

        @Test
        void whatDoesNotFitIsRefused() {
            refused(meanAndPlusOne(), Map.of("output", "z"), "it has no output 'z'. Its outputs are 'y'");
            refused(meanAndPlusOne(), Map.of("task", "guess"), "its task is 'guess', not regression");
            refused(
                    meanAndPlusOne(),
                    Map.of("task", "transform", "output", "mean"),
                    "no output fits the task transform");
            refused(Graphs.classifier(3).bytes(), Map.of("task", "regression"), "no output fits the task regression");
        }
    }

    @Nested
    class AtRunTime {
        @Test
        void anotherShapeThanOneNumberEachIsNamed() throws IOException {
            byte[] model = Graphs.plusOne(FLOAT, -1, -1).bytes();
            try (Predictor regressor = (Predictor) Reading.read(model, Map.of("task", "regression"));
                    Predictor classifier = (Predictor) Reading.read(model, Map.of("task", "classification"))) {
                assertThat(regressor.predict(new double[][] {{1}, {2}})).containsExactly(2, 3);
                assertThatIllegalStateException()
                        .isThrownBy(() -> regressor.predict(new double[][] {{1, 2, 3}, {4, 5, 6}}))
                        .withMessage(
                                "The output 'y' of the ONNX model 'test.Model' has the shape (2, 3) for 2 samples, "
                                        + "not (2) or (2, 1).");
                assertThatIllegalStateException()
                        .isThrownBy(() -> classifier.predict(new double[][] {{1}, {2}}))
                        .withMessageContaining("has the shape (2, 1) for 2 samples, not (2, classes)");
            }
        }

        @Test
        void fewerResultsThanSamplesAreNamed() throws IOException {
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, 2)
                    .node("ReduceMean", "y", "x")
                    .withList("axes", 0)
                    .with("keepdims", 1)
                    .output("y", FLOAT, -1, 2)
                    .bytes();
            try (Transformer transformer = (Transformer) Reading.read(model, Map.of("task", "transform"))) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> transformer.transform(new double[][] {{1, 2}, {3, 4}, {5, 6}}))
                        .withMessageContaining("has the shape (1, 2) for 3 samples, not (3, features)");
            }
        }
    }

    private static byte[] meanAndPlusOne() {
        return Graphs.plusOne(FLOAT, -1, 3)
                .node("ReduceMean", "mean", "x")
                .withList("axes", 1)
                .with("keepdims", 0)
                .output("mean", FLOAT, -1)
                .bytes();
    }

    private static byte[] textLabels() {
        return new Graphs()
                .input("x", FLOAT, -1, 3)
                .node("ArgMax", "number", "x")
                .with("axis", 1)
                .with("keepdims", 0)
                .node("Cast", "label", "number")
                .with("to", STRING.getNumber())
                .node("Identity", "scores", "x")
                .output("label", STRING, -1)
                .output("scores", FLOAT, -1, 3)
                .bytes();
    }

    private static void refused(byte[] model, Map<String, String> parameters, String why) {
        assertThatIOException()
                .isThrownBy(() -> Reading.read(model, parameters))
                .withMessageContaining("Cannot use the ONNX model 'test.Model' as an operator")
                .withMessageContaining(why);
    }
}
