package dev.cairn.workspace;

import dev.cairn.NotFoundException;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The half of a {@link TensorStore} that changes nothing: looks, reads and streams. */
abstract class TensorReads {
    private static final String ACTIVATIONS = "activations";
    private static final List<TensorKind> NUMBERED = List.of(TensorKind.BATCH, TensorKind.LAYERS);

    /** The largest of 18 digits, which all that reads numbers from names takes. */
    private static final long MAX_INDEX = 999_999_999_999_999_999L;

    final TensorSource source;
    final TensorKeys keys;

    TensorReads(TensorSource source, TensorKeys keys) {
        this.source = source;
        this.keys = keys;
    }

    /**
     * The tensor that stands alone under {@code key}.
     *
     * @throws NotFoundException if there is none
     */
    public Tensor getTensor(String key) {
        return source.single(TensorKeys.check(key));
    }

    /** What was said of a run; empty if nothing was, or there is no such run. */
    public Attributes runMetadata(String run) {
        return source.run(TensorRuns.check(run)).orElse(Attributes.empty());
    }

    /** The entries that were appended to a run, by number, each read when it is asked for. */
    public Stream<LayerTensors> entries(String run) {
        return source.numbers(TensorRuns.check(run), TensorKind.ENTRY).stream()
                .map(index -> layers(run, TensorKind.ENTRY, index));
    }

    /** How many entries were appended to a run; zero if there is none. */
    public long entryCount(String run) {
        return source.numbers(TensorRuns.check(run), TensorKind.ENTRY).size();
    }

    private LayerTensors layers(String run, TensorKind kind, long index) {
        return source.read(run, kind, index, TensorSource.Wanted.ALL, (body, tensors) -> {
            Map<String, Map<String, Tensor>> byLayer = new LinkedHashMap<>();
            for (TensorBody.Stored stored : body.tensors()) {
                byLayer.computeIfAbsent(String.valueOf(stored.layer()), layer -> new LinkedHashMap<>())
                        .put(stored.name(), tensors.read(stored));
            }
            return new LayerTensors(index, body.metadata(), byLayer);
        });
    }

    /**
     * A batch as the list or the map that it was put as. If it has only {@linkplain TensorStore#putLayers layers}: those of their tensors that are called
     * {@code activations}, under this name if there is one layer, else as {@code activations_} and the layer; none if none is called so.
     *
     * @throws NotFoundException if there is no such batch
     */
    public TensorBatch getBatch(String run, long index) {
        if (has(run, TensorKind.BATCH, index)) {
            return source.read(
                    run,
                    TensorKind.BATCH,
                    index,
                    TensorSource.Wanted.ALL,
                    (body, tensors) -> batch(index, body, tensors));
        }
        if (has(run, TensorKind.LAYERS, index)) {
            return source.read(
                    run,
                    TensorKind.LAYERS,
                    index,
                    TensorSource.Wanted.ALL,
                    (body, tensors) -> activations(index, body, tensors));
        }
        throw new NotFoundException(
                "The " + TensorRuns.describe(run) + " has no batch " + index + "; it has " + batches(run) + ".");
    }

    private static TensorBatch batch(long index, TensorBody body, TensorSource.Tensors tensors) throws IOException {
        Map<String, Tensor> read = new LinkedHashMap<>();
        for (TensorBody.Stored stored : body.tensors()) {
            read.put(stored.name(), tensors.read(stored));
        }
        return body.form() == TensorBody.Form.LIST
                ? TensorBatch.ofList(index, List.copyOf(read.values()))
                : TensorBatch.ofMap(index, read);
    }

    private static TensorBatch activations(long index, TensorBody body, TensorSource.Tensors tensors)
            throws IOException {
        long layers =
                body.tensors().stream().map(TensorBody.Stored::layer).distinct().count();
        Map<String, Tensor> read = new LinkedHashMap<>();
        for (TensorBody.Stored stored : body.tensors()) {
            if (stored.name().equals(ACTIVATIONS)) {
                read.put(layers == 1 ? ACTIVATIONS : ACTIVATIONS + "_" + stored.layer(), tensors.read(stored));
            }
        }
        return TensorBatch.ofMap(index, read);
    }

