package dev.cairn.workspace;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.SafetensorsFile;
import dev.cairn.tensor.Tensor;
import dev.cairn.tensor.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tensors in a tree of files as mi_crow writes it, and as {@link TensorTrees} exports it: {@code runs/{run}/meta.json}; a batch as
 * {@code batch_000007.safetensors}; a batch by layer as the folder {@code batch_7} with {@code metadata.json} and {@code {layer}/{key}.safetensors};
 * the entries as the folder {@code detectors}, whose files have the tensors {@code batch_0}, {@code batch_1} and so on. Changes nothing.
 */
final class TensorTree implements TensorSource {
    static final String NAMES = "_tensor_metadata_names";
    static final String BATCHES = "batches";
    static final String EMPTY_LIST = "_empty_list";
    static final String TENSOR = "tensor";
    static final String META = "meta.json";
    static final String METADATA = "metadata.json";
    static final String DETECTORS = "detectors";
    private static final String FILE = ".safetensors";
    private static final String ITEM = "item_";

    private final TreeFiles files;
    private final String prefix;

    TensorTree(Path root, TensorPrefixes prefixes) {
        this.files = new TreeFiles(root);
        this.prefix = prefixes.runs();
    }

    @Override
    public String location() {
        return "'" + files.root() + "'";
    }

    @Override
    public List<String> runs() {
        return files.list(prefix).stream()
                .filter(name -> files.isFolder(prefix, name))
                .map(TensorKeys::name)
                .sorted()
                .toList();
    }

    @Override
    public Optional<Attributes> run(String run) {
        return folder(run)
                .map(name -> files.object(prefix, name, META)
                        .map(metadata -> attributes(metadata, prefix, name, META))
                        .orElse(Attributes.empty()));
    }

    /** The folder of a run: no other run has the same one. */
    private Optional<String> folder(String run) {
        return Stream.of(TensorKeys.segment(run), run)
                .filter(name -> TensorKeys.name(name).equals(run) && files.isFolder(prefix, name))
                .findFirst();
    }

