package dev.cairn.formats.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.formats.MemoryWorkspace;
import dev.cairn.formats.imports.ImportReport.Imported;
import dev.cairn.formats.imports.ImportReport.Outcome;
import dev.cairn.formats.read.ReadOptions;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.LogEntry;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.StructuredData;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole stores of other programs, as the tests make them. */
@SuppressWarnings({"NullAway.Init", "StringConcatToTextBlock"})
class StoreImportTest {
    @TempDir
    Path temporary;

    private Path folder;
    private MemoryWorkspace memory;
    private Workspace workspace;

    @BeforeEach
    void open() throws IOException {
        folder = temporary.resolve("given");
        Files.createDirectories(folder);
        memory = new MemoryWorkspace();
        workspace = memory.workspace();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    private static List<String> names(ImportReport report) {
        return report.imported().stream().map(Imported::key).toList();
    }

    @Nested
    class MetaLab {
        @BeforeEach
        void make() throws IOException {
            write("exp_1/_meta.json", "{\"created_by\": \"metalab\", \"experiment_id\": \"exp:1\"}");
            write(
                    "exp_1/experiments/exp_1_20240101_000000.json",
                    "{\"experiment_id\": \"exp:1\", \"name\": \"exp\", \"version\": \"1\", \"tags\": [\"t\"],"
                            + " \"run_ids\": [\"good\", \"bad\"], \"submitted_at\": \"2024-01-01T00:00:00.5\"}");
            write("exp_1/runs/good.json", record("good", "success", "null"));
            write(
                    "exp_1/runs/good_2.json",
                    record("good_2", "failed", "{\"type\": \"E\", \"message\": \"m\", \"traceback\": \"a\\nb\"}"));
            write("exp_1/runs/cut.json", record("cut", "success", "null").substring(0, 90));
            write("exp_1/runs/weird.json", record("weird", "weird", "null"));
            write("exp_1/derived/good.json", "{\"ratio\": Infinity}");
            write(
                    "exp_1/artifacts/good/_manifest.json",
                    "{\"artifacts\": [{\"name\": \"x\", \"format\": \"txt\", \"uri\": \"/elsewhere/good/x.txt\"},"
                            + " {\"name\": \"gone\", \"format\": \"txt\", \"uri\": \"/../../../etc/passwd\"}]}");
            write("exp_1/artifacts/good/x.txt", "bytes");
            write("exp_1/artifacts/good/y.txt", "of nobody");
            write(
                    "exp_1/logs/good_run.log",
                    "before\n2024-01-01 00:00:07 [INFO   ] [l] done\r\n  more\n2024-01-01 00:00:09 [ERROR] [l] x");
            write("exp_1/logs/good_2_run.log", "other\n");
            write(
                    "exp_1/results/good/loss.json",
                    "{\"data\": [[0, 0.5], [1, NaN]], \"dtype\": null, \"shape\": [2, 2], \"metadata\": {\"type\": \"stepped_metric\"}}");
            write(
                    "exp_1/results/good/n.json",
                    "{\"data\": [1, 9007199254740993], \"dtype\": \"int64\", \"shape\": [2], \"metadata\": {}}");
            write(
                    "exp_1/results/good/j.json",
                    "{\"data\": {\"a\": [null]}, \"dtype\": null, \"shape\": null, \"metadata\": {}}");
        }

        private String record(String id, String status, String error) {
            return "{\"_schema_version\": \"0.1\", \"run_id\": \"" + id
                    + "\", \"experiment_id\": \"exp:1\", \"status\": \"" + status
                    + "\", \"started_at\": \"2024-01-01T00:00:01.000002\", \"finished_at\": \"2024-01-01T00:00:03\", \"duration_ms\": 2000,"
                    + " \"metrics\": {\"loss\": NaN, \"ok\": true}, \"params_resolved\": {\"lr\": 0.1, \"kind\": \"k\"}, \"tags\": [\"a\"],"
                    + " \"warnings\": [\"w\"], \"notes\": \"n\", \"seed_fingerprint\": \"ff\", \"provenance\": {\"code_hash\": \"c0de\","
                    + " \"host\": null, \"executor_id\": \"thread\"}, \"error\": " + error + ", \"artifacts\": []}";
        }

        @Test
        void aRunComesWithAllThatIsItsOwn() throws IOException {
            ImportReport report = ResultImport.run(workspace, folder);
            assertThat(names(report)).containsExactly("manifest/exp_1_20240101_000000", "run/good", "run/good_2");
            Run run = workspace.experiment("exp:1").run("good");
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.record().started()).isEqualTo(Instant.parse("2024-01-01T00:00:01.000002Z"));
            assertThat(run.record().finished()).contains(Instant.parse("2024-01-01T00:00:03Z"));
            assertThat(run.parameters()).isEqualTo(Attributes.of(Map.of("lr", 0.1, "kind", "k")));
            assertThat(run.metrics()).isEqualTo(Attributes.of(Map.of("loss", Double.NaN, "ok", true)));
            assertThat(run.derived().get("ratio")).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(run.tags()).containsExactly("a");
            assertThat(run.record().notes()).containsExactly("n");
            assertThat(run.record().warnings()).containsExactly("w");
            assertThat(run.record().provenance().codeHash()).isEqualTo("c0de");
            assertThat(run.record().provenance().extra().toString()).contains("ff", "thread");
            assertThat(run.artifacts().list())
                    .singleElement()
                    .satisfies(x -> assertThat(x.read(String.class)).isEqualTo("bytes"));
            assertThat(run.logs().entries("run"))
                    .containsExactly(
                            new LogEntry(run.record().started(), null, "before"),
                            new LogEntry(
                                    Instant.parse("2024-01-01T00:00:07Z"),
                                    "INFO",
                                    "2024-01-01 00:00:07 [INFO   ] [l] done\r"),
                            new LogEntry(Instant.parse("2024-01-01T00:00:07Z"), null, "  more"),
                            new LogEntry(
                                    Instant.parse("2024-01-01T00:00:09Z"),
                                    "ERROR",
                                    "2024-01-01 00:00:09 [ERROR] [l] x"));
            assertThat(run.dataNames()).containsExactly("j", "loss", "n");
            assertThat(run.data("loss").doubles()).containsExactly(0, 0.5, 1, Double.NaN);
            assertThat(run.data("loss").shape()).containsExactly(2L, 2L);
            assertThat(run.data("loss").metadata().get("type")).isEqualTo("stepped_metric");
            assertThat(run.data("n").longs()).containsExactly(1, 9007199254740993L);
            assertThat(run.data("j").type()).isEqualTo(StructuredData.JSON);
        }

        @Test
        void whatIsLostAndWhatFailsIsTold() {
            ImportReport report = ResultImport.run(workspace, folder);
            assertThat(report.imported().get(1).notCarried())
                    .anyMatch(lost -> lost.contains("gone"))
                    .anyMatch(lost -> lost.contains("y.txt"))
                    .anyMatch(lost -> lost.contains("seed"))
                    .anyMatch(lost -> lost.contains("time zone"));
            assertThat(report.failures()).hasSize(2);
            assertThat(report.failures().get(0).reason()).contains("cut.json", "line 1");
            assertThat(report.failures().get(0).atLine()).hasValue(1);
            assertThat(report.failures().get(1).reason()).contains("weird.json", "status");
        }

        @Test
        void aFailedRunKeepsItsErrorAndItsLogIsNotThatOfTheOther() {
            ResultImport.run(workspace, folder);
            Run run = workspace.experiment("exp:1").run("good_2");
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.record().error().orElseThrow().stack()).isEqualTo("a\nb");
            assertThat(run.logs().names()).containsExactly("run");
            assertThat(run.logs().text("run")).isEqualTo("other");
        }

