package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The means that the example streams are those of the tensors read whole. */
class ActivationsTest {
    @Test
    void theMeansAreThoseOfAllValues() {
        try (Workspace workspace = Workspace.open("memory:")) {
            TensorStore tensors = workspace.experiment("activations").tensors();
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Activations activations = new Activations(tensors, new PrintStream(printed, true, StandardCharsets.UTF_8));
            activations.keep(7);
            activations.report();
            String[] lines = printed.toString(StandardCharsets.UTF_8).split("\n", -1);
            for (int layer = 0; layer < 3; layer++) {
                double sum = 0;
                long count = 0;
                for (long batch : tensors.batches("tanh-network")) {
                    Tensor whole = tensors.getTensor("tanh-network", batch, "layer_" + layer, "activations");
                    for (float value : whole.floats()) {
                        sum += value;
                        count++;
                    }
                }
                assertThat(lines[layer])
                        .contains("1280 rows")
                        .endsWith(String.format(Locale.getDefault(), "%.6f", sum / count));
            }
        }
    }
}
