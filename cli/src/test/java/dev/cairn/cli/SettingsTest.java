package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which store a command is about. */
class SettingsTest extends CommandTest {
    private String location() {
        return run("config", "show", "--json").ok().json().get("base_path").asText();
    }

    @Test
    void withoutAnyNobodyKnowsWhichStore() {
        Ran ran = run("list").expecting(ExitCode.USAGE);
        assertThat(ran.err()).contains("--store").contains("CAIRN_STORE").contains("cairn init");
    }

    @Test
    void theOptionWinsOverTheVariableAndThatOverTheFile() throws IOException {
        Files.writeString(folder.resolve(Settings.FILE), "store = \"./file\"\n");
        assertThat(location()).isEqualTo(folder.resolve("file").toString());
        environment.put("CAIRN_STORE", folder.resolve("variable").toString());
        assertThat(location()).isEqualTo(folder.resolve("variable").toString());
        assertThat(run("--store", "option", "config", "show", "--json")
                        .json()
                        .get("base_path")
                        .asText())
                .isEqualTo(folder.resolve("option").toString());
        assertThat(run("config", "show", "--json", "--store", "option")
                        .json()
                        .get("base_path")
                        .asText())
                .isEqualTo(folder.resolve("option").toString());
        assertThat(run("config", "show").ok().out()).contains("CAIRN_STORE");
    }

    @Test
    void aFileAboveIsFoundAndItsPathsBeginWhereItIs() throws IOException {
        Path above = folder;
        Files.writeString(
                above.resolve(Settings.FILE), "store = \"data\"\nsecondary = \"file:backup\"\nexperiment = \"e\"\n");
        folder = Files.createDirectories(above.resolve("a/b"));
        assertThat(location()).isEqualTo(above.resolve("data").toString());
        Ran shown = run("config", "show", "--json").ok();
        assertThat(shown.json().toString()).contains(above.resolve("backup").toString());
        assertThat(shown.json().get("experiment").asText()).isEqualTo("e");
        assertThat(shown.json().get("said_by").asText())
                .contains(above.resolve(Settings.FILE).toString());
    }

    @Test
    void otherKeysOfTheFileReachTheStore() throws IOException {
        Files.writeString(folder.resolve(Settings.FILE), "store = \"h2:data\"\npool_size = 3\nexperiment_id = \"e\"\n");
        Ran shown = run("config", "show", "--json").ok();
        assertThat(shown.json().get("pool_size").asInt()).isEqualTo(3);
        assertThat(shown.json().get("connection_string").asText()).isEqualTo("h2:" + folder.resolve("data"));
    }

    @Test
    void whatIsWrongInTheFileIsNamed() throws IOException {
        Path file = folder.resolve(Settings.FILE);
        Files.writeString(file, "store = \"data\"\npool_sise = 3\n");
        assertThat(run("list").expecting(ExitCode.USAGE).err()).contains("pool_sise");
        Files.writeString(file, "store = \"data\nx = 1\n");
        assertThat(run("list").expecting(ExitCode.USAGE).err())
                .contains(file.toString())
                .contains("line 1");
        Files.writeString(file, "pool_size = 3\n");
        assertThat(run("list").expecting(ExitCode.USAGE).err()).contains("names no store");
        Files.write(file, new byte[] {'s', (byte) 0xff, '=', '1'});
        assertThat(run("list").expecting(ExitCode.USAGE).err()).contains(file.toString());
    }

    @Test
    void secretsAreNotShown() throws IOException {
        Files.writeString(folder.resolve(Settings.FILE), "store = \"postgresql://me:hidden@localhost/db\"\n");
        assertThat(run("config", "show").ok().out()).doesNotContain("hidden").contains("localhost");
        assertThat(run("doctor", "--store", "postgresql://me:hidden@localhost:1/db?connect_timeout_s=1")
                        .expecting(ExitCode.INCOMPLETE)
                        .out())
                .doesNotContain("hidden")
                .contains("opening");
        assertThat(run("list", "--store", "postgresql://me:hidden@localhost:1/db?connect_timeout_s=1")
                        .expecting(ExitCode.UNAVAILABLE)
                        .err())
                .doesNotContain("hidden")
                .contains("cairn doctor");
    }

    @Test
    void initMakesTheStoreAndTheFileOnce() {
        assertThat(run("init", "my data", "-e", "truss:1.0").ok().out()).contains("my data");
        assertThat(folder.resolve("my data")).isDirectory();
        assertThat(run("config", "show", "--json").json().get("experiment").asText())
                .isEqualTo("truss:1.0");
        assertThat(run("init").expecting(ExitCode.REFUSED).err()).contains("is there already");
        run("list").ok();
    }

    @Test
    void readingMakesNoStore() {
        for (String uri : new String[] {"absent", "h2:absent", "h2:a/b/absent"}) {
            Ran ran = run("list", "--store", uri).expecting(ExitCode.NOT_FOUND);
            assertThat(ran.err()).contains("absent").contains("cairn init");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
