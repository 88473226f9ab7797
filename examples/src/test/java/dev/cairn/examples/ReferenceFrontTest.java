package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds what NSGA-II found on RE31 against the reference front that jMetal publishes.
 *
 * <p>That front is itself an approximation with nine digits, so whether one of its points dominates a found one, or the reverse,
 * proves nothing. Its smallest values, however, are exact: volume and stress are smallest at corners of the box of the
 * variables, and no violation is below zero. So no solution of any run may be below them, and a good run comes close.
 */
class ReferenceFrontTest {
    private static final Path REFERENCE = Path.of("../../shared/data/jmetal/referenceFrontsCSV/RE31.csv");
    private static final double NINE_DIGITS = 1e-8;

    private static List<double[]> reference = List.of();
    private static List<OptimizationResult> results = List.of();

    @BeforeAll
    static void readAndRun() throws IOException {
        assumeThat(REFERENCE).as("jMetal's reference front").exists();
        try (Stream<String> lines = Files.lines(REFERENCE)) {
            reference = lines.map(ReferenceFrontTest::numbers).toList();
        }
        results = LongStream.rangeClosed(1, 3)
                .mapToObj(new EngineeringRun(100, 5_000)::withSeed)
                .toList();
    }

    @Test
    void nothingFoundIsBelowTheBestThatIsPossible() {
        for (int objective = 0; objective < 3; objective++) {
            assertThat(smallestFound(objective))
                    .isGreaterThanOrEqualTo(smallestInReference(objective) * (1 - NINE_DIGITS));
        }
    }

    @Test
    void theBestFoundIsCloseToTheBestThatIsPossible() {
        for (int objective = 0; objective < 3; objective++) {
            assertThat(smallestFound(objective)).isLessThanOrEqualTo(smallestInReference(objective) * 1.5);
        }
    }

    private static double smallestFound(int objective) {
        return results.stream()
                .mapToDouble(result -> result.objective(result.objectiveNames().get(objective))
                        .values()
                        .min()
                        .orElseThrow())
                .min()
                .orElseThrow();
    }

    private static double smallestInReference(int objective) {
        return reference.stream().mapToDouble(point -> point[objective]).min().orElseThrow();
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
}
