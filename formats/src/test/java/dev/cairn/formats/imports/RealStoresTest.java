package dev.cairn.formats.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.formats.MemoryWorkspace;
import dev.cairn.formats.SharedData;
import dev.cairn.formats.imports.ImportReport.Imported;
import dev.cairn.formats.imports.ImportReport.Outcome;
import dev.cairn.spi.Digest;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.Artifact;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that real programs wrote, each imported by one call and compared with what plain code reads in them. */
@SuppressWarnings("NullAway.Init")
class RealStoresTest {
    @TempDir
    Path temporary;

    private MemoryWorkspace memory;
    private Workspace workspace;

    @BeforeEach
    void open() {
        memory = new MemoryWorkspace();
        workspace = memory.workspace();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private ImportReport imported(Path folder) {
        ImportReport report = ResultImport.run(workspace, folder);
        assertThat(ResultImport.run(workspace, folder).count(Outcome.UNCHANGED))
                .as("known again")
                .isEqualTo(report.imported().size());
        return report;
    }

    @Test
    void experimentsOfMetalab() throws IOException {
        Path folder = SharedData.find("metalab");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.imported()).hasSize(24);
        assertThat(workspace.experiments()).contains("descent:1.0", "descent:2.0");
        int failed = 0;
        for (Path file : Plain.files(folder, ".json")) {
            if (!Objects.requireNonNull(file.getParent()).endsWith("runs")) {
                continue;
            }
            String json = Files.readString(file);
            Run run = workspace.experiment(text(json, "experiment_id")).run(text(json, "run_id"));
            boolean isFailed = text(json, "status").equals("failed");
            failed += isFailed ? 1 : 0;
            assertThat(run.status()).isEqualTo(isFailed ? RunStatus.FAILED : RunStatus.COMPLETED);
            if (json.contains("\"final_loss\"")) {
                assertThat(run.metrics().real("final_loss")).hasValue(Double.parseDouble(number(json, "final_loss")));
            } else {
                assertThat(run.metrics().isEmpty()).isTrue();
            }
            assertThat(run.parameters().real("lr")).hasValue(Double.parseDouble(number(json, "lr")));
            assertThat(run.record().started()).hasToString(text(json, "started_at") + "Z");
            compareFiles(run, Objects.requireNonNull(file.getParent().getParent()));
        }
        assertThat(failed).isEqualTo(6);
        assertThat(workspace.experiment("descent:1.0").manifest().orElseThrow().runIds())
                .hasSize(16);
    }

    private static void compareFiles(Run run, Path store) throws IOException {
        Path artifact = store.resolve("artifacts").resolve(run.id()).resolve("x.npz");
        List<Artifact> artifacts = run.artifacts().list();
        assertThat(artifacts).hasSize(Files.exists(artifact) ? 1 : 0);
        if (Files.exists(artifact)) {
            assertThat(artifacts.get(0).sha256())
                    .isEqualTo(Digest.of(Files.readAllBytes(artifact)).hex());
        }
        assertThat(run.logs().text("run"))
                .isEqualTo(String.join(
                        "\n", Files.readAllLines(store.resolve("logs").resolve(run.id() + "_run.log"))));
        String loss =
                Files.readString(store.resolve("results").resolve(run.id()).resolve("loss.json"));
        double[] values = Plain.NUMBER
                .matcher(loss.substring(0, loss.indexOf("\"dtype\"")))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
        assertThat(run.data("loss").doubles()).containsExactly(values);
        assertThat(run.data("loss").shape()).containsExactly(values.length / 2L, 2L);
    }

    private static String text(String json, String name) {
        return group(json, "\"" + name + "\": \"([^\"]*)\"");
    }

    private static String number(String json, String name) {
        return group(json, "\"" + name + "\": ([^,\\s]*)");
    }

    private static String group(String json, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(json);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void tensorsOfMiCrow() throws IOException {
        Path folder = SharedData.find("mi_crow");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.imported())
                .extracting(Imported::key)
                .containsExactly("tensors/run_detector", "tensors/run_flat", "tensors/run_unified");
        TensorStore store = workspace.experiment("mi_crow").tensors();
        long bytes = 0;
        for (Path file : Plain.files(folder, ".safetensors")) {
            byte[] all = Files.readAllBytes(file);
            long header = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
            for (int i = (int) (8 + header); i < all.length; i++) {
                bytes += all[i];
            }
        }
        assertThat(bytesOf(store)).isEqualTo(bytes);
        assertThat(store.entries("run_unified")).hasSize(4);
        assertThat(store.batches("run_detector")).containsExactly(0L, 1L, 3L);
    }

    /** The sum of the bytes of all tensors. */
    private static long bytesOf(TensorStore store) {
        long sum = 0;
        for (String run : store.runs()) {
            for (long index : store.batches(run)) {
                sum += store.getLayers(run, index).tensors().values().stream()
                        .flatMap(byKey -> byKey.values().stream())
                        .mapToLong(RealStoresTest::sum)
                        .sum();
            }
            for (LayerTensors entry : store.entries(run).toList()) {
                sum += entry.tensors().values().stream()
                        .flatMap(byKey -> byKey.values().stream())
                        .mapToLong(RealStoresTest::sum)
                        .sum();
            }
        }
        for (long index : store.batches("run_flat")) {
            var batch = store.getBatch("run_flat", index);
            sum += (batch.isList() ? batch.list().stream() : batch.map().values().stream())
                    .mapToLong(RealStoresTest::sum)
                    .sum();
        }
        return sum;
    }

    private static long sum(Tensor tensor) {
        long sum = 0;
        for (byte one : tensor.bytes()) {
            sum += one;
        }
        return sum;
    }

    @Test
    void allOfItByOneCall() {
        Path data = Objects.requireNonNull(SharedData.find("jmetal").getParent());
        ImportReport report = ResultImport.run(workspace, data);
        assertThat(report.failures()).hasSize(3);
        assertThat(report.leftOut())
                .extracting(one -> one.file().getFileName().toString())
                .containsExactly("README.md");
        long results = report.imported().stream()
                .filter(one -> one.experiment() == null)
                .count();
        assertThat(workspace.manager().listResults()).hasSize((int) results);
        assertThat(workspace.experiment("mi_crow").tensors().runs()).hasSize(3);
        assertThat(workspace.experiment("descent:2.0").results().count()).isEqualTo(6);
    }

    @Test
    void intoAStoreOfFiles() {
        Path studies = SharedData.find("optuna");
        Path tensors = SharedData.find("mi_crow");
        try (Workspace files = Workspace.open(temporary.resolve("store"))) {
            ImportReport report = ResultImport.run(files, studies, tensors);
            assertThat(report.complete()).isTrue();
            assertThat(bytesOf(files.experiment("mi_crow").tensors())).isNotZero();
            assertThat(ResultImport.run(files, studies, tensors).count(Outcome.UNCHANGED))
                    .isEqualTo(report.imported().size());
        }
    }
}
