package dev.cairn.formats.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.StorageManager;
import dev.cairn.formats.MemoryWorkspace;
import dev.cairn.formats.imports.ImportReport.Imported;
import dev.cairn.formats.imports.ImportReport.Outcome;
import dev.cairn.formats.read.ReadOptions;
import dev.cairn.transfer.Cancellation;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ResultImportTest {
    private static final ImportOptions USUAL = ImportOptions.defaults();

    @TempDir
    Path temporary;

    private Path folder;
    private MemoryWorkspace memory;
    private Workspace workspace;
    private StorageManager manager;

    @BeforeEach
    void open() throws IOException {
        folder = temporary.resolve("given");
        Files.createDirectories(folder);
        memory = new MemoryWorkspace();
        workspace = memory.workspace();
        manager = workspace.manager();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private ImportReport run(ImportOptions options) {
        return ResultImport.run(workspace, List.of(folder), options);
    }

    private static List<String> keys(ImportReport report) {
        return report.imported().stream().map(Imported::key).toList();
    }

    @Test
    void aFolderIsImportedWithKeysByPathAndFilesOfOneResultOnce() throws IOException {
        write("NSGAII/ZDT1/FUN0.tsv", "1 2\n3 4\n");
        write("NSGAII/ZDT1/VAR0.tsv", "5\n6\n");
        write("DF1.f", "1 2\n");
        write("DF1.x", "3\n");
        write("DF1.t", "0.5\n");
        write("README.md", "Once there was\na result\n");
        ImportReport report = run(USUAL);
        assertThat(keys(report)).containsExactly("DF1.f", "NSGAII/ZDT1/FUN0.tsv");
        assertThat(manager.listResults()).containsExactlyInAnyOrderElementsOf(keys(report));
        assertThat(manager.loadResult("NSGAII/ZDT1/FUN0.tsv").variable("x1").value(1))
                .isEqualTo(6.0);
        assertThat(report.imported().get(1).rows()).isEqualTo(2);
        assertThat(report.imported().get(1).reader()).isEqualTo("jmetal");
        assertThat(report.imported().get(1).notCarried()).isNotEmpty();
        assertThat(report.leftOut()).singleElement().satisfies(one -> {
            assertThat(one.file().getFileName()).hasToString("README.md");
            assertThat(one.reason()).contains("no reader");
        });
        assertThat(report.complete()).isTrue();
        assertThat(report.files()).isEqualTo(6);
    }

    @Test
    void whatFailsIsToldWithItsLineAndDoesNotKeepTheRest() throws IOException {
        write("a.csv", "1,2\nx,3\n");
        write("b.csv", "1,2\n");
        write("c.csv", "");
        write("d/FUN.csv", "1\n2\n");
        write("d/VAR.csv", "1\n");
        Files.write(folder.resolve("e.csv"), "n,b\ngr\u00f6\u00dfe,1\n".getBytes(StandardCharsets.ISO_8859_1));
        write("f.csv", "a;b\n0,5;1\n1,5;2\n");
        ImportReport report = run(USUAL);
        assertThat(keys(report)).containsExactly("b.csv");
        assertThat(report.failures()).hasSize(5);
        assertThat(report.failures().get(0).file()).isEqualTo(folder.resolve("a.csv"));
        assertThat(report.failures().get(0).atLine()).hasValue(2);
        assertThat(report.failures().get(0).reason()).contains("a.csv", "line 2", "'x'");
        assertThat(report.failures().get(1).reason()).contains("empty");
        assertThat(report.failures().get(2).reason()).contains("FUN.csv", "VAR.csv", "rows");
        assertThat(report.failures().get(3).reason()).contains("e.csv", "line 2", "UTF-8");
        assertThat(report.failures().get(4).reason()).contains("f.csv", "decimal comma");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void importingAgainChangesNothingAndOtherContentIsRefusedUnlessOverwritten() throws IOException {
        write("a.csv", "1,2\n");
        write("b.csv", "1,2\n");
        assertThat(run(USUAL).count(Outcome.NEW)).isEqualTo(2);
        long revision = manager.resultInfo("a.csv").revision();
        assertThat(run(USUAL).count(Outcome.UNCHANGED)).isEqualTo(2);
        assertThat(manager.resultInfo("a.csv").revision()).isEqualTo(revision);
        write("b.csv", "1,3\n");
        ImportReport refused = run(USUAL);
        assertThat(refused.failures())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("b.csv", "something else", "overwrite"));
        assertThat(manager.loadResult("b.csv").objective("f2").get(0)).isEqualTo(2);
        ImportReport replaced = run(USUAL.overwriting());
        assertThat(replaced.count(Outcome.UNCHANGED)).isEqualTo(1);
        assertThat(replaced.count(Outcome.REPLACED)).isEqualTo(1);
        assertThat(manager.loadResult("b.csv").objective("f2").get(0)).isEqualTo(3);
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatWouldBe() throws IOException {
        write("a.csv", "1,2\n");
        write("b.csv", "1,2\n");
        run(USUAL);
        write("b.csv", "1,3\n");
        write("c.csv", "1,2\n");
        write("d.csv", "1,2\nx\n");
        ImportReport report = run(USUAL.overwriting().asDryRun());
        assertThat(report.imported())
                .extracting(Imported::outcome)
                .containsExactly(Outcome.UNCHANGED, Outcome.REPLACED, Outcome.NEW);
        assertThat(report.failures()).hasSize(1);
        assertThat(run(USUAL.asDryRun()).failures()).hasSize(2);
        assertThat(manager.listResults()).containsExactlyInAnyOrder("a.csv", "b.csv");
        assertThat(manager.loadResult("b.csv").objective("f2").get(0)).isEqualTo(2);
    }

    @Test
    void linksThatLeadOutAreRefusedAndOthersReadByTheirOwnName() throws IOException {
        Files.writeString(temporary.resolve("secret.csv"), "1,2\n");
        write("a.csv", "1,2\n");
        Files.createSymbolicLink(folder.resolve("again.csv"), folder.resolve("a.csv"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("out.csv"), temporary.resolve("secret.csv"));
        Files.createSymbolicLink(folder.resolve("lost.csv"), temporary.resolve("none.csv"));
        ImportReport report = run(USUAL);
        assertThat(keys(report)).containsExactly("a.csv");
        assertThat(report.failures())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("out.csv", "leads out"));
        assertThat(report.leftOut()).hasSize(3);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
        assertThat(keys(ResultImport.run(workspace, link))).as("named itself").containsExactly("a.csv");
    }

    @Test
    void twoFilesNeverShareAKey() throws IOException {
        write("one/a.csv", "1,2\n");
        write("two/a.csv", "1,2\n");
        ImportReport report = ResultImport.run(workspace, folder.resolve("one"), folder.resolve("two"));
        assertThat(keys(report)).containsExactly("a.csv");
        assertThat(report.failures())
                .singleElement()
                .satisfies(one -> assertThat(one.reason())
                        .contains(
                                folder.resolve("one/a.csv").toString(),
                                folder.resolve("two/a.csv").toString(),
                                "'a.csv'"));
        ImportOptions named = USUAL.withNaming((file, name) -> "same");
        assertThat(run(named).failures()).hasSize(1);
        assertThat(keys(run(USUAL.withNaming(KeyNaming.byPath().withPrefix("p/")))))
                .containsExactly("p/one/a.csv", "p/two/a.csv");
    }

    @Test
    void filesAreGivenByNameWithTheirPartnersAndWithAReader() throws IOException {
        Path variables = write("VAR.csv", "1\n");
        write("FUN.csv", "2\n");
        Path other = write("t.dat", "a|b\n1|2\n");
        Path zip = folder.resolve("z.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("FUN.csv"));
        }
        ImportReport report =
                ResultImport.run(workspace, variables, folder.resolve("FUN.csv"), other, zip, folder.resolve("none"));
        assertThat(keys(report)).as("once, by the file of objectives").containsExactly("FUN.csv");
        assertThat(report.failures())
                .extracting(ImportReport.Failure::reason)
                .satisfiesExactlyInAnyOrder(
                        none -> assertThat(none).contains("There is no file", "none"),
                        table -> assertThat(table).contains("t.dat", "No reader"),
                        archive -> assertThat(archive).contains("z.zip", "unpack"));
        ReadOptions reading = ReadOptions.none();
        assertThat(keys(ResultImport.run(
                        workspace, List.of(other), USUAL.withReader("csv").withReading(reading))))
                .containsExactly("t.dat");
        assertThat(run(USUAL).leftOut()).anyMatch(one -> one.reason().contains("zip archive"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(USUAL.withReader("nothing")))
                .withMessageContaining("nothing");
    }

    @Test
    void allOfItGoesIntoAnExperimentWhereOneIsNamed() throws IOException {
        write("a.csv", "1,2\n");
        ImportReport report = run(USUAL.into("mine"));
        assertThat(report.imported().get(0).experiment()).isEqualTo("mine");
        assertThat(manager.listResults()).isEmpty();
        assertThat(workspace.experiment("mine").manager().listResults()).containsExactly("a.csv");
    }

    @Test
    void aFileWithManyResultsHasAKeyForEach() throws IOException {
        write(
                "j.log",
                "{\"op_code\": 0, \"study_name\": \"a/b\\u0001\", \"directions\": [1]}\n"
                        + "{\"op_code\": 0, \"study_name\": \"" + "\u00e4".repeat(400) + "\", \"directions\": [1]}\n");
        ImportReport report = run(USUAL);
        assertThat(keys(report)).hasSize(2);
        assertThat(keys(report).get(0)).isEqualTo("j.log/a/b%01");
        assertThat(keys(report).get(1)).startsWith("j.log/\u00e4");
        assertThat(keys(report).get(1).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(512);
        assertThat(manager.loadResult("j.log/a/b%01").metadata().get("study_name"))
                .isEqualTo("a/b\u0001");
        assertThat(run(USUAL).count(Outcome.UNCHANGED)).isEqualTo(2);
    }

    @Test
    void progressIsToldAfterEachFile() throws IOException {
        write("a.csv", "1,2\n");
        write("b.csv", "1,2\nx\n");
        List<ImportProgress> told = new ArrayList<>();
        run(USUAL.withListener(told::add));
        assertThat(told)
                .containsExactly(
                        new ImportProgress(1, 2, 4, 10, 0, folder.resolve("a.csv")),
                        new ImportProgress(2, 2, 10, 10, 1, folder.resolve("b.csv")));
    }

    @Test
    void anImportThatIsCancelledStopsBetweenResultsAndIsGoneOnWith() throws IOException {
        for (int i = 0; i < 9; i++) {
            write("f" + i + ".csv", "1," + i + "\n");
        }
        Cancellation cancellation = new Cancellation();
        ImportReport report = run(USUAL.withCancellation(cancellation).withListener(progress -> {
            if (progress.files() == 3) {
                cancellation.cancel();
            }
        }));
        assertThat(report.cancelled()).isTrue();
        assertThat(report.complete()).isFalse();
        assertThat(keys(report)).hasSize(3);
        assertThat(report.failures()).isEmpty();
        ImportReport rest = run(USUAL);
        assertThat(rest.count(Outcome.UNCHANGED)).isEqualTo(3);
        assertThat(rest.count(Outcome.NEW)).isEqualTo(6);
    }

    @Test
    void anInterruptionStopsItToo() throws IOException {
        write("a.csv", "1,2\n");
        write("b.csv", "1,2\n");
        ImportReport report =
                run(USUAL.withListener(progress -> Thread.currentThread().interrupt()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.cancelled()).isTrue();
        assertThat(keys(report)).containsExactly("a.csv");
        assertThat(report.failures()).isEmpty();
    }
}
