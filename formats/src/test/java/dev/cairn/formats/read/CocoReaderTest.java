package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"NullAway.Init", "StringConcatToTextBlock"})
class CocoReaderTest {
    private static final String HEADER = "% function evaluation | noise-free fitness - Fopt (7.948000000000e+01)"
            + " | best noise-free fitness - Fopt | measured fitness | best measured fitness | x1 | x2...\n";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = temporary.resolve("exp");
        Files.createDirectories(folder.resolve("data_f1"));
    }

    private Path info(String text) throws IOException {
        return Files.writeString(folder.resolve("f1.info"), text);
    }

    private void data(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void eachRunIsAResultWithItsRowsAsTheHistoryAndTheLastAsTheSolution() throws IOException {
        data(
                "data_f1/a.dat",
                HEADER + "1 +1.8e+002 +1.8e+002 +2.5e+002 +2.5e+002 +3.5e+00 -1.0e+00\n"
                        + "7\t-0.0e+00\t+1e-1\t+8e+01\t+8e+01\t+1e+00\t-2e+00\n"
                        + HEADER.replace("7.948", "-1.5") + "3 1 1 1 1 5 6\n");
        ReadResult read = Collected.of(info("funcId = 1, DIM = 2, Precision = 1.000e-08, algId = 'a, b'\n% by hand\n"
                        + "data_f1\\a.dat, 1:20|8.8e-01, 41:30|2.0e+00\n"))
                .get("f1_d2_i1");
        OptimizationResult one = read.result();
        assertThat(one.history().column("evaluations")).isEqualTo(LongColumn.of(1, 7));
        assertThat(one.history().column("noise-free fitness - Fopt")).isEqualTo(RealColumn.of(180, -0.0));
        assertThat(one.history().column("x2")).isEqualTo(RealColumn.of(-1, -2));
        assertThat(one.variable("x1")).isEqualTo(RealColumn.of(1));
        assertThat(one.objective("f")).isEqualTo(RealColumn.of(80));
        assertThat(one.run().evaluations()).isEqualTo(20);
        assertThat(one.solver().name()).isEqualTo("a, b");
        assertThat(one.metadata().asMap().get("coco"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("fopt", 79.48)
                .containsEntry("reached", 0.88)
                .containsEntry("Precision", "1.000e-08");
        assertThat(read.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("f1.info", "a.dat");
        assertThat(Collected.of(folder.resolve("f1.info")).results.keySet()).containsExactly("f1_d2_i1", "f1_d2_i41");
    }

    @Test
    void rowsByEvaluationsAreMergedWithThoseByTargets() throws IOException {
        data("data_f1/a.dat", HEADER + "1 9 9 9 9 0 0\n5 7 7 7 7 0 0\n");
        data("data_f1/a.tdat", HEADER + "1 9 9 9 9 0 0\n3 8 8 8 8 0 0\n10 6 6 6 6 1 1\n");
        Collected all = Collected.of(info("funcId = 1, DIM = 2\n%\ndata_f1/a.dat, 1:10|1\n"));
        OptimizationResult one = all.get("f1_d2_i1").result();
        assertThat(one.history().column("evaluations")).isEqualTo(LongColumn.of(1, 3, 5, 10));
        assertThat(one.variable("x1")).isEqualTo(RealColumn.of(1));
    }

    @Test
    void dataThatAreMissingAreToldAndNotFatal() throws IOException {
        Collected all = Collected.of(info("funcId = 1, DIM = 2\n%\ndata_f1/a.dat, 1:10|1, 1:12|0.5\n"
                + "funcId = 1, DIM = 2000000000\n%\ndata_f1/b.dat, 1:10\n"));
        assertThat(all.failures).isEmpty();
        assertThat(all.results.keySet()).containsExactly("f1_d2_i1", "f1_d2_i1_2", "f1_d2000000000_i1");
        assertThat(all.get("f1_d2_i1_2").result().run().evaluations()).isEqualTo(12);
        assertThat(all.get("f1_d2_i1").notCarried()).anyMatch(lost -> lost.contains("data_f1/a.dat"));
    }

    @Test
    void thoseOfTwoObjectivesHaveAnIndicatorAndNoSolution() throws IOException {
        Files.createDirectories(folder.resolve("bbob-biobj"));
        data(
                "bbob-biobj/b_hyp.dat",
                "%\n% index = 1, name = b_f001_i02_d02\n% instance = 2, reference value = 8.1e-01\n"
                        + "% function evaluation | indicator value | target hit\n1\t8.1e-001\t1e+00\n9\t7e-01\t1e-01\n");
        Collected all =
                Collected.of(info("algorithm = 'SMS', indicator = 'hyp', folder = 'bbob-biobj', coco_version = '1'\n"
                        + "% none\nfunction =  1, dim =  2, b_hyp.dat, 2:400|1.8e-01\n"));
        OptimizationResult one = all.get("f1_d2_i2").result();
        assertThat(one.history().column("indicator value")).isEqualTo(RealColumn.of(0.81, 0.7));
        assertThat(one.rows()).isZero();
        assertThat(one.solver().name()).isEqualTo("SMS");
        assertThat(all.get("f1_d2_i2").notCarried()).anyMatch(lost -> lost.contains("solutions"));
    }

    @Test
    void digitsOfConstraintsStayText() throws IOException {
        data(
                "data_f1/a.dat",
                "% f evaluations | g evaluations | best noise-free fitness - Fopt (1e0) + sum g_i+ | measured fitness"
                        + " | best measured fitness or single-digit g-values | x1 | x2...\n1 2 3 4 0012 5 6\n");
        OptimizationResult one = Collected.of(info("suite = 'c', funcId = 1, DIM = 2\n%\ndata_f1/a.dat, 1:1|1\n"))
                .get("f1_d2_i1")
                .result();
        assertThat(one.history().column("best measured fitness or single-digit g-values"))
                .isEqualTo(TextColumn.of("0012"));
        assertThat(one.problem().suite()).isEqualTo("c");
        assertThat(one.objective("f")).isEqualTo(RealColumn.of(4));
    }

    @Test
    void aPathThatLeadsOutIsRefusedAndTheRestIsRead() throws IOException {
        Files.writeString(temporary.resolve("secret.dat"), HEADER + "1 1 1 1 1 1 1\n");
        Files.createSymbolicLink(folder.resolve("data_f1/link.dat"), temporary.resolve("secret.dat"));
        data("data_f1/a.dat", HEADER + "1 9 9 9 9 0 0\n");
        for (String path :
                new String[] {"../secret.dat", temporary.resolve("secret.dat").toString(), "data_f1/link.dat"}) {
            Collected all = Collected.of(info("funcId = 1, DIM = 2\n%\n" + path + ", 1:10|1\n"
                    + "funcId = 2, DIM = 2\n%\ndata_f1/a.dat, 1:10|1\n"));
            assertThat(all.results.keySet()).containsExactly("f2_d2_i1");
            assertThat(all.failures).singleElement().asString().contains("f1.info", "line 3", "leads out");
        }
    }

    @Test
    void whatIsWrongWithDataIsToldWithTheLineAndRunsBeforeItAreRead() throws IOException {
        Map<String, String[]> bad = Map.of(
                HEADER + "1 9 9 9 9 0 0\n" + HEADER + "1 9 9 9,5 9 0 0\n", new String[] {"line 4", "9,5", "point"},
                HEADER + "1 9 9 9 9 0 0\n" + HEADER + "1 9 9 9 9 0\n", new String[] {"line 4", "6 numbers, not 7"},
                HEADER + "1 9 9 9 9 0 0\n", new String[] {"instance 2", "cut off"});
        for (Map.Entry<String, String[]> one : bad.entrySet()) {
            data("data_f1/a.dat", one.getKey());
            Collected all = Collected.of(info("funcId = 1, DIM = 2\n%\ndata_f1/a.dat, 1:10|1, 2:10|1\n"));
            assertThat(all.results.keySet()).containsExactly("f1_d2_i1");
            assertThat(all.failures)
                    .singleElement()
                    .asString()
                    .contains(one.getValue())
                    .contains("a.dat");
        }
    }

    @Test
    void anInfoFileThatIsNoneIsRefusedWithTheLine() throws IOException {
        refuses("funcId = 1, DIM = 2\n%\n", "line 2", "cut off");
        refuses("funcId = 1, DIM = 2\n%\ndata_f1/a.dat, 1:x|1\n", "line 3", "1:x|1");
        refuses("funcId = 1, DIM = 2\n%\ndata_f1/a.dat, run\n", "line 3", "run");
    }

    private void refuses(String text, String... words) throws IOException {
        Path file = info(text);
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> Collected.of(file))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(words);
    }
}
