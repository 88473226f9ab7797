package dev.cairn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference fronts of jMetal, where the data set of the project lies beside it. */
class RealFrontsTest {
    @Test
    void theFrontOfZdt1HasItsKnownHypervolume() throws IOException {
        NamedResult zdt1 = front(folder().resolve("ZDT1.csv"));
        QualityComparison comparison = QualityComparison.of(
                ResultGroup.each(List.of(zdt1)),
                CompareOptions.defaults().withReference(zdt1).withPoint(List.of(1.0, 1.0)));
        // The area above 1 - sqrt(f1) is 2/3, of which 1001 points miss a little.
        assertThat(comparison.results().get(0).values().get(Indicator.HYPERVOLUME))
                .isEqualTo(2.0 / 3, offset(1e-3));
        assertThat(comparison.results().get(0).values()).containsEntry(Indicator.IGD_PLUS, 0.0);
        assertThat(comparison.results().get(0).values()).containsEntry(Indicator.EPSILON, 0.0);
    }

    @Test
    void everyFrontIsDrawnInBoundedSize() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.sorted().toList()) {
                Plot plot = Plots.front(List.of(front(file)));
                assertThat(plot.svg()).as("%s", file).contains("<text").hasSizeLessThan(1_000_000);
            }
        }
    }

    private static NamedResult front(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            double[][] points = lines.filter(line -> !line.isBlank())
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
            return Sample.minimized(String.valueOf(file.getFileName()), points);
        }
    }

    /** The data set is beside the project, or nowhere. */
    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/jmetal/referenceFrontsCSV");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        assumeTrue(false, "the data set of the project is not beside it");
        throw new IllegalStateException("not reached");
    }
}
