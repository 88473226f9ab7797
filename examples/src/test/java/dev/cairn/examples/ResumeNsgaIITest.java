package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeNsgaIITest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private ResumeNsgaII example() {
        return new ResumeNsgaII(folder.toString(), 2_000, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void aRunThatWasInterruptedTwiceDoesAllItsEvaluationsAndKeepsAllItsGenerations() {
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> example().run(done -> {
                        if (done >= 500) {
                            throw new IllegalStateException("interrupted");
                        }
                    }))
                    .hasMessage("interrupted");
        }

        example().run(done -> {});

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "Begin with seed 42",
                        "Go on behind generation 4.",
                        "Go on behind generation 8.",
                        "20 generations");
        try (StorageManager manager = StorageManagers.open(folder.toString())) {
            OptimizationResult result = manager.loadResult(ResumeNsgaII.KEY);
            assertThat(result.run().evaluations()).isEqualTo(2_000);
            assertThat(result.history().rows()).isEqualTo(20);
            assertThat(result.history().columns()).containsKey("best volume");
        }
    }
}