        @Test
        void theManifestIsKeptOnce() {
            ResultImport.run(workspace, folder);
            ResultImport.run(workspace, folder);
            assertThat(workspace.experiment("exp:1").manifests())
                    .singleElement()
                    .satisfies(manifest -> {
                        assertThat(manifest.runIds()).containsExactly("good", "bad");
                        assertThat(manifest.submitted()).isEqualTo(Instant.parse("2024-01-01T00:00:00.5Z"));
                    });
        }

        @Test
        void aRunIsKnownAgainAndOneThatChangedRefusedUnlessOverwritten() throws IOException {
            ResultImport.run(workspace, folder);
            Experiment experiment = workspace.experiment("exp:1");
            experiment.run("good").tag("mine");
            assertThat(ResultImport.run(workspace, folder).count(Outcome.UNCHANGED))
                    .isEqualTo(3);
            write("exp_1/artifacts/good/x.txt", "other");
            ImportReport refused = ResultImport.run(workspace, folder);
            assertThat(refused.failures()).anyMatch(one -> one.reason().contains("run/good"));
            assertThat(experiment.run("good").artifact("x").read(String.class)).isEqualTo("bytes");
            ImportReport replaced = ResultImport.run(
                    workspace, List.of(folder), ImportOptions.defaults().overwriting());
            assertThat(replaced.count(Outcome.REPLACED)).isEqualTo(1);
            assertThat(experiment.run("good").artifact("x").read(String.class)).isEqualTo("other");
        }

