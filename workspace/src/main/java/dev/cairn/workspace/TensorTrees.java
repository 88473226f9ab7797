package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.SafetensorsHeader;
import dev.cairn.tensor.SafetensorsWriter;
import dev.cairn.tensor.Tensor;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @throws dev.cairn.NotFoundException if there is no such run; nothing is written
     * @throws UncheckedIOException if it cannot be written, or a symbolic link leads out of the folder
     */
    public static void export(TensorStore store, String run, Path folder) {
        store.require(run);
        TensorKeys keys = new TensorKeys(store.prefixes());
        try {
            TreeWriter tree = new TreeWriter(folder);
            String metadata = keys.metadata(run);
            tree.folder(metadata.substring(0, metadata.lastIndexOf('/')));
            Attributes said = store.runMetadata(run);
            if (!said.isEmpty()) {
                tree.json(metadata, said.asMap());
            }
            for (long index : store.batches(run)) {
                exportBatch(store, run, index, tree, keys);
            }
            exportEntries(store.source, run, tree, keys.entries(run));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write the tensors of run '" + run + "' to '" + folder + "': " + e.getMessage(), e);
        }
    }

    private static void exportBatch(TensorStore store, String run, long index, TreeWriter tree, TensorKeys keys)
            throws IOException {
        if (store.hasBatch(run, index)) {
            TensorBatch batch = store.getBatch(run, index);
            tree.tensors(keys.batch(run, index), batch.isList() ? named(batch.list()) : batch.map());
        }
        if (store.hasLayers(run, index)) {
            exportLayers(store.getLayers(run, index), tree, keys.layers(run, index));
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

    private static void exportLayers(LayerTensors layers, TreeWriter tree, String folder) throws IOException {
        for (Map.Entry<String, Map<String, Tensor>> layer : layers.tensors().entrySet()) {
            for (Map.Entry<String, Tensor> tensor : layer.getValue().entrySet()) {
                tree.tensors(
                        fileOf(folder, layer.getKey(), tensor.getKey()), Map.of(TensorTree.TENSOR, tensor.getValue()));
            }
        }
        tree.json(folder + "/" + TensorTree.METADATA, described(layers.metadata(), namesOf(layers), Map.of()));
    }

    private static String fileOf(String folder, String layer, String key) {
        return folder + "/" + TensorKeys.segment(layer) + "/" + TensorKeys.segment(key) + FILE;
    }

    private static Map<String, @Nullable Object> described(
            Attributes said, Map<String, List<String>> names, Map<String, ?> more) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(said.asMap());
        metadata.putAll(more);
        metadata.put(TensorTree.NAMES, names);
        return metadata;
    }

    private static Map<String, List<String>> namesOf(TensorBody body) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        body.tensors()
                .forEach(stored -> names.computeIfAbsent(String.valueOf(stored.layer()), none -> new ArrayList<>())
                        .add(stored.name()));
        return names;
    }

    private static Map<String, List<String>> namesOf(LayerTensors layers) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        layers.tensors().forEach((layer, byKey) -> names.put(layer, List.copyOf(byKey.keySet())));
        return names;
    }

    /** Writes a file for each layer and key, with the tensors of all entries that have it; one tensor is in memory at a time. */
    private static void exportEntries(TensorSource source, String run, TreeWriter tree, String folder)
            throws IOException {
        List<TensorBody> entries = source.numbers(run, TensorKind.ENTRY).stream()
                .flatMap(index -> source.body(run, TensorKind.ENTRY, index, TensorSource.Wanted.ALL).stream())
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Map<String, Map<String, EntryTensor>> files = new LinkedHashMap<>();
        for (TensorBody entry : entries) {
            String name = "batch_" + all.size();
            all.add(described(entry.metadata(), namesOf(entry), Map.of("batch_index", (long) all.size())));
            for (TensorBody.Stored stored : entry.tensors()) {
                String file = fileOf(folder, String.valueOf(stored.layer()), stored.name());
                files.computeIfAbsent(file, none -> new LinkedHashMap<>()).put(name, new EntryTensor(entry, stored));
            }
        }
        for (Map.Entry<String, Map<String, EntryTensor>> file : files.entrySet()) {
            tree.replace(file.getKey(), channel -> exportEntries(source, run, channel, file.getValue()));
        }
        tree.json(folder + "/" + TensorTree.METADATA, Map.of(TensorTree.BATCHES, all));
    }

    /** A tensor of an entry. */
    private record EntryTensor(TensorBody entry, TensorBody.Stored stored) {}

    private static void exportEntries(
            TensorSource source, String run, FileChannel channel, Map<String, EntryTensor> tensors) throws IOException {
        SafetensorsHeader.Builder header = SafetensorsHeader.builder();
        tensors.forEach((name, tensor) -> header.tensor(
                name,
                DType.valueOf(tensor.stored().dtype()),
                tensor.stored().shape().stream().mapToLong(Long::longValue).toArray()));
        SafetensorsHeader built = header.build();
        SafetensorsWriter writer = SafetensorsWriter.begin(built, bytes -> TreeWriter.writeAll(channel, bytes));
        for (TensorInfo info : built.tensors()) {
            EntryTensor tensor = Objects.requireNonNull(tensors.get(info.name()));
            long index = Objects.requireNonNull(tensor.entry().index());
            writer.write(info.name(), read(source, run, index, tensor.stored()));
        }
        writer.finish();
    }

    private static Tensor read(TensorSource source, String run, long index, TensorBody.Stored stored) {
        TensorSource.Wanted wanted = TensorSource.Wanted.only(String.valueOf(stored.layer()), stored.name());
        return source.read(run, TensorKind.ENTRY, index, wanted, (body, tensors) -> tensors.read(stored));
    }
}
