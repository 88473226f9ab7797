package dev.cairn.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.operator.OperatorFormat.Description;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Built-in operators as bytes, and found by their format. */
class BuiltInFormatTest {
    private static final Description ANY = new Description("any", Attributes.empty());

    private static Operator read(byte[] bytes) throws IOException {
        return OperatorFormats.named("cairn").read(new ByteArrayInputStream(bytes), ANY);
    }

    private static Operator read(String json) throws IOException {
        return read(json.getBytes(UTF_8));
    }

    /** Doubles of all bit patterns that are finite: subnormal ones, the largest, both zeros. */
    @Provide
    Arbitrary<double[]> numbers() {
        return Arbitraries.longs()
                .map(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .edgeCases(edges -> edges.add(-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1))
                .array(double[].class)
                .ofSize(3);
    }

    @Property(tries = 200)
    void everyBitOfFittedNumbersComesBack(@ForAll("numbers") double[] one, @ForAll("numbers") double[] other)
            throws IOException {
        double[] scale = {Math.abs(other[0]), 0, 1e-300};
        for (BuiltInOperator operator : List.of(
                StandardScaling.of(one, scale),
                MinMaxScaling.of(new double[] {Math.min(one[0], one[1])}, new double[] {Math.max(one[0], one[1])}),
                LinearModel.of(one, other[0]),
                PlsModel.of(one, scale, other, one[0]))) {
            BuiltInOperator back = (BuiltInOperator) read(operator.toBytes());
            assertThat(back).isExactlyInstanceOf(operator.getClass());
            assertThat(back.toBytes()).isEqualTo(operator.toBytes());
        }
        LinearModel back = (LinearModel) read(LinearModel.of(one, other[0]).toBytes());
        for (int i = 0; i < one.length; i++) {
            assertThat(Double.doubleToRawLongBits(back.coefficients()[i]))
                    .isEqualTo(Double.doubleToRawLongBits(one[i]));
        }
    }

    @Test
    void operatorsWithoutFittedNumbersComeBackFromBytesAndFromParameters() throws IOException {
        for (BuiltInOperator operator : List.of(
                StandardNormalVariate.of(1), SavitzkyGolay.of(7, 2, 1, 0.25), Detrend.constant(), Detrend.linear())) {
            assertThat(((BuiltInOperator) read(operator.toBytes())).toBytes()).isEqualTo(operator.toBytes());
            Operator rebuilt =
                    OperatorFormats.rebuild(new Description(operator.operatorClass(), operator.parameters()));
            assertThat(((BuiltInOperator) rebuilt).toBytes()).isEqualTo(operator.toBytes());
        }
    }

    @Test
    void theBytesAreReadableJson() {
        assertThat(LinearModel.of(new double[] {0.1, -0.0}, 1).toBytes())
                .asString(UTF_8)
                .isEqualTo(
                        "{\"coefficients\":[0.1,-0.0],\"format\":1,\"intercept\":1.0,\"operator\":\"linear-model\"}");
    }

    @Test
    void wholeNumbersWrittenByOthersAreTaken() throws IOException {
        LinearModel model = (LinearModel)
                read("{\"format\":1,\"operator\":\"linear-model\",\"coefficients\":[1,2],\"intercept\":3}");
        assertThat(model.predict(new double[][] {{10, 100}})).containsExactly(213);
    }

    @Test
    void whatIsNewerOrUnknownIsSaidToBeSo() {
        assertThatThrownBy(() -> read("{\"format\":2,\"operator\":\"linear-model\"}"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> read("{\"format\":1,\"operator\":\"java.lang.Runtime\"}"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("java.lang.Runtime")
                .hasMessageContaining("linear-model");
    }

    @Test
    void whatIsNoOperatorIsRefusedWithTheReason() {
        Map.of(
                        "{\"format\":1,\"operator\":\"linear-model\",\"coefficients\":[1e999],\"intercept\":3}",
                        "coefficients[0] is Infinity",
                        "{\"format\":1,\"operator\":\"linear-model\",\"coefficients\":[1],\"intercept\":{\"$f64\":\"7ff8000000000000\"}}",
                        "intercept is NaN",
                        "{\"format\":1,\"operator\":\"linear-model\",\"coefficients\":[\"1\"],\"intercept\":3}",
                        "a list of numbers called 'coefficients'",
                        "{\"format\":1,\"operator\":\"linear-model\",\"coefficients\":[1],\"intercept\":3,\"bias\":1}",
                        "does not know [bias]",
                        "{\"operator\":\"linear-model\"}",
                        "'format' is null",
                        "{\"format\":1}",
                        "'operator' is null",
                        "[1]",
                        "a JSON object")
                .forEach((json, reason) -> assertThatThrownBy(() -> read(json))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(reason));
        assertThatThrownBy(() -> read("{\"format\":1,")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    }

    @Test
    void parametersThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> OperatorFormats.rebuild(
                        new Description("cairn.SavitzkyGolay", Attributes.of(Map.of("window", 5, "polyorder", 2)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole number called 'order'");
        assertThatThrownBy(() -> OperatorFormats.rebuild(
                        new Description("cairn.Detrend", Attributes.of(Map.of("type", "square")))))
                .hasMessageContaining("'square'");
    }

    @Test
    void aFormatOrClassThatNobodyKnowsIsNamedWithThoseThatAreThere() {
        assertThatThrownBy(() -> OperatorFormats.named("onnx"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("'onnx'")
                .hasMessageContaining("cairn")
                .hasMessageContaining("dev.cairn:cairn-replay-onnx");
        assertThatThrownBy(() -> OperatorFormats.named("joblib")).hasMessageContaining("'joblib'");
        assertThatThrownBy(() -> OperatorFormats.rebuild(ANY))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("'any'")
                .hasMessageContaining("cairn");
        assertThatThrownBy(() -> OperatorFormats.rebuild(new Description("cairn.LinearModel", Attributes.empty())))
                .isInstanceOf(UnsupportedException.class);
    }
}