        @Test
        void aLinkThatLeadsOutFailsTheRunAlone() throws IOException {
            Path secret = Files.writeString(temporary.resolve("secret"), "secret");
            Files.delete(folder.resolve("exp_1/artifacts/good/x.txt"));
            Files.createSymbolicLink(folder.resolve("exp_1/artifacts/good/x.txt"), secret);
            ImportReport report = ResultImport.run(workspace, folder);
            assertThat(names(report)).containsExactly("manifest/exp_1_20240101_000000", "run/good_2");
            assertThat(report.failures()).anyMatch(one -> one.reason().contains("leads out"));
        }

        @Test
        void dataThatAreDamagedLeaveNothingOfTheRun() throws IOException {
            write("exp_1/results/good/loss.json", "{\"data\": [[0, 0.5], [1");
            ImportReport report = ResultImport.run(workspace, folder);
            assertThat(report.failures()).anyMatch(one -> one.reason().contains("loss.json"));
            assertThat(workspace.experiment("exp:1").findRun("good")).isEmpty();
        }

        @Test
        void timesWithoutAZoneAreOfTheOneInTheOptions() {
            ImportOptions options = ImportOptions.defaults()
                    .withReading(ReadOptions.none().withZone(ZoneId.of("+02:00")))
                    .into("there");
            ResultImport.run(workspace, List.of(folder), options);
            assertThat(workspace.experiment("there").run("good").record().started())
                    .isEqualTo(Instant.parse("2023-12-31T22:00:01.000002Z"));
        }
    }

    @Nested
    class MiCrow {
        private TensorStore source;

        @BeforeEach
        void make() throws IOException {
            source = workspace.experiment("source").tensors();
            for (String run : List.of("r1", "r2")) {
                source.putRunMetadata(run, Map.of("model", run));
                source.putBatch(run, 0, List.of(Tensor.of(new double[] {1, Double.NaN}, 2)));
                source.putLayers(run, 3, Map.of("x", 1), Map.of("L", Map.of("k", Tensor.of(new boolean[] {true}, 1))));
                source.append(run, Map.of(), Map.of("L", Map.of("k", Tensor.ofBf16(new float[] {5}, 1))));
                source.append(run, Map.of("n", 1), Map.of());
                TensorTrees.export(source, run, folder.resolve("base"));
            }
            write("base/runs/r1/model.pt", "pickle");
        }

        @Test
        void tensorsAreImportedByRunAndKnownAgain() {
            ImportReport report = ResultImport.run(workspace, folder);
            assertThat(report.failures()).isEmpty();
            assertThat(names(report)).containsExactly("tensors/r1", "tensors/r2");
            assertThat(report.imported().get(0).experiment()).isEqualTo("base");
            assertThat(report.imported().get(0).rows()).isEqualTo(4);
            assertThat(report.imported().get(0).notCarried()).anyMatch(lost -> lost.contains("model.pt"));
            TensorStore imported = workspace.experiment("base").tensors();
            assertThat(imported.hasSameRun(source, "r1")).isTrue();
            assertThat(imported.hasSameRun(source, "r2")).isTrue();
            assertThat(ResultImport.run(workspace, folder.resolve("base/runs")).count(Outcome.UNCHANGED))
                    .isEqualTo(2);
            assertThat(imported.entries("r1")).as("not appended again").hasSize(2);
        }

        @Test
        void otherTensorsAreRefusedUnlessOverwritten() {
            ResultImport.run(workspace, folder);
            TensorStore imported = workspace.experiment("base").tensors();
            imported.append("r2", Map.of("more", 1), Map.of());
            assertThat(ResultImport.run(workspace, folder).failures())
                    .singleElement()
                    .satisfies(one -> assertThat(one.reason()).contains("tensors/r2"));
            ResultImport.run(
                    workspace, List.of(folder), ImportOptions.defaults().overwriting());
            assertThat(imported.hasSameRun(source, "r2")).isTrue();
        }

        @Test
        void aHeaderThatLiesFailsItsRunAlone() throws IOException {
            Path batch = folder.resolve("base/runs/r1/batch_000000.safetensors");
            byte[] whole = Files.readAllBytes(batch);
            ByteBuffer huge =
                    ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 99_000_000);
            byte[] shape = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .replace("[2]", "[9]")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            for (byte[] bytes : List.of(huge.array(), shape, new byte[4])) {
                Files.write(batch, bytes);
                ImportReport report = ResultImport.run(
                        workspace, List.of(folder), ImportOptions.defaults().overwriting());
                assertThat(names(report)).containsExactly("tensors/r2");
                assertThat(report.failures())
                        .singleElement()
                        .satisfies(one -> assertThat(one.reason()).contains("batch_000000.safetensors"));
                assertThat(workspace.experiment("base").tensors().exists("r1")).isFalse();
            }
        }
    }
}
