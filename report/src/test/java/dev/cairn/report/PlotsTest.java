package dev.cairn.report;

import static dev.cairn.report.Drawn.curve;
import static dev.cairn.report.Drawn.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Generation;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotsTest {
    private static final List<Objective> MASS_AND_FLOW = List.of(
            Objective.minimize("mass").withUnit("kg"),
            Objective.maximize("flow").withUnit("m3/s"));

    @Nested
    class Fronts {
        @Test
        void axesBearNamesUnitsAndDirections() throws Exception {
            Plot plot =
                    Plots.front(List.of(Sample.of("pump", MASS_AND_FLOW, new double[][] {{1, 2}, {2, 3}, {3, 3.5}})));
            assertThat(texts(plot))
                    .contains("mass [kg] (minimized)", "flow [m3/s] (maximized)", "Pareto front of pump", "1.0", "3.0");
        }

        @Test
        void valuesStandInTheirOwnDirection() throws Exception {
            Plot plot = Plots.front(List.of(Sample.of("pump", MASS_AND_FLOW, new double[][] {{1, 20}, {2, 30}})));
            assertThat(texts(plot)).contains("20", "30").noneMatch(text -> text.startsWith("-"));
        }

        @Test
        void dominatedSolutionsAreDrawnWhereTheyAreAskedFor() {
            NamedResult result = Sample.minimized("r", new double[][] {{0, 1}, {1, 0}, {5, 5}, {7, 7}});
            Plot front = Plots.front(List.of(result));
            Plot all = Plots.front(List.of(result), PlotOptions.defaults().withDominated());
            assertThat(all.svg().length()).isGreaterThan(front.svg().length());
        }

        @Test
        void severalResultsHaveALegend() throws Exception {
            assertThat(texts(Plots.front(Sample.spheres(3, 20, 2)))).contains("variant 0", "variant 1", "variant 2");
        }

        @Test
        void longNamesAreShortened() throws Exception {
            String name = "a very long name of a variant that has no end at all and is still not over";
            NamedResult one =
                    new NamedResult(name, Sample.spheres(1, 5, 2).get(0).result());
            NamedResult other = Sample.spheres(1, 5, 2).get(0);
            assertThat(texts(Plots.front(List.of(one, other))))
                    .contains("a very long name of \u2026ll not over")
                    .doesNotContain(name);
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 3, 4, 7})
        void everyNumberOfObjectivesIsDrawn(int objectives) throws Exception {
            Plot plot = Plots.front(Sample.spheres(2, 40, objectives));
            for (int k = 1; k <= objectives; k++) {
                String name = "f" + k;
                assertThat(texts(plot)).anyMatch(text -> text.startsWith(name));
            }
            assertThat(texts(plot)).contains("variant 0", "variant 1");
        }

        @Test
        void parallelAxesShowTheirRealRange() throws Exception {
            Plot plot = Plots.front(List.of(Sample.minimized(
                    "r", new double[][] {{1, 20, 300, 5}, {2, 10, 200, 5}, {3, 5, 100, 5}})));
            assertThat(texts(plot)).contains("1", "3", "5", "20", "100", "300", "minimized");
        }

        @Test
        void moreResultsThanCanBeToldApartAreCounted() {
            Plot plot = Plots.front(Sample.spheres(30, 5, 2));
            assertThat(plot.notes()).contains("Drawn are 24 of 30 results");
        }
    }

    @Nested
    class Histories {
        @Test
        void positiveValuesOfManyPowersOfTenAreOnALogarithmicAxis() throws Exception {
            Plot plot = Plots.history(List.of(curve("a", 50_000, 300, 2), curve("b", 40_000, 30, 1)));
            assertThat(texts(plot))
                    .contains(
                            "best mass [kg] (minimized), logarithmic", "evaluations", "10", "1000", "10000", "a", "b");
        }

        @Test
        void othersAreOnALinearOne() throws Exception {
            assertThat(texts(Plots.history(List.of(curve("a", 5, 3, -2)))))
                    .contains("best mass [kg] (minimized)", "-2");
        }

        @Test
        void gapsAreCounted() {
            assertThat(Plots.history(List.of(curve("a", 3, Double.NaN, Double.POSITIVE_INFINITY, 1)))
                            .notes())
                    .containsExactly("2 values that are no finite numbers are gaps");
        }

        @Test
        void comeFromTheHistoryOfAResult() {
            History history = History.builder()
                    .column("generation", LongColumn.of(0, 1))
                    .column("evaluations", LongColumn.of(100, 200))
                    .column("best mass", RealColumn.of(3, 0).withMissing(1))
                    .build();
            NamedResult pump = Sample.of("pump", MASS_AND_FLOW, new double[][] {{1, 2}});
            NamedResult told = new NamedResult(
                    "pump", pump.result().toBuilder().history(history).build());
            assertThat(Curve.columnsOf(told)).containsExactly("best mass");
            Curve curve = Curve.ofHistory(told, "best mass");
            assertThat(curve.along()).isEqualTo("evaluations");
            assertThat(curve.up()).isEqualTo("best mass [kg] (minimized)");
            assertThat(curve.step(1)).isEqualTo(200);
            assertThat(curve.value(0)).isEqualTo(3);
            assertThat(curve.value(1)).isNaN();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Curve.ofHistory(told, "worst"))
                    .withMessageContaining("it has [best mass]");
        }

        @Test
        void ofARecordingShowItsHypervolume() {
            NamedResult end = Sample.minimized("end", new double[][] {{0, 1}, {1, 0}});
            QualityComparison comparison = QualityComparison.of(ResultGroup.each(List.of(end)));
            try (StorageManager manager = StorageManagers.open("memory:")) {
                OptimizationResult description = OptimizationResult.builder()
                        .problem(end.result().problem())
                        .build();
                try (var recorder = manager.record("run", description)) {
                    recorder.record(Generation.builder(0, 10)
                            .objective("f1", 2, 0)
                            .objective("f2", 2, 1)
                            .build());
                    recorder.record(Generation.builder(1, 20)
                            .objective("f1", 0, 1)
                            .objective("f2", 1, 0)
                            .build());
                    Curve curve =
                            Curve.hypervolume("run", manager.recording("run").orElseThrow(), comparison);
                    assertThat(curve.size()).isEqualTo(2);
                    assertThat(curve.step(1)).isEqualTo(20);
                    assertThat(curve.value(0)).isCloseTo(1.1 * 0.1, offset(1e-12));
                    assertThat(curve.value(1)).isCloseTo(0.11 + 0.1, offset(1e-12));
                }
            }
        }
    }

    @Nested
    class Boxes {
        private final QualityComparison comparison = QualityComparison.of(ResultGroup.by(
                Sample.spheres(8, 20, 2), one -> one.name().compareTo("variant 4") < 0 ? "near" : "far"));

        @Test
        void nameGroupsAndIndicator() throws Exception {
            assertThat(texts(Plots.boxes(comparison, Indicator.HYPERVOLUME)))
                    .contains("near (n = 4)", "far (n = 4)", "hypervolume (larger is better)");
        }

        @Test
        void ofAnotherIndicatorAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Plots.boxes(comparison, Indicator.BEST_VALUE))
                    .withMessageContaining("[hypervolume, IGD+, additive epsilon]");
        }
    }

    @Nested
    class Written {
        @TempDir
        Path folder;

        private final Plot plot =
                Plots.front(Sample.spheres(2, 30, 2), PlotOptions.defaults().withSize(640, 480));

        @Test
        void pngHasTheSizeOfTheOptions() throws IOException {
            BufferedImage image =
                    ImageIO.read(plot.writeTo(folder.resolve("a.png")).toFile());
            assertThat(image.getWidth()).isEqualTo(640);
            assertThat(image.getHeight()).isEqualTo(480);
            Set<Integer> colours = new HashSet<>();
            for (int x = 0; x < 640; x++) {
                for (int y = 0; y < 480; y++) {
                    colours.add(image.getRGB(x, y) & 0xFFFFFF);
                }
            }
            assertThat(colours).contains(0xFFFFFF, 0x0072B2, 0xD55E00);
        }

        @Test
        void theExtensionDecides() throws IOException {
            assertThat(Files.readString(plot.writeTo(folder.resolve("a.svg"))))
                    .contains("<svg", "viewBox=\"0 0 640 480\"");
            assertThat(plot.writeTo(folder.resolve("b"))).hasFileName("b.svg");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plot.writeTo(folder.resolve("a.pdf")))
                    .withMessageContaining(".svg or .png");
            assertThat(folder.resolve("a.pdf")).doesNotExist();
        }

        @Test
        void theSameDataGiveTheSameBytes() {
            Plot again =
                    Plots.front(Sample.spheres(2, 30, 2), PlotOptions.defaults().withSize(640, 480));
            assertThat(again.svg()).isEqualTo(plot.svg()).isEqualTo(plot.svg());
            assertThat(again.png()).isEqualTo(plot.png());
        }

        @Test
        void nothingIsFetchedAndNoStyleIsNeeded() throws Exception {
            Document document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(plot.svg().getBytes(UTF_8)));
            assertThat(document.getDoctype()).isNull();
            NodeList all = document.getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                Element element = (Element) all.item(i);
                assertThat(element.getLocalName()).isNotIn("style", "script", "image");
                assertThat(element.hasAttribute("style")).isFalse();
                assertThat(element.getAttribute("clip-path"))
                        .satisfiesAnyOf(
                                value -> assertThat(value).isEmpty(),
                                value -> assertThat(value).startsWith("url(#plot-"));
            }
        }
    }
}