    final boolean hasBatch(String run, long index) {
        return has(run, TensorKind.BATCH, index);
    }

    final boolean hasLayers(String run, long index) {
        return has(run, TensorKind.LAYERS, index);
    }

    private boolean has(String run, TensorKind kind, long index) {
        return source.exists(TensorRuns.check(run), kind, checkIndex(index));
    }

    /** The metadata and tensors of a batch by layer and key; empty if there is no such batch. */
    public LayerTensors getLayers(String run, long index) {
        LayerTensors none = new LayerTensors(index, Attributes.empty(), Map.of());
        if (!has(run, TensorKind.LAYERS, index)) {
            return none;
        }
        try {
            return layers(run, TensorKind.LAYERS, index);
        } catch (NotFoundException e) {
            // It was deleted meanwhile.
            return none;
        }
    }

    /**
     * One tensor of a batch.
     *
     * @throws NotFoundException if there is none
     */
    public Tensor getTensor(String run, long index, String layer, String key) {
        Names.check("name of a layer", layer);
        Names.check("key of a tensor", key);
        if (!has(run, TensorKind.LAYERS, index)) {
            throw missing(run, index, layer, key);
        }
        TensorSource.Wanted wanted = TensorSource.Wanted.only(layer, key);
        Optional<Tensor> tensor = source.read(run, TensorKind.LAYERS, index, wanted, (body, tensors) -> {
            TensorBody.Stored stored = stored(body, layer, key).orElse(null);
            return stored == null ? Optional.empty() : Optional.of(tensors.read(stored));
        });
        return tensor.orElseThrow(() -> missing(run, index, layer, key));
    }

    private static NotFoundException missing(String run, long index, String layer, String key) {
        return new NotFoundException("The " + TensorRuns.describe(run) + " has no tensor " + Names.quote(key)
                + " of the layer " + Names.quote(layer) + " in batch " + index + ".");
    }

    private static Optional<TensorBody.Stored> stored(TensorBody body, String layer, String key) {
        return body.tensors().stream()
                .filter(stored -> layer.equals(stored.layer()) && key.equals(stored.name()))
                .findFirst();
    }

