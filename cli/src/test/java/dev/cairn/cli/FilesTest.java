package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.model.OptimizationResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Commands that read and write files: import, export, compare, plot, report. */
class FilesTest extends CommandTest {
    private Path file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, Arrays.asList(lines));
    }

    @Test
    void badFilesAreListedAndTheRestIsImported() throws IOException {
        run("init").ok();
        file("in/good/FUN.csv", "1.0,2.0", "2.0,1.0");
        file("in/good/VAR.csv", "0.5", "0.25");
        file("in/other/FUN.csv", "1.0,2.0", "2.0,1.0");
        file("in/other/VAR.csv", "0.5");
        file("in/empty/FUN.csv");
        file("in/ragged/FUN.csv", "1.0,2.0,3.0", "2.0,1.0");
        file("in/words/FUN.csv", "1.0,2.0", "2.0,abc");
        file("in/decimal.csv", "x;loss", "0,5;1,5");
        Files.write(folder.resolve("in/latin.csv"), "name,loss\nM\u00fcller,1\n".getBytes(ISO_8859_1));
        file("outside.csv", "loss,x", "1,2");
        Files.createSymbolicLink(folder.resolve("in/link.csv"), folder.resolve("outside.csv"));
        try (ZipOutputStream bomb = new ZipOutputStream(Files.newOutputStream(folder.resolve("in/bomb.cairn")))) {
            bomb.putNextEntry(new ZipEntry("x"));
            bomb.write(new byte[1 << 22]);
        }

        Ran ran = run("import", "in").expecting(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("Imported 1,").contains("failed 7");
        assertThat(ran.err())
                .contains("other/FUN.csv")
                .contains("empty/FUN.csv")
                .contains("ragged/FUN.csv': line 2")
                .contains("words/FUN.csv': line 2: column 2: 'abc'")
                .contains("decimal.csv")
                .contains("latin.csv")
                .contains("link.csv")
                .contains("leads out of")
                .contains("bomb.cairn was left out");
        assertThat(run("list", "--keys", "--csv").ok().lines()).containsExactly("key", "good/FUN.csv");
        assertThat(run("import", "in", "--json").expecting(ExitCode.INCOMPLETE).json())
                .hasSize(9);
        assertThat(run("import", "in/bomb.cairn").expecting(ExitCode.INCOMPLETE).err())
                .contains("zip");
        assertThat(run("import", "/dev/zero").expecting(ExitCode.INCOMPLETE).err())
                .contains("no regular file");
        assertThat(run("import", "nowhere").expecting(ExitCode.INCOMPLETE).err())
                .contains("There is no file");
        assertThat(run("import", "in", "--format", "none")
                        .expecting(ExitCode.USAGE)
                        .err())
                .contains("jmetal");
    }

    @Test
    void importingAgainChangesNothingAndADryRunWritesNothing() throws IOException {
        run("init").ok();
        file("in/table.csv", "x,loss", "0.5,1", "0.25,2");
        run("import", "in", "--dry-run", "--minimize", "loss", "--variables", "x")
                .ok();
        assertThat(run("list", "--json").ok().json()).isEmpty();
        run("import", "in", "--minimize", "loss", "--variables", "x", "--prefix", "a/")
                .ok();
        assertThat(run("import", "in", "--minimize", "loss", "--variables", "x", "--prefix", "a/")
                        .ok()
                        .out())
                .contains("unchanged 1");
        assertThat(run("import", "in", "--maximize", "loss", "--prefix", "a/")
                        .expecting(ExitCode.INCOMPLETE)
                        .err())
                .contains("'a/table.csv'")
                .contains("overwrite");
        run("import", "in", "--maximize", "loss", "--prefix", "a/", "--overwrite")
                .ok();
        assertThat(run("show", "a/table.csv").ok().out()).contains("loss (maximize)");
    }

    @Test
    void whatIsExportedIsReadAgain() throws IOException {
        filled(2);
        for (String name : new String[] {"a.csv", "a.parquet", "a.json", "a.safetensors"}) {
            assertThat(run("export", "r1", "-o", "out/" + name).ok().out()).contains(name);
            assertThat(folder.resolve("out/" + name)).isNotEmptyFile();
        }
        OptimizationResult again =
                ResultReaders.read(folder.resolve("out/a.json")).result();
        assertThat(again).isEqualTo(sample(1));
        run("export", "r1", "-o", "out/FUN.csv", "--format", "jmetal").ok();
        run("import", "out/FUN.csv").ok();
        try (StorageManager manager = store()) {
            assertThat(manager.loadResult("FUN.csv").objective("f1").values().toArray())
                    .isEqualTo(sample(1).objective("f1").values().toArray());
        }
        run("export", "--where", "metadata.quality >= 0", "-o", "all.csv").ok();
        assertThat(Files.readAllLines(folder.resolve("all.csv")))
                .hasSize(7)
                .first()
                .asString()
                .contains("result");
        run("export", "--where", "all", "-o", "all.json").expecting(ExitCode.USAGE);
        run("export", "r1", "-o", "a.xyz").expecting(ExitCode.USAGE);
        run("export", "none", "-o", "a.csv").expecting(ExitCode.NOT_FOUND);
        assertThat(folder.resolve("a.xyz")).doesNotExist();
        run("export", "-o", "a.csv").expecting(ExitCode.USAGE);
    }

    @Test
    void resultsAreComparedAndDrawn() throws IOException {
        run("init").ok();
        for (int i = 0; i < 6; i++) {
            double worse = i % 2 == 0 ? 0 : 0.25;
            file(
                    "in/" + i + "/FUN.csv",
                    worse + "," + (1 + worse),
                    (0.5 + worse) + "," + (0.5 + worse),
                    (1 + worse) + "," + (worse + i / 100.0));
        }
        run("import", "in", "--problem", "toy").ok();
        Ran compared = run("compare", "--where", "all").ok();
        assertThat(compared.out()).contains("hypervolume").contains("IGD+");
        assertThat(run("compare", "0/FUN.csv", "1/FUN.csv", "--json")
                        .ok()
                        .json()
                        .get("reference")
                        .get("source")
                        .asText())
                .isNotEmpty();
        assertThat(run("compare", "0/FUN.csv", "1/FUN.csv", "-r", "in/0/FUN.csv", "--csv")
                        .ok()
                        .lines())
                .first()
                .asString()
                .startsWith("indicator,group,n,median");
        assertThat(run("compare", "--where", "all", "-g", "problem.name", "--json")
                        .ok()
                        .json()
                        .get("results"))
                .hasSize(6);
        run("compare").expecting(ExitCode.USAGE);
        run("compare", "-g", "problem.name").expecting(ExitCode.USAGE);
        assertThat(run("compare", "0/FUN.csv", "1/FUN.csv", "-g", "problem.name", "--json")
                        .ok()
                        .json()
                        .get("results"))
                .hasSize(2);
        run("compare", "0/FUN.csv", "none", "-g", "problem.name").expecting(ExitCode.NOT_FOUND);
        run("compare", "--where", "problem.name = 'none'").expecting(ExitCode.NOT_FOUND);

        run("plot", "0/FUN.csv", "1/FUN.csv", "-o", "front.svg").ok();
        assertThat(folder.resolve("front.svg")).content().contains("<svg").contains("f1");
        run("plot", "--where", "all", "-o", "front.png", "--size", "400x300").ok();
        assertThat(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("front.png"))))
                        .getWidth())
                .isEqualTo(400);
        run("plot", "--where", "all", "--boxes", "hypervolume", "-g", "problem.name", "-o", "boxes.svg")
                .ok();
        run("plot", "0/FUN.csv", "-o", "front.pdf").expecting(ExitCode.USAGE);
        run("plot", "0/FUN.csv", "--history", "best f1", "-o", "history.svg").expecting(ExitCode.USAGE);
        run("plot", "0/FUN.csv", "-o", "x.svg", "--size", "wide").expecting(ExitCode.USAGE);

        run("report", "-o", "page.html").ok();
        assertThat(folder.resolve("page.html")).content().contains("<svg").doesNotContain("<script src");
        run("report", "-o", "page.html", "-e", "none").expecting(ExitCode.NOT_FOUND);
    }

    @Test
    void theRealFilesAreImportedByOneCommand() throws IOException {
        Path data = realFiles();
        run("init").ok();
        Ran ran = run("import", data.toString(), "--csv").expecting(ExitCode.INCOMPLETE);
        assertThat(ran.lines().stream().filter(line -> line.startsWith("failed")))
                .hasSize(3)
                .allMatch(line -> line.contains("malformed"));
        long fronts;
        try (Stream<Path> files = Files.list(data.resolve("jmetal/referenceFrontsCSV"))) {
            fronts = files.count();
        }
        assertThat(ran.lines().stream().filter(line -> line.contains("jmetal/referenceFrontsCSV/")))
                .hasSize((int) fronts);
        Path front = data.resolve("jmetal/referenceFrontsCSV/ZDT1.csv");
        run("export", "jmetal/referenceFrontsCSV/ZDT1.csv", "--format", "jmetal", "-o", "FUN.csv")
                .ok();
        double[][] given = numbers(front);
        assertThat(numbers(folder.resolve("FUN.csv"))).isDeepEqualTo(given);
        assertThat(run("experiments", "--csv").ok().out())
                .contains("descent:1.0,0,16,")
                .contains("descent:2.0,0,6,");
        assertThat(run("import", data.toString()).expecting(ExitCode.INCOMPLETE).out())
                .contains("Imported 0,");
    }

    private static double[][] numbers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }
}
