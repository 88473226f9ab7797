package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.testkit.SampleResults;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands that change a store. */
class ChangesTest extends CommandTest {
    private List<String> keys() {
        try (StorageManager manager = store()) {
            return manager.listResults();
        }
    }

    private Path second() {
        return folder.resolve("second");
    }

    private Path file(Path store, String part) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(part))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
    }

    @Test
    void deletingAsksAndTakesNoForAnAnswer() {
        filled(3);
        assertThat(run("delete", "r0").expecting(ExitCode.REFUSED).err()).contains("--yes");
        answers.add("no");
        run("delete", "r0").expecting(ExitCode.REFUSED);
        assertThat(run("delete", "r0", "--dry-run").ok().out()).contains("r0");
        assertThat(keys()).hasSize(3);
        answers.add("y");
        assertThat(run("delete", "r0").ok().out()).contains("Deleted 1");
        assertThat(run("delete", "--where", "metadata.kind = 'odd'", "--yes")
                        .ok()
                        .out())
                .contains("Deleted 1");
        assertThat(keys()).containsExactly("r2");
        assertThat(run("delete", "none", "--yes").expecting(ExitCode.NOT_FOUND).err())
                .contains("'none'");
        assertThat(run("delete", "--where", "metadata.kind = 'x'", "-y").ok().out())
                .contains("nothing is to be deleted");
        run("delete").expecting(ExitCode.USAGE);
        assertThat(run("delete", "--where", "", "--yes")
                        .expecting(ExitCode.USAGE)
                        .err())
                .contains("'all' asks for all");
        assertThat(keys()).containsExactly("r2");
        assertThat(run("gc", "--exclusive", "--dry-run").ok().out()).contains("dry run");
        run("delete", "r2", "--run", "x").expecting(ExitCode.USAGE);
    }

    @Test
    void aRunIsShownLoggedAndDeleted() {
        run("init").ok();
        String id;
        try (Workspace workspace = Workspace.open(folder.resolve("results"))) {
            ActiveRun run = workspace
                    .experiment("truss")
                    .beginRun(RunSpec.of(Map.of("rate", 0.5)).name("first"));
            run.log("train", "hello \u001b[31mred");
            run.metrics(Map.of("loss", 0.25));
            run.complete();
            id = run.id();
        }
        assertThat(run("runs", "-e", "truss").ok().out()).contains(id).contains("loss=0.25");
        assertThat(run("runs", "-e", "truss", "--status", "failed").ok().out()).contains("No runs like that");
        assertThat(run("runs", "-e", "truss", "--table", "--csv").ok().out()).contains("param.rate");
        assertThat(run("runs", id, "-e", "truss", "--json")
                        .ok()
                        .json()
                        .at("/parameters/rate")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(run("log", id, "-e", "truss").ok().out()).contains("hello").doesNotContain("\u001b");
        assertThat(run("log", id, "other", "-e", "truss")
                        .expecting(ExitCode.NOT_FOUND)
                        .err())
                .contains("train");
        assertThat(run("experiments", "--csv").ok().out()).contains("truss,0,1,");
        assertThat(run("stats", "-e", "truss", "--csv").ok().out()).contains("truss,run,1,");
        assertThat(run("runs", "none", "-e", "truss")
                        .expecting(ExitCode.NOT_FOUND)
                        .err())
                .contains("cairn runs");
        Path yaml = folder.resolve("run.yaml");
        run("export", "--run", id, "-e", "truss", "-o", yaml.toString()).ok();
        assertThat(yaml).content().contains("rate: 0.5");
        run("delete", "--run", id, "-e", "truss", "-y").ok();
        assertThat(run("runs", "-e", "truss").ok().out()).contains("No runs");
        assertThat(run("gc", "--json").ok().json().get("dry_run").asBoolean()).isFalse();
    }

    @Test
    void anExperimentIsCopiedAsTheSeedsExportDoes() {
        run("init").ok();
        try (StorageManager manager = store()) {
            manager.experiment("one").saveResult("a", sample(1));
            manager.experiment("two").saveResult("b", sample(2));
        }
        String to = second().toString();
        assertThat(run("copy", "--to", to, "-e", "none")
                        .expecting(ExitCode.NOT_FOUND)
                        .err())
                .contains("[one, two]");
        assertThat(run("copy", "--to", to, "-e", "one", "--dry-run", "--json")
                        .ok()
                        .json()
                        .get("copied")
                        .asInt())
                .isEqualTo(1);
        assertThat(second()).doesNotExist();
        assertThat(run("copy", "--to", to, "-e", "one", "--json")
                        .ok()
                        .json()
                        .get("copied")
                        .asInt())
                .isEqualTo(1);
        assertThat(run(
                                "copy",
                                "--from",
                                folder.resolve("results").toString(),
                                "--to",
                                to,
                                "--experiment",
                                "one",
                                "--json")
                        .ok()
                        .json()
                        .get("already_there")
                        .asInt())
                .isEqualTo(1);
        assertThat(run("copy", "--to", to + "x", "--move")
                        .expecting(ExitCode.REFUSED)
                        .err())
                .contains("--yes");
        run("copy", "--to", to, "--move", "--yes").ok();
        assertThat(run("list", "-e", "two", "--store", to, "--keys", "--csv")
                        .ok()
                        .lines())
                .contains("b");
        assertThat(run("list", "-e", "two", "--keys", "--csv").ok().lines()).doesNotContain("b");
        assertThat(run("copy", "--to", "results").expecting(ExitCode.USAGE).err())
                .contains("the same store");
    }

    @Test
    void twoTiersAreReplicatedMigratedComparedAndMended() throws IOException {
        filled(3);
        String to = second().toString();
        assertThat(run("replicate").expecting(ExitCode.USAGE).err()).contains("--secondary");
        assertThat(run("replicate", "--secondary", to, "--json")
                        .ok()
                        .json()
                        .get("complete")
                        .asBoolean())
                .isTrue();
        assertThat(run("migrate", "--where", "metadata.kind = 'odd'", "--secondary", to, "--json")
                        .ok()
                        .json()
                        .get("copied")
                        .asInt())
                .isEqualTo(1);
        assertThat(run("list", "--secondary", to).ok().out()).contains("secondary");
        assertThat(run("show", "r1", "--secondary", to, "--json")
                        .ok()
                        .json()
                        .get("tier")
                        .asText())
                .isEqualTo("secondary");
        run("migrate", "r1", "--to", "primary", "--secondary", to).ok();
        run("migrate", "--secondary", to).expecting(ExitCode.USAGE);
        run("migrate", "none", "--secondary", to).expecting(ExitCode.NOT_FOUND);
        assertThat(run("reconcile", "--secondary", to, "--json").ok().json().get("problems"))
                .isEmpty();

        try (StorageManager both =
                StorageManagers.open(folder.resolve("results").toString(), Map.of("secondary", to))) {
            both.saveResult("r9", SampleResults.numbered(9, 40));
        }
        flip(file(second(), "_blobs"));
        Ran verified = run("verify", "--secondary", to).expecting(ExitCode.INCOMPLETE);
        assertThat(verified.out()).contains("blob").contains("secondary");
        assertThat(verified.err()).contains("cairn repair");
        run("repair", "--dry-run", "--secondary", to).expecting(ExitCode.INCOMPLETE);
        assertThat(run("repair", "--secondary", to).ok().out()).contains("repaired");
        assertThat(run("verify", "--secondary", to).ok().out()).contains("Everything is as it was written");
    }

    @Test
    void whatIsDamagedForGoodIsSetAsideOnlyByWhoSaysSo() throws IOException {
        filled(1);
        flip(file(folder.resolve("results"), "/result/"));
        assertThat(run("show", "r0").expecting(ExitCode.CORRUPT).err()).contains("cairn verify");
        assertThat(run("verify", "--json").expecting(ExitCode.INCOMPLETE).json())
                .hasSize(1);
        run("repair").expecting(ExitCode.INCOMPLETE);
        run("repair", "--set-aside").expecting(ExitCode.REFUSED);
        run("repair", "--set-aside", "--yes").ok();
        run("verify").ok();
        run("show", "r0").expecting(ExitCode.NOT_FOUND);
    }

    @Test
    void anIndexIsRebuilt() {
        filled(2);
        String uri = "h2:" + folder.resolve("index") + "?file_root=file://" + folder.resolve("results");
        assertThat(run("index", "rebuild", "--store", uri, "--json")
                        .ok()
                        .json()
                        .get("failed")
                        .asInt())
                .isZero();
        assertThat(run("index", "status", "--store", uri, "--json")
                        .ok()
                        .json()
                        .get("complete")
                        .asBoolean())
                .isTrue();
        assertThat(run("doctor", "--store", uri).ok().out()).contains("index");
        assertThat(run("index", "status").expecting(ExitCode.REFUSED).err()).contains("index");
        run("index").expecting(ExitCode.USAGE);
    }

    @Test
    void theDoctorFindsNothingInAHealthyStoreAndTellsWhatIsWrongWithAnother() {
        filled(1);
        assertThat(run("doctor", "--json").ok().json())
                .allSatisfy(row -> assertThat(row.get("state").asText()).isEqualTo("ok"));
        assertThat(run("doctor", "--store", "absent")
                        .expecting(ExitCode.INCOMPLETE)
                        .out())
                .contains("problem")
                .contains("cairn init");
    }
}
