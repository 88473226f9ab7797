package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.SafetensorsFile;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.TensorBatch;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of files with tensors: written, read, imported, and hostile ones. */
@SuppressWarnings("NullAway.Init")
class TensorTreeTest {
    @TempDir(factory = FastFolder.class)
    Path folder;

    private Workspace workspace;
    private TensorStore store;
    private Path tree;

    @BeforeEach
    void fill() {
        workspace = Workspace.open("memory:");
        store = workspace.experiment("e").tensors();
        tree = folder.resolve("tree");
        store.putRunMetadata("r", Map.of("z", "\u017c", "n", List.of(1, 2.5)));
        store.putBatch("r", 0, List.of(of(1, 2), Tensor.of(new long[] {5})));
        store.putBatch("r", 1, List.of());
        store.putBatch("r", 5, new LinkedHashMap<>(Map.of("b", of(3), "a", of(4))));
        store.putLayers(
                "r",
                1,
                Map.of("loss", 0.5),
                Map.of("L0", Map.of("activations", of(1), "ids", of(2)), "odd/../x", Map.of("k", of(3))));
        store.append("r", Map.of("chunk", 0), Map.of("L0", Map.of("activations", of(7))));
        store.append("r", Map.of("chunk", 1), Map.of("L0", Map.of("activations", of(8)), "extra", Map.of("n", of(9))));
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private static Tensor of(double... values) {
        return Tensor.of(values, values.length);
    }

    private static void assertSame(TensorStore one, TensorStore other, String run) {
        assertThat(one.runMetadata(run)).isEqualTo(other.runMetadata(run));
        assertThat(one.batches(run)).isEqualTo(other.batches(run));
        for (long index : other.batches(run)) {
            assertThat(one.getLayers(run, index)).isEqualTo(other.getLayers(run, index));
            assertThat(one.getBatch(run, index).isList())
                    .isEqualTo(other.getBatch(run, index).isList());
            if (other.getBatch(run, index).isList()) {
                assertThat(one.getBatch(run, index).list())
                        .isEqualTo(other.getBatch(run, index).list());
            } else {
                assertThat(one.getBatch(run, index).map())
                        .isEqualTo(other.getBatch(run, index).map());
            }
        }
        assertThat(one.entries(run).toList()).isEqualTo(other.entries(run).toList());
    }

    @Test
    void whatIsExportedIsReadAgainAndImported() {
        TensorTrees.export(store, "r", tree);
        for (String key : List.of(
                "runs/r/meta.json",
                "runs/r/batch_000000.safetensors",
                "runs/r/batch_1/metadata.json",
                "runs/r/detectors/extra/n.safetensors")) {
            assertThat(tree.resolve(key)).exists();
        }
        TensorStore read = TensorTrees.open(tree);
        assertThat(read.runs()).containsExactly("r");
        assertSame(read, store, "r");
        TensorStore imported = workspace.experiment("other").tensors();
        imported.importRun(read, "r");
        assertSame(imported, store, "r");
        assertThat(read.rows("r", "L0", "activations", 1)).hasSize(1);
        assertThat(read.get("runs/r/batch_1/L0/ids.safetensors")).isEqualTo(of(2));
    }

    @Test
    void aTreeIsOnlyRead() {
        TensorTrees.export(store, "r", tree);
        TensorStore read = TensorTrees.open(tree);
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> read.putBatch("r", 9, List.of()));
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> read.deleteRun("r"));
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> read.append("r", Map.of(), Map.of()));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> TensorTrees.open(folder.resolve("none")));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void whatIsNoBatchIsPassedOver() throws IOException {
        TensorTrees.export(store, "r", tree);
        Path run = tree.resolve("runs/r");
        for (String name : List.of(
                "batch_notanumber.safetensors",
                "random.txt",
                "batch_000004.safetensors.tmp",
                "batch_0000011.safetensors")) {
            Files.writeString(run.resolve(name), "x");
        }
        Files.createDirectory(run.resolve("batch_007"));
        Files.createDirectory(run.resolve("batch_-5"));
        assertThat(TensorTrees.open(tree).batches("r")).containsExactly(0L, 1L, 5L);
    }

    @Test
    void aForeignMapOfItemsStaysAMap() throws IOException {
        Files.createDirectories(tree.resolve("runs/f"));
        SafetensorsFile.write(
                tree.resolve("runs/f/batch_000000.safetensors"), Map.of("item_0", of(1), "item_2", of(2)), Map.of());
        assertThat(TensorTrees.open(tree).getBatch("f", 0).map()).containsOnlyKeys("item_0", "item_2");
    }

    @Test
    void numbersThatAreNotFiniteAreReadAsPythonWritesThem() throws IOException {
        Files.createDirectories(tree.resolve("runs/p"));
        Files.writeString(tree.resolve("runs/p/meta.json"), "{\"a\": NaN, \"b\": -Infinity, \"c\": 1}");
        assertThat(TensorTrees.open(tree).runMetadata("p"))
                .isEqualTo(Attributes.of(Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY, "c", 1)));
    }

    @Test
    void damageIsNamed() throws IOException {
        TensorTrees.export(store, "r", tree);
        TensorStore read = TensorTrees.open(tree);
        Files.writeString(tree.resolve("runs/r/batch_1/L0/ids.safetensors"), "junk");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read.getLayers("r", 1))
                .withMessageContaining("ids.safetensors");
        Files.writeString(tree.resolve("runs/r/meta.json"), "{\"a\": ");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read.runMetadata("r"))
                .withMessageContaining("meta.json");
        Files.delete(tree.resolve("runs/r/detectors/extra/n.safetensors"));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read.entries("r").toList())
                .withMessageContaining("'n'")
                .withMessageContaining("'extra'");
        Files.writeString(tree.resolve("runs/r/batch_1/metadata.json"), "{\"loss\": 1}");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read.getLayers("r", 1))
                .withMessageContaining("_tensor_metadata_names");
    }

    @Test
    void namesAndLinksLeadNowhereElse() throws IOException {
        TensorTrees.export(store, "r", tree);
        Files.writeString(
                tree.resolve("runs/r/batch_1/metadata.json"),
                "{\"_tensor_metadata_names\": {\"..\": [\"../../../secret\"]}}");
        SafetensorsFile.write(folder.resolve("secret.safetensors"), Map.of("tensor", of(1)), Map.of());
        TensorStore read = TensorTrees.open(tree);
        assertThatExceptionOfType(CorruptException.class).isThrownBy(() -> read.getLayers("r", 1));
        Files.createSymbolicLink(tree.resolve("runs/outside"), folder);
        assertThat(read.runs()).containsExactly("r");
        for (String run : List.of("..", "../..", ".")) {
            assertThat(read.batches(run)).isEmpty();
            assertThat(read.exists(run)).isFalse();
        }
        for (LayerTensors entry : read.entries("..").toList()) {
            assertThat(entry).isNull();
        }
    }

    @Test
    void oneDamagedBatchHidesNoOther() throws IOException {
        TensorTrees.export(store, "r", tree);
        TensorStore read = TensorTrees.open(tree);
        Files.writeString(tree.resolve("runs/r/batch_1/L0/ids.safetensors"), "junk");
        Files.writeString(tree.resolve("runs/r/batch_000005.safetensors"), "junk");
        Files.createDirectories(tree.resolve("runs/r/batch_8/L0"));
        Files.writeString(
                tree.resolve("runs/r/batch_8/metadata.json"), "{\"_tensor_metadata_names\": {\"L0\": [\"gone\"]}}");
        assertThat(read.batches("r")).containsExactly(0L, 1L, 5L, 8L);
        assertThat(read.exists("r", 5)).isTrue();
        assertThat(read.getTensor("r", 1, "L0", "activations")).isEqualTo(of(1));
        assertThat(read.rows("r", "L0", "activations", 1)).hasSize(1);
        assertThat(read.iterate("r").limit(2).map(TensorBatch::index)).containsExactly(0L, 1L);
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read.getLayers("r", 8))
                .withMessageContaining("'gone'");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read.getBatch("r", 5))
                .withMessageContaining("batch_000005.safetensors");
    }

    @Test
    void namesThatLookLikeFilesOrLikeEachOtherStayApart() {
        Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
        for (String name : List.of("a/b", "a%2Fb", "a%252Fb", "metadata.json", "..", "%", "+ &")) {
            layers.put(name, Map.of(name, of(layers.size()), "tensor", of(-1)));
        }
        store.putLayers("odd/run", 0, Map.of("batch_index", 7), layers);
        store.append("odd/run", Map.of(), layers);
        TensorTrees.export(store, "odd/run", tree);
        TensorStore read = TensorTrees.open(tree);
        assertSame(read, store, "odd/run");
        assertThat(read.runs()).containsExactly("odd/run");
        assertThat(read.exists("odd%2Frun")).isFalse();
        assertThat(read.get("runs/odd%2Frun/batch_0/metadata%2Ejson/metadata%2Ejson.safetensors"))
                .isEqualTo(of(3));
    }

    @Test
    void metadataIsTheSameAfterAnExport() {
        Map<String, Object> odd = new LinkedHashMap<>();
        odd.put("nan", Double.longBitsToDouble(0x7ff8000000000001L));
        odd.put("list", List.of(Double.NEGATIVE_INFINITY, -0.0, 1e300));
        odd.put("$ref", Map.of("$schema", "x", "$f64", 1));
        odd.put("null", null);
        odd.put("long", Long.MIN_VALUE);
        store.putRunMetadata("m", odd);
        store.putLayers("m", 0, odd, Map.of());
        store.append("m", odd, Map.of());
        TensorTrees.export(store, "m", tree);
        assertThat(tree.resolve("runs/m/meta.json"))
                .content()
                .contains("{\"$f64\":\"7ff8000000000001\"}", "\"$schema\"")
                .doesNotContain("$$");
        assertSame(TensorTrees.open(tree), store, "m");
    }

    @Test
    void anExportStaysInItsFolder() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path other = Files.writeString(outside.resolve("other.json"), "kept");
        Files.createDirectories(tree.resolve("runs/r/detectors"));
        Files.createSymbolicLink(tree.resolve("runs/r/meta.json"), other);
        Files.createSymbolicLink(tree.resolve("runs/r/detectors/metadata.json"), other);
        TensorTrees.export(store, "r", tree);
        assertThat(other).hasContent("kept");
        assertSame(TensorTrees.open(tree), store, "r");
        for (String link : List.of("runs/r2", "runs/r3/batch_1", "runs/r4/detectors/L0")) {
            Files.createDirectories(tree.resolve(link).getParent());
            Files.createSymbolicLink(tree.resolve(link), outside);
            String run = link.split("/")[1];
            TensorStore same = workspace.experiment(run).tensors();
            same.putLayers(run, 1, Map.of(), Map.of("L0", Map.of("k", of(1))));
            same.append(run, Map.of(), Map.of("L0", Map.of("k", of(1))));
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> TensorTrees.export(same, run, tree))
                    .withMessageContaining(link.substring(link.lastIndexOf('/') + 1));
        }
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).containsExactly(other);
        }
    }

    @Test
    void anExportMayGoToALinkToItsFolder() throws IOException {
        Files.createDirectory(tree);
        Path link = Files.createSymbolicLink(folder.resolve("link"), tree);
        TensorTrees.export(store, "r", link);
        assertSame(TensorTrees.open(tree), store, "r");
    }

    @Test
    void theFilesOfAnExportAreReadableAlike() throws IOException {
        TensorTrees.export(store, "r", tree);
        Set<Set<PosixFilePermission>> permissions = new HashSet<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                permissions.add(Files.getPosixFilePermissions(file));
            }
        }
        assertThat(permissions).hasSize(1);
    }

    @Test
    void aRunThatIsNotThereIsNotExported() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> TensorTrees.export(store, "none", tree));
        assertThat(tree).doesNotExist();
    }
}
