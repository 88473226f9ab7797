package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Json;
import dev.cairn.tensor.SafetensorsFile;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees of files with tensors, as mi_crow writes and reads them: opened as a {@link TensorStore}, and written from one. The keys that a store
 * returns are the paths in such a tree.
 */
public final class TensorTrees {
    private static final String FILE = ".safetensors";

    private TensorTrees() {}

    /**
     * Opens a tree to read it; nothing in it is changed.
     *
     * @throws dev.cairn.NotFoundException if there is no such folder
     */
    public static TensorStore open(Path folder) {
        return open(folder, TensorPrefixes.USUAL);
    }

    /** Opens a tree with other prefixes. */
    public static TensorStore open(Path folder, TensorPrefixes prefixes) {
        return new TensorStore(new TensorTree(folder, prefixes), prefixes);
    }

    /**
     * Writes a run into a tree, in place of files of the same names.
     *
     * @param folder the root of the tree, below which {@code runs/{run}} is made
     * @throws UncheckedIOException if it cannot be written
     */
    public static void export(TensorStore store, String run, Path folder) {
        TensorKeys keys = new TensorKeys(store.prefixes());
        try {
            Path root = folder.resolve(keys.metadata(run)).getParent();
            if (root == null) {
                throw new IOException("'" + folder + "' is no folder");
            }
            Files.createDirectories(root);
            Attributes metadata = store.runMetadata(run);
            if (!metadata.isEmpty()) {
                writeJson(root.resolve(TensorTree.META), metadata.asMap());
            }
            for (long index : store.batches(run)) {
                exportBatch(store, run, index, folder, keys);
            }
            exportEntries(store.entries(run).toList(), root.resolve(TensorTree.DETECTORS));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write the tensors of run '" + run + "' to '" + folder + "': " + e.getMessage(), e);
        }
    }

    private static void exportBatch(TensorStore store, String run, long index, Path folder, TensorKeys keys)
            throws IOException {
        if (store.hasBatch(run, index)) {
            TensorBatch batch = store.getBatch(run, index);
            write(folder.resolve(keys.batch(run, index)), batch.isList() ? named(batch.list()) : batch.map());
        }
        if (store.hasLayers(run, index)) {
            exportLayers(store.getLayers(run, index), folder.resolve(keys.layers(run, index)));
        }
    }

    private static Map<String, Tensor> named(List<Tensor> list) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        if (list.isEmpty()) {
            named.put(TensorTree.EMPTY_LIST, Tensor.of(new float[0], 0));
        }
        for (Tensor tensor : list) {
            named.put("item_" + named.size(), tensor);
        }
        return named;
    }

    private static void exportLayers(LayerTensors layers, Path folder) throws IOException {
        for (Map.Entry<String, Map<String, Tensor>> layer : layers.tensors().entrySet()) {
            for (Map.Entry<String, Tensor> tensor : layer.getValue().entrySet()) {
                Path file = folder.resolve(TensorKeys.segment(layer.getKey()))
                        .resolve(TensorKeys.segment(tensor.getKey()) + FILE);
                write(file, Map.of(TensorTree.TENSOR, tensor.getValue()));
            }
        }
        Files.createDirectories(folder);
        writeJson(folder.resolve(TensorTree.METADATA), described(layers, Map.of()));
    }

    private static Map<String, @Nullable Object> described(LayerTensors layers, Map<String, ?> more) {
        Map<String, @Nullable Object> metadata =
                new LinkedHashMap<>(layers.metadata().asMap());
        metadata.putAll(more);
        Map<String, List<String>> names = new LinkedHashMap<>();
        layers.tensors().forEach((layer, byKey) -> names.put(layer, List.copyOf(byKey.keySet())));
        metadata.put(TensorTree.NAMES, names);
        return metadata;
    }

    private static void exportEntries(List<LayerTensors> entries, Path folder) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Map<Path, Map<String, Tensor>> files = new LinkedHashMap<>();
        for (LayerTensors entry : entries) {
            long index = all.size();
            all.add(described(entry, Map.of("batch_index", index)));
            entry.tensors()
                    .forEach((layer, byKey) -> byKey.forEach((key, tensor) -> files.computeIfAbsent(
                                    folder.resolve(TensorKeys.segment(layer)).resolve(TensorKeys.segment(key) + FILE),
                                    file -> new LinkedHashMap<>())
                            .put("batch_" + index, tensor)));
        }
        for (Map.Entry<Path, Map<String, Tensor>> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        Files.createDirectories(folder);
        writeJson(folder.resolve(TensorTree.METADATA), Map.of(TensorTree.BATCHES, all));
    }

    private static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        SafetensorsFile.write(file, tensors, Map.of());
    }

    private static void writeJson(Path file, Map<String, ?> object) throws IOException {
        Files.write(file, Json.writeValue(object));
    }
}
