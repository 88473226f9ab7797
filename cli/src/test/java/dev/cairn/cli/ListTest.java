package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.StorageManager;
import dev.cairn.model.OptimizationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How results are found: list, query, top, show. */
class ListTest extends CommandTest {
    private static List<String> keys(JsonNode rows) {
        List<String> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(row.get("key").asText()));
        return keys;
    }

    @Test
    void anEmptyStoreSaysSo() {
        run("init").ok();
        assertThat(run("list").ok().out()).contains("No results in experiment 'default'");
        assertThat(run("list", "--json").ok().json()).isEmpty();
        assertThat(run("list", "--csv").ok().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("key,problem");
    }

    @Test
    void resultsComeInThreeForms() {
        filled(3);
        assertThat(run("list").ok().lines()).hasSize(4).first().asString().startsWith("KEY");
        assertThat(keys(run("list", "--json").ok().json())).containsExactly("r2", "r1", "r0");
        assertThat(run("list", "--csv").ok().lines())
                .hasSize(4)
                .element(1)
                .asString()
                .startsWith("r2,");
        assertThat(run("ls", "--keys", "--csv").ok().lines()).containsExactlyInAnyOrder("key", "r0", "r1", "r2");
        assertThat(run("list", "--json", "--csv").expecting(ExitCode.USAGE).err())
                .contains("not both");
    }

    @Test
    void pagesFollowEachOther() {
        filled(7);
        List<String> all = new ArrayList<>();
        Ran page = run("list", "-n", "3", "--json").ok();
        all.addAll(keys(page.json()));
        for (int i = 0; i < 2; i++) {
            Matcher after = Pattern.compile("--after (\\S+)").matcher(page.err());
            assertThat(after.find()).isTrue();
            page = run("list", "-n", "3", "--json", "--after", after.group(1)).ok();
            all.addAll(keys(page.json()));
        }
        assertThat(page.err()).isEmpty();
        assertThat(all).containsExactly("r6", "r5", "r4", "r3", "r2", "r1", "r0");
        assertThat(keys(run("list", "--all", "--json").json())).isEqualTo(all);
        assertThat(run("list", "--after", "x").expecting(ExitCode.USAGE).err()).contains("no page");
        assertThat(run("list", "--all", "-n", "2").expecting(ExitCode.USAGE).err())
                .contains("not both");
        assertThat(run("list", "-n", "0").expecting(ExitCode.USAGE).err()).contains("at least 1");
    }

    @Test
    void queriesFilterOrderAndSelect() {
        filled(6);
        assertThat(keys(run("query", "metadata.kind = 'odd' order by metadata.quality desc", "--json")
                        .ok()
                        .json()))
                .containsExactly("r5", "r3", "r1");
        assertThat(run(
                                "query",
                                "metadata.quality > 0.2 order by metadata.quality limit 2",
                                "-f",
                                "metadata.quality",
                                "--csv")
                        .ok()
                        .lines())
                .containsExactly("key,metadata.quality", "r2,0.25", "r3,0.375");
        assertThat(run("query", "--count", "metadata.kind = 'even'", "--csv")
                        .ok()
                        .lines())
                .containsExactly("count", "3");
        assertThat(run("query", "--list-fields", "--csv").ok().out()).contains("metadata.quality,");
        assertThat(run("query", "metadata.quality >").expecting(ExitCode.USAGE).err())
                .contains("character 19");
        assertThat(run("query", "metadata.nothing = 1").ok().out()).contains("No result is like that");
    }

    @Test
    void aFieldThatNoResultCanHaveIsAMistake() {
        filled(1);
        assertThat(run("query", "nothing = 1").expecting(ExitCode.USAGE).err()).contains("'nothing'");
    }

    @Test
    void topGivesTheBestOfAllOrOfEachGroup() {
        filled(6);
        assertThat(run("top", "metadata.quality", "-n", "2", "--csv").ok().lines())
                .element(1)
                .asString()
                .startsWith("r5,0.625");
        assertThat(keys(run("top", "metadata.quality", "--lowest", "--json")
                        .ok()
                        .json()))
                .containsExactly("r0", "r1", "r2", "r3", "r4", "r5");
        assertThat(keys(run("top", "metadata.quality", "--by", "metadata.kind", "-n", "1", "--json")
                        .ok()
                        .json()))
                .containsExactly("r4", "r5");
        assertThat(run("top", "metadata.none").ok().out()).contains("--list-fields");
    }

    @Test
    void showTellsOfAResultAndItsSolutions() {
        filled(1);
        OptimizationResult result = sample(0);
        Ran shown = run("show", "r0").ok();
        assertThat(shown.out())
                .contains(result.problem().name())
                .contains("quality=0.0")
                .contains("ROW");
        JsonNode json = run("show", "r0", "--json").ok().json();
        assertThat(json.get("solutions").asInt()).isEqualTo(3);
        assertThat(json.get("digest").asText()).hasSize(64);
        assertThat(run("show", "r0", "--solutions", "--csv").ok().lines()).hasSize(4);
        assertThat(run("show", "none").expecting(ExitCode.NOT_FOUND).err())
                .contains("'none'")
                .contains("cairn list");
        assertThat(run("show", "r0", "--set", "x", "--solutions")
                        .expecting(ExitCode.NOT_FOUND)
                        .err())
                .contains("no set 'x'");
    }

    @Test
    void linesFitTheScreenAndNothingThatATerminalObeysIsShown() {
        run("init").ok();
        try (StorageManager manager = store()) {
            manager.saveResult(
                    "k".repeat(300), sample(1).toBuilder().tag("\u202eevil").build());
        }
        people = true;
        width = 60;
        Ran ran = run("list").ok();
        assertThat(ran.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(ran.out()).doesNotContain("\u202e");
        people = false;
        assertThat(run("list", "--csv").ok().out()).contains("k".repeat(300));
    }

    @Test
    void numbersAreNeverCutOffAndObjectivesComeFirst() {
        filled(1);
        people = true;
        width = 40;
        Ran ran = run("show", "r0", "--solutions").ok();
        assertThat(ran.lines().get(0)).startsWith("ROW").contains("F1").doesNotContain("X2");
        assertThat(ran.out()).doesNotContain("\u2026");
        assertThat(ran.err()).contains("X2");
    }

    @Test
    void whoCannotWriteItsAnswerDoesNotSucceed() {
        filled(3);
        Terminal full = new Terminal(
                new PrintWriter(new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) throws IOException {
                        throw new IOException("No space left on device");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                }),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                false,
                false,
                width,
                Optional::empty,
                environment,
                folder);
        assertThat(new Cairn(full).run("list", "--json", "--all")).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void everyCommandHelpsAndHasAName() {
        new Cairn(Terminal.ofProcess()).commandLine().getSubcommands().forEach((name, command) -> {
            Ran help = run(name, "--help").ok();
            assertThat(help.out()).as(name).startsWith("Usage: cairn ").contains("--store");
        });
        assertThat(run("--version").ok().out()).contains("cairn");
        assertThat(run("--help").ok().out()).contains("Exit codes");
        assertThat(run().expecting(ExitCode.USAGE).err()).contains("Which command");
        assertThat(run("lst").expecting(ExitCode.USAGE).err()).contains("lst");
        assertThat(run("list", "--no-such").expecting(ExitCode.USAGE).err()).contains("--no-such");
        assertThat(run("completion").ok().out()).contains("complete -F").contains("reconcile");
    }
}