    /** The numbers of the batches of a run, of either form, ascending. */
    public List<Long> batches(String run) {
        TensorRuns.check(run);
        return NUMBERED.stream()
                .flatMap(kind -> source.numbers(run, kind).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The batches of a run, ascending, each read when it is asked for. */
    public Stream<TensorBatch> iterate(String run) {
        return batches(run).stream().map(index -> getBatch(run, index));
    }

    /**
     * The batches whose numbers are {@code start}, {@code start + step} and so on up to before {@code stop}, those that there are, each read when it
     * is asked for.
     *
     * @param stop for a negative step the number down to before which they go, -1 to take in 0
     * @throws IllegalArgumentException if {@code step} is zero, {@code start} is negative or {@code stop} below -1
     */
    public Stream<TensorBatch> iterate(String run, long start, long stop, long step) {
        if (step == 0 || start < 0 || stop < -1) {
            throw new IllegalArgumentException("Batches are numbered from 0 on and a step is not zero: start " + start
                    + ", stop " + stop + ", step " + step + ".");
        }
        List<Long> there = batches(run);
        Stream<Long> wanted = there.stream()
                .filter(index -> step > 0 ? index >= start && index < stop : index <= start && index > stop)
                .filter(index -> (index - start) % step == 0);
        List<Long> ordered = step > 0
                ? wanted.toList()
                : wanted.sorted(Comparator.reverseOrder()).toList();
        return ordered.stream().map(index -> getBatch(run, index));
    }

    /** What tensors a batch has, in either form, without reading any; none if there is no such batch. */
    public List<TensorDescription> describe(String run, long index) {
        TensorRuns.check(run);
        checkIndex(index);
        return NUMBERED.stream()
                .flatMap(kind -> source.body(run, kind, index, TensorSource.Wanted.ALL).stream())
                .flatMap(body -> body.tensors().stream())
                .map(stored -> new TensorDescription(
                        stored.layer(), stored.name(), DType.valueOf(stored.dtype()), stored.shape()))
                .toList();
    }

    /** The ids of the runs, sorted. */
    public List<String> runs() {
        return source.runs();
    }

    /** Whether there is such a run. */
    public boolean exists(String run) {
        return source.run(TensorRuns.check(run)).isPresent();
    }

    final void require(String run) {
        if (!exists(run)) {
            throw new NotFoundException("There is no " + TensorRuns.describe(run) + " in " + source.location() + ".");
        }
    }

    /** Whether a run has such a batch, in either form. */
    public boolean exists(String run, long index) {
        return has(run, TensorKind.BATCH, index) || has(run, TensorKind.LAYERS, index);
    }

    /**
     * One tensor of a layer over all batches, {@code most} rows at a time: of each batch that has it, ascending, the rows of the matrix that its
     * last dimension makes of it. No more than such a block is in memory. Batches without it are left out. Each batch is looked at when it is come to,
     * and one that is replaced while its rows are read ends the stream with a {@link dev.cairn.ConflictException}.
     *
     * @param most how many rows a block has at most; the last one of a batch may have fewer
     */
    public Stream<RowBlock> rows(String run, String layer, String key, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A block has at least one row, not " + most + ".");
        }
        Names.check("name of a layer", layer);
        Names.check("key of a tensor", key);
        TensorSource.Wanted wanted = TensorSource.Wanted.only(layer, key);
        List<Long> batches = source.numbers(TensorRuns.check(run), TensorKind.LAYERS);
        return TensorParts.of(
                        batches,
                        index -> source.body(run, TensorKind.LAYERS, index, wanted)
                                .flatMap(body -> stored(body, layer, key)
                                        .flatMap(stored -> TensorRows.first(index, body.id(), stored, most))),
                        most)
                .map(part -> source.read(run, TensorKind.LAYERS, part.batch(), wanted, part::read));
    }

    /**
     * What a key names that a call here returned: {@link Attributes} for the metadata of a run, a {@link TensorBatch}, {@link LayerTensors}, a list of
     * them for the entries of a run, or a {@link Tensor}.
     *
     * @throws NotFoundException if there is nothing under it
     */
    public Object get(String key) {
        TensorKeys.Parsed parsed = keys.parse(key).orElse(null);
        if (parsed == null) {
            return getTensor(key);
        }
        boolean there = switch (parsed.kind()) {
            case METADATA -> exists(parsed.run());
            case LAYERS -> hasLayers(parsed.run(), parsed.index());
            case ENTRIES ->
                !source.numbers(TensorRuns.check(parsed.run()), TensorKind.ENTRY)
                        .isEmpty();
            case BATCH, TENSOR -> true;
        };
        if (!there) {
            throw new NotFoundException(
                    "There is nothing under " + Names.quote(key) + " in " + source.location() + ".");
        }
        return switch (parsed.kind()) {
            case METADATA -> runMetadata(parsed.run());
            case BATCH -> getBatch(parsed.run(), parsed.index());
            case LAYERS -> getLayers(parsed.run(), parsed.index());
            case TENSOR -> getTensor(parsed.run(), parsed.index(), parsed.layer(), parsed.name());
            case ENTRIES -> entries(parsed.run()).toList();
        };
    }

    static long checkIndex(long index) {
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("A batch is numbered from 0 to " + MAX_INDEX + ", not " + index + ".");
        }
        return index;
    }
}
