package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.DType;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.TensorBatch;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree that mi_crow wrote: read in each of its three forms, imported, and exported again to the same bytes. */
@SuppressWarnings("NullAway.Init")
class MiCrowTreeTest {
    private static final String DATA = "shared/data/mi_crow";

    @TempDir(factory = FastFolder.class)
    Path folder;

    private static Path tree() {
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path data = above.resolve(DATA);
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        return abort("no " + DATA + " beside the project");
    }

    @Test
    void itsThreeFormsAreRead() {
        TensorStore store = TensorTrees.open(tree());
        assertThat(store.runs()).containsExactly("run_detector", "run_flat", "run_unified");
        assertThat(store.runMetadata("run_flat").asMap())
                .containsEntry("note", "zażółć")
                .containsEntry("dims", List.of(8L, 16L));
        assertThat(store.batches("run_flat")).containsExactly(0L, 1L, 5L);
        TensorBatch list = store.getBatch("run_flat", 0);
        assertThat(list.list()).extracting(tensor -> tensor.dtype()).containsExactly(DType.F32, DType.F16);
        assertThat(store.getBatch("run_flat", 1).map()).containsOnlyKeys("input_ids", "activations");
        assertThat(store.getBatch("run_flat", 5).list()).isEmpty();

        assertThat(store.batches("run_detector")).containsExactly(0L, 1L, 3L);
        LayerTensors layers = store.getLayers("run_detector", 0);
        assertThat(layers.metadata())
                .isEqualTo(Attributes.of(Map.of("batch", 0, "texts", List.of("alpha", "beta"), "loss", 0.5)));
        assertThat(layers.tensors()).containsOnlyKeys("model_layers_0", "model_layers_1", "attention_masks");
        assertThat(store.getBatch("run_detector", 3).map())
                .containsOnlyKeys("activations_model_layers_0", "activations_model_layers_1");
        assertThat(store.rows("run_detector", "model_layers_1", "activations", 5))
                .hasSize(9)
                .allMatch(block -> block.rows().dtype() == DType.BF16);

        assertThat(store.batches("run_unified")).isEmpty();
        List<LayerTensors> entries = store.entries("run_unified").toList();
        assertThat(entries).hasSize(4);
        assertThat(entries.get(1).tensors()).containsOnlyKeys("model_layers_0", "extra");
        assertThat(entries.get(2).metadata()).isEqualTo(Attributes.of(Map.of("chunk", 2)));
    }

    @Test
    void itIsImportedAndExportedToTheSameBytes() throws IOException {
        TensorStore tree = TensorTrees.open(tree());
        try (Workspace workspace = Workspace.open(folder.resolve("store"))) {
            TensorStore store = workspace.experiment("imported").tensors();
            for (String run : tree.runs()) {
                store.importRun(tree, run);
                TensorTrees.export(store, run, folder.resolve("exported"));
            }
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree())) {
            files = all.filter(Files::isRegularFile)
                    .map(tree()::relativize)
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSize(22);
        ObjectMapper json = new ObjectMapper();
        for (Path file : files) {
            Path exported = folder.resolve("exported").resolve(file.toString());
            Path original = tree().resolve(file.toString());
            if (file.toString().endsWith(".json")) {
                assertThat(json.readTree(exported.toFile())).as("%s", file).isEqualTo(json.readTree(original.toFile()));
            } else {
                assertThat(exported).as("%s", file).hasSameBinaryContentAs(original);
            }
        }
    }
}
