package dev.cairn.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnsupportedException;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainStep;
import dev.cairn.pipeline.OperatorArtifacts;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.RunExport;
import dev.cairn.workspace.RunSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@SuppressWarnings("NullAway.Init")
class RunYamlTest {
    private static final String ODD = "\"it's\": - # \\ \t\n  \u0085\u2028\ufeff\ud83d\ude00 yes ";

    @TempDir
    Path folder;

    private final MemoryWorkspace workspace = new MemoryWorkspace();
    private RunExport export;
    private Path file;

    @BeforeEach
    void write() {
        RunSpec spec = RunSpec.of(Map.of(
                        "big",
                        1e300,
                        "tiny",
                        Double.MIN_VALUE,
                        "whole",
                        1.0,
                        "count",
                        Long.MIN_VALUE,
                        "nan",
                        Double.NaN,
                        "texts",
                        List.of("1", "1.0", "null", "no", "", "~", ODD, "0x1F", "2026-01-01", "*a", "&b", "!c"),
                        "null",
                        1,
                        "a: b",
                        2,
                        "k".repeat(300),
                        Map.of()))
                .name(ODD);
        ActiveRun run = workspace.experiment().beginRun(spec);
        Pipelines pipelines = workspace.experiment().pipelines();
        OperatorArtifacts artifacts = pipelines.artifacts();
        String pipeline = pipelines.begin(
                run.id(),
                PipelineSpec.of("pls", List.of(Map.of("step", "PLS")), "wheat")
                        .choices(List.of(Map.of("_or_", "SNV"))));
        String model = artifacts.save(new byte[] {1}, "PLS", "model", "joblib").id();
        pipelines
                .chains()
                .save(
                        pipeline,
                        Chain.of(ChainStep.fitted(0, "PLS", Map.of("n", 5)))
                                .model(0)
                                .shared(0, model)
                                .build());
        pipelines.complete(pipeline, PipelineScores.of("rmse", 0.05, 1e-7));
        run.complete();
        export = workspace.experiment().exportRun(run.id());
        file = RunYaml.write(export, folder.resolve("a/run"));
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    private void change(String from, String to) throws IOException {
        assertThat(text()).contains(from);
        Files.writeString(file, text().replace(from, to));
    }

    private void refused(String... saying) {
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> RunYaml.read(file))
                .withMessageContaining("run.yaml")
                .satisfies(e -> List.of(saying).forEach(each -> assertThat(e).hasMessageContaining(each)));
    }

    private String lineOf(String start) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(start)) {
                return "line " + (i + 1) + ":";
            }
        }
        throw new AssertionError("no line " + start);
    }

    @Test
    void whatIsWrittenIsReadBitForBit() {
        assertThat(file).hasFileName("run.yaml");
        assertThat(RunYaml.read(file)).isEqualTo(export);
        assertThat(RunYaml.read(file).toJson()).isEqualTo(export.toJson());
    }

    @Test
    void keysStandAsInJsonAndStepsAreAList() throws IOException {
        List<String> inYaml = Pattern.compile("^(\\w+):", Pattern.MULTILINE)
                .matcher(text())
                .results()
                .map(key -> key.group(1))
                .toList();
        List<String> inJson = Pattern.compile("^  \"(\\w+)\":", Pattern.MULTILINE)
                .matcher(export.toJson())
                .results()
                .map(key -> key.group(1))
                .toList();

        assertThat(inYaml)
                .isEqualTo(inJson)
                .startsWith("format", "id", "name", "status")
                .endsWith("pipelines");
        assertThat(text()).containsPattern("steps:\\n +- index: 0\\n +operatorClass: \"PLS\"");
    }

    @Test
    void anotherReaderFindsNumbersAsNumbersAndTextsAsTexts() throws IOException {
        Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text());

        assertThat(read).containsEntry("name", ODD).containsEntry("format", 1);
        assertThat(read.get("parameters"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("big", 1e300)
                .containsEntry("tiny", Double.MIN_VALUE)
                .containsEntry("whole", 1.0)
                .containsEntry("count", Long.MIN_VALUE)
                .containsEntry("texts", export.parameters().get("texts"));
    }

    @Test
    void whatIsWrittenByHandMayBePlain() throws IOException {
        change("\"completed\"", "completed   # it is");
        assertThat(RunYaml.read(file)).isEqualTo(export);
    }

    @Test
    void aliasesAreRefusedWithTheirLine() throws IOException {
        change("tags: []", "tags: &a [x]\nlater: [*a, *a]");
        refused(lineOf("later:"), "aliases");
    }

    @Test
    void aBombOfAliasesIsRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Files.writeString(file, bomb);
        refused("line 2:", "aliases");
    }

    @Test
    void tagsOfTypesAreRefused() throws IOException {
        change("tags: []", "tags: []\nlater: !!binary aGVsbG8=");
        refused(lineOf("later:"), "tags");
    }

    @Test
    void tooManyLevelsAreRefused() throws IOException {
        Files.writeString(file, "a: " + "[".repeat(100_000));
        refused("200");
        Files.writeString(file, "- ".repeat(100_000));
        refused("200");
    }

    @Test
    void tooManyBytesAreRefused() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(RunYaml.LARGEST + 1L);
        }
        refused("67108865 bytes");
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() throws IOException {
        change("attempt: 1\nstarted", "attempt: \"one\"\nstarted");
        refused(lineOf("attempt: \"one\""), "attempt");
        Files.writeString(file, "format: 1\nid: \"a\nb: [");
        refused("line ");
        Files.writeString(file, "format: 1\nid: a\nid: b\n");
        refused("line 3:", "Duplicate");
    }

    @Test
    void fieldsThatAreMissingAreNamed() throws IOException {
        change("tags: []\n", "");
        change("dataset: \"wheat\"", "later: \"wheat\"");
        refused("tags, pipelines[0].dataset");
        Files.writeString(file, "");
        refused();
        Files.writeString(file, "--- 1\n--- 2\n");
        refused();
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        change("format: 1\n", "format: 2\n");
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> RunYaml.read(file))
                .withMessageContaining("run.yaml");
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> RunYaml.read(folder.resolve("none")));
    }
}