    private Attributes attributes(Map<String, @Nullable Object> metadata, String... where) {
        try {
            return Attributes.of(metadata);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedException(
                    "The metadata in " + location() + ", " + String.join("/", where) + ", cannot be kept: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public List<Long> numbers(String run, TensorKind kind) {
        LongStream numbers = kind == TensorKind.ENTRY
                ? LongStream.range(0, entries(run).size())
                : folder(run).stream()
                        .flatMap(name -> files.list(prefix, name).stream())
                        .flatMapToLong(name -> TensorKeys.numberOf(name, kind).stream())
                        .filter(index -> exists(run, kind, index));
        return numbers.sorted().boxed().toList();
    }

    @Override
    public boolean exists(String run, TensorKind kind, long index) {
        return folder(run)
                .filter(name -> switch (kind) {
                    case BATCH ->
                        files.file(prefix, name, TensorKeys.fileOf(index)).isPresent();
                    case LAYERS -> files.isFolder(prefix, name, TensorKeys.folderOf(index));
                    case ENTRY -> index < entries(run).size();
                })
                .isPresent();
    }

    @Override
    public Optional<TensorBody> body(String run, TensorKind kind, long index, Wanted wanted) {
        return folder(run).flatMap(name -> switch (kind) {
            case BATCH -> files.file(prefix, name, TensorKeys.fileOf(index)).map(file -> batch(run, index, file));
            case LAYERS ->
                files.isFolder(prefix, name, TensorKeys.folderOf(index))
                        ? Optional.of(layers(run, name, index, wanted))
                        : Optional.empty();
            case ENTRY -> entry(run, name, index, wanted);
        });
    }

    private TensorBody batch(String run, long index, Path file) {
        return using(file, open -> {
            List<TensorInfo> infos = open.header().tensors();
            boolean empty = infos.size() == 1 && infos.get(0).name().equals(EMPTY_LIST);
            List<String> items =
                    IntStream.range(0, infos.size()).mapToObj(i -> ITEM + i).toList();
            boolean list = empty || (!infos.isEmpty() && open.header().names().equals(Set.copyOf(items)));
            List<String> order =
                    empty ? List.of() : list ? items : List.copyOf(open.header().names());
            List<TensorBody.Stored> stored = order.stream()
                    .map(name -> stored(null, name, open.header().find(name).orElseThrow(), name))
                    .toList();
            return new TensorBody(
                    TensorBody.FORMAT,
                    null,
                    run,
                    index,
                    list ? TensorBody.Form.LIST : TensorBody.Form.MAP,
                    Attributes.empty(),
                    stored);
        });
    }

    private static TensorBody.Stored stored(@Nullable String layer, String name, TensorInfo info, String where) {
        return new TensorBody.Stored(layer, name, info.dtype().name(), info.shape(), where);
    }

    private TensorBody layers(String run, String folder, long index, Wanted wanted) {
        String batch = TensorKeys.folderOf(index);
        Map<String, @Nullable Object> metadata =
                files.object(prefix, folder, batch, METADATA).orElse(new LinkedHashMap<>());
        List<TensorBody.Stored> stored = new ArrayList<>();
        names(metadata, location() + ", " + batch + " of run '" + run + "'")
                .forEach((layer, keys) -> keys.stream()
                        .filter(key -> wanted.test(layer, key))
                        .forEach(key -> stored.add(described(layer, key, TENSOR, prefix, folder, batch))));
        metadata.remove(NAMES);
        Attributes said = attributes(metadata, prefix, folder, batch, METADATA);
        return new TensorBody(TensorBody.FORMAT, null, run, index, TensorBody.Form.LAYERS, said, stored);
    }

    /** A tensor of a layer, by the path of its file below the root and its name there. */
    private TensorBody.Stored described(String layer, String key, String tensor, String... folder) {
        Path file = file(layer, key, folder);
        TensorInfo info = using(
                file,
                open -> open.header()
                        .find(tensor)
                        .orElseThrow(() -> new CorruptException("'" + file + "' has no tensor '" + tensor + "'.")));
        return stored(layer, key, info, files.root().relativize(file) + "#" + tensor);
    }

    private Path file(String layer, String key, String... folder) {
        return Stream.of(List.of(TensorKeys.segment(layer), TensorKeys.segment(key) + FILE), List.of(layer, key + FILE))
                .map(names -> Stream.concat(Stream.of(folder), names.stream()).toArray(String[]::new))
                .flatMap(names -> files.file(names).stream())
                .findFirst()
                .orElseThrow(() -> new CorruptException(
                        "The metadata in " + location() + " names the tensor '" + key + "' of the layer '" + layer
                                + "' in " + String.join("/", folder) + ", and there is no such file."));
    }

    private static Map<String, List<String>> names(Map<String, @Nullable Object> metadata, String what) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        if (metadata.get(NAMES) instanceof Map<?, ?> layers) {
            layers.forEach((layer, keys) -> names.put(
                    String.valueOf(layer),
                    keys instanceof List<?> list
                            ? list.stream().map(String::valueOf).toList()
                            : List.of()));
            return names;
        }
        if (metadata.isEmpty()) {
            return names;
        }
        throw new CorruptException("The metadata of " + what + " has no '" + NAMES + "', which tells its tensors.");
    }

    private List<?> entries(String run) {
        Object entries = folder(run)
                .flatMap(name -> files.object(prefix, name, DETECTORS, METADATA))
                .map(all -> all.get(BATCHES))
                .orElse(List.of());
        return entries instanceof List<?> list ? list : List.of();
    }

    private Optional<TensorBody> entry(String run, String folder, long index, Wanted wanted) {
        List<?> all = entries(run);
        if (index >= all.size() || !(all.get((int) index) instanceof Map<?, ?> entry)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        entry.forEach((name, value) -> metadata.put(String.valueOf(name), value));
        List<TensorBody.Stored> stored = new ArrayList<>();
        names(metadata, location() + ", entry " + index + " of run '" + run + "'")
                .forEach((layer, keys) -> keys.stream()
                        .filter(key -> wanted.test(layer, key))
                        .forEach(
                                key -> stored.add(described(layer, key, "batch_" + index, prefix, folder, DETECTORS))));
        metadata.remove(NAMES);
        metadata.remove("batch_index");
        Attributes said = attributes(metadata, prefix, folder, DETECTORS, METADATA);
        return Optional.of(new TensorBody(TensorBody.FORMAT, null, run, index, TensorBody.Form.LAYERS, said, stored));
    }

    @Override
    public <T> T read(String run, TensorKind kind, long index, Wanted wanted, Reading<T> reading) {
        TensorBody body = body(run, kind, index, wanted)
                .orElseThrow(() -> new NotFoundException(
                        "Run '" + run + "' in " + location() + " has no " + kind.documents() + " " + index + "."));
        Path batch = kind == TensorKind.BATCH
                ? files.file(prefix, folder(run).orElse(run), TensorKeys.fileOf(index))
                        .orElse(null)
                : null;
        try {
            return reading.read(body, new FromFiles(batch));
        } catch (IOException e) {
            throw new UnavailableException(
                    "Cannot read tensors of run '" + run + "' in " + location() + ": " + e.getMessage(), e);
        }
    }

    /** Reads tensors from their files, each opened for the one tensor. */
    private final class FromFiles implements Tensors {
        private final @Nullable Path batch;

        FromFiles(@Nullable Path batch) {
            this.batch = batch;
        }

        @Override
        public Tensor read(TensorBody.Stored stored) {
            return using(fileOf(stored), open -> open.reader().tensor(nameOf(stored)));
        }

        @Override
        public void read(TensorBody.Stored stored, long offset, ByteBuffer target) {
            using(fileOf(stored), open -> {
                open.reader().read(nameOf(stored), offset, target);
                return target;
            });
        }

        private Path fileOf(TensorBody.Stored stored) {
            String where = stored.tensor();
            return batch != null ? batch : files.root().resolve(where.substring(0, where.lastIndexOf('#')));
        }

        private String nameOf(TensorBody.Stored stored) {
            String where = stored.tensor();
            return batch != null ? where : where.substring(where.lastIndexOf('#') + 1);
        }
    }

    @Override
    public Tensor single(String key) {
        Path file = files.file(key.split("/", -1))
                .orElseThrow(() -> new NotFoundException("There is no tensor '" + key + "' in " + location() + "."));
        return using(file, open -> open.reader().tensor(TENSOR));
    }

    private interface Use<T> {
        T use(SafetensorsFile file) throws IOException;
    }

    private <T> T using(Path file, Use<T> use) {
        try (SafetensorsFile open = files.open(file)) {
            return use.use(open);
        } catch (IOException e) {
            throw new UnavailableException("Cannot read '" + file + "': " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CorruptException("'" + file + "' is not as its tree says: " + e.getMessage(), e);
        }
    }
}
