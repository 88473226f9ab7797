package dev.cairn.replay.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.DOUBLE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.atIndex;

import dev.cairn.operator.Predictor;
import dev.cairn.operator.Transformer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How samples get into a model. */
class OnnxInputTest {
    private static final double[][] TWO = {{1, 2, 3}, {4, 5, 7.5}};

    @Nested
    class Runs {
        @Test
        void floatsAreNarrowed() throws IOException {
            try (Transformer plusOne =
                    Reading.transformer(Graphs.plusOne(FLOAT, -1, 2).bytes())) {
                double[][] transformed = plusOne.transform(new double[][] {{0.1, 1e300}});
                assertThat(transformed).isDeepEqualTo(new double[][] {{(float) 0.1 + 1f, Double.POSITIVE_INFINITY}});
            }
        }

        @Test
        void doublesKeepEveryBit() throws IOException {
            try (Transformer plusOne =
                    Reading.transformer(Graphs.plusOne(DOUBLE, -1, 2).bytes())) {
                double[][] transformed = plusOne.transform(new double[][] {{0.1, 1e300}});
                assertThat(transformed).isDeepEqualTo(new double[][] {{0.1 + 1, 1e300 + 1}});
            }
        }

        @Test
        void notANumberPasses() throws IOException {
            try (Transformer plusOne =
                            Reading.transformer(Graphs.plusOne(FLOAT, -1, 2).bytes());
                    Predictor mean =
                            Reading.predictor(Graphs.mean(FLOAT, -1, 2, true).bytes())) {
                assertThat(plusOne.transform(new double[][] {{Double.NaN, 1}})[0])
                        .containsExactly(Double.NaN, 2);
                assertThat(mean.predict(new double[][] {{Double.NaN, 1}, {1, 1}}))
                        .containsExactly(Double.NaN, 1);
            }
        }

        @Test
        void samplesGoOneByOneIntoABatchOfOne() throws IOException {
            try (Transformer plusOne =
                            Reading.transformer(Graphs.plusOne(FLOAT, 1, 3).bytes());
                    Predictor column =
                            Reading.predictor(Graphs.mean(DOUBLE, 1, 3, true).bytes());
                    Predictor flat =
                            Reading.predictor(Graphs.mean(DOUBLE, 1, 3, false).bytes())) {
                assertThat(plusOne.transform(TWO)).isDeepEqualTo(new double[][] {{2, 3, 4}, {5, 6, 8.5}});
                assertThat(column.predict(TWO)).containsExactly(2, 5.5);
                assertThat(flat.predict(TWO)).containsExactly(2, 5.5);
            }
        }

        @Test
        void manySamplesGoInSeveralBlocksAndKeepTheirOrder() throws IOException {
            double[][] samples = new double[2_000][700];
            for (int row = 0; row < samples.length; row++) {
                samples[row][0] = row;
                samples[row][699] = -row;
            }
            try (Transformer plusOne =
                    Reading.transformer(Graphs.plusOne(DOUBLE, -1, 700).bytes())) {
                double[][] transformed = plusOne.transform(samples);
                for (int row = 0; row < samples.length; row++) {
                    assertThat(transformed[row])
                            .hasSize(700)
                            .contains(row + 1, atIndex(0))
                            .contains(1 - row, atIndex(699));
                }
            }
            assertThat(new SampleInput("x", true, false, 700).rowsAtOnce(samples))
                    .isEqualTo(748);
        }

        @Test
        void aSampleOfMoreThanABlockGoesAlone() {
            double[][] samples = new double[3][SampleInput.BLOCK];
            assertThat(new SampleInput("x", false, false, -1).rowsAtOnce(samples))
                    .isEqualTo(1);
        }

        @Test
        void noSamplesHaveNoResults() throws IOException {
            try (Transformer plusOne =
                            Reading.transformer(Graphs.plusOne(FLOAT, -1, 3).bytes());
                    Predictor mean =
                            Reading.predictor(Graphs.mean(FLOAT, -1, 3, true).bytes())) {
                assertThat(plusOne.transform(new double[0][])).isEmpty();
                assertThat(mean.predict(new double[0][])).isEmpty();
            }
        }

        @Test
        void samplesAreNotChanged() throws IOException {
            double[][] samples = {{0.1, 0.2, 0.3}};
            try (Transformer plusOne =
                    Reading.transformer(Graphs.plusOne(DOUBLE, -1, 3).bytes())) {
                plusOne.transform(samples);
            }
            assertThat(samples).isDeepEqualTo(new double[][] {{0.1, 0.2, 0.3}});
        }
    }

    @Nested
    class Refuses {
        @Test
        void anotherNumberOfFeaturesAndNamesBoth() throws IOException {
            try (Predictor mean =
                    Reading.predictor(Graphs.mean(FLOAT, -1, 5, true).bytes())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> mean.predict(TWO))
                        .withMessageContaining("'test.Model'")
                        .withMessageContaining("takes 5 features, the samples have 3");
            }
        }

        @Test
        void anotherNumberOfFeaturesThatOnlyTheRuntimeFinds() throws IOException {
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, -1)
                    .constant(Graphs.one(FLOAT).clearDims().addDims(2).addFloatData(1))
                    .node("MatMul", "y", "x", "one")
                    .output("y", FLOAT, -1)
                    .bytes();
            try (Predictor sum = Reading.predictor(model)) {
                assertThat(sum.predict(new double[][] {{1, 2}})).containsExactly(3);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sum.predict(TWO))
                        .withMessageContaining("on 2 samples of 3 features")
                        .withMessageContaining("probably not that many");
            }
        }

        @Test
        void samplesOfDifferentLengths() throws IOException {
            try (Predictor mean =
                    Reading.predictor(Graphs.mean(FLOAT, -1, 3, true).bytes())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> mean.predict(new double[][] {{1, 2, 3}, {1, 2}}))
                        .withMessageContaining("sample 1 has 2 features, sample 0 has 3");
            }
        }

        @Test
        void aModelWithTwoInputs() {
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, 3)
                    .input("z", FLOAT, -1, 3)
                    .node("Add", "y", "x", "z")
                    .output("y", FLOAT, -1, 3)
                    .bytes();
            refused(model, "it has 2 inputs: 'x' float (n, 3), 'z' float (n, 3)");
        }

        @Test
        void anInputOfWholeNumbers() {
            byte[] model = new Graphs()
                    .input("x", INT64, -1, 3)
                    .node("Identity", "y", "x")
                    .output("y", INT64, -1, 3)
                    .bytes();
            refused(model, "its input is no tensor of floats or doubles: 'x' int64 (n, 3)");
        }

        @Test
        void anInputOfThreeDimensions() {
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, 1, 3)
                    .node("Identity", "y", "x")
                    .output("y", FLOAT, -1, 1, 3)
                    .bytes();
            refused(model, "not of the shape (n, features) or (1, features): 'x' float (n, 1, 3)");
        }

        @Test
        void aBatchThatIsFixedToMoreThanOne() {
            refused(Graphs.plusOne(FLOAT, 32, 3).bytes(), "'x' float (32, 3)");
        }

        private void refused(byte[] model, String why) {
            assertThatIOException()
                    .isThrownBy(() -> Reading.read(model, Map.of()))
                    .withMessageContaining("the ONNX model 'test.Model'")
                    .withMessageContaining(why);
        }
    }
}
