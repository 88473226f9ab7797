package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.Replication;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import dev.cairn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tensors of an experiment, by run, batch, layer and key. A batch appears as a whole, metadata and tensors together, and replaces as a whole what
 * was there. Nothing is read that is not asked for. Safe for use by many threads and processes. From {@link Experiment#tensors}.
 *
 * <p>A run may have batches in two forms under the same number: a list or a map of tensors ({@link #putBatch}), and metadata with tensors by
 * layer and key ({@link #putLayers}). Beside them it has entries, which are only appended ({@link #append}).
 */
public final class TensorStore extends TensorReads {
    private static final int TRIES = 200;

    /** After so many numbers that others took it is looked up which is the last. */
    private static final int STEPS = 4;

    private final TensorPrefixes prefixes;

    /** For each run to which this appended, the number of its next entry, as far as is known here. */
    private final Map<Parent, AtomicLong> next = new ConcurrentHashMap<>();

    TensorStore(TensorSource source, TensorPrefixes prefixes) {
        super(source, new TensorKeys(prefixes));
        this.prefixes = prefixes;
    }

    static TensorStore of(String scope, DocumentAccess access, Replication replication, OrderedClock clock) {
        return new TensorStore(new StoredTensors(scope, access, replication, clock), TensorPrefixes.USUAL);
    }

    /** The same with other prefixes of its keys. */
    public TensorStore withPrefixes(TensorPrefixes newPrefixes) {
        return new TensorStore(source, newPrefixes);
    }

    private StoredTensors stored() {
        if (source instanceof StoredTensors stored) {
            return stored;
        }
        throw new UnsupportedException("The tensors in " + source.location()
                + " are only read here: another program wrote them. Import them into an experiment to go on there.");
    }

    /** What its keys begin with. */
    public TensorPrefixes prefixes() {
        return prefixes;
    }

    /**
     * Keeps a tensor that stands alone, in place of what is there; returns {@code key}.
     *
     * @throws IllegalArgumentException also if the key is one that names a run's metadata, batches, tensors or entries
     */
    public String putTensor(String key, Tensor tensor) {
        if (keys.parse(TensorKeys.check(key)).isPresent()) {
            throw new IllegalArgumentException(
                    "The key " + Names.quote(key)
                            + " is one of a run: put what belongs to a run with putBatch, putLayers or putRunMetadata, or choose another key.");
        }
        stored().putSingle(key, Names.given("tensor", tensor));
        return key;
    }

    /** Says something of a run, in place of what was said; returns the key {@code runs/{run}/meta.json}. */
    public String putRunMetadata(String run, Map<String, ?> metadata) {
        stored().documentsOfRuns().change(TensorRuns.check(run), Attributes.of(metadata));
        return keys.metadata(run);
    }

    /** Keeps a list of tensors as a batch, in place of what is there; returns the key {@code runs/{run}/batch_000007.safetensors}. */
    public String putBatch(String run, long index, List<Tensor> tensors) {
        put(TensorKind.BATCH, run, index, TensorBody.Form.LIST, Attributes.empty(), listed(tensors));
        return keys.batch(run, index);
    }

    static List<TensorDocuments.Given> listed(List<Tensor> tensors) {
        List<TensorDocuments.Given> given = new ArrayList<>();
        for (Tensor tensor : Names.given("list of tensors", tensors)) {
            String name = "item_" + given.size();
            given.add(TensorDocuments.Given.of(null, name, name, tensor));
        }
        return given;
    }

    /** Keeps a map of tensors as a batch, in place of what is there; returns the key {@code runs/{run}/batch_000007.safetensors}. */
    public String putBatch(String run, long index, Map<String, Tensor> tensors) {
        put(TensorKind.BATCH, run, index, TensorBody.Form.MAP, Attributes.empty(), named(tensors));
        return keys.batch(run, index);
    }

    static List<TensorDocuments.Given> named(Map<String, Tensor> tensors) {
        return Names.given("map of tensors", tensors).entrySet().stream()
                .map(entry -> named(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static TensorDocuments.Given named(String name, Tensor tensor) {
        return TensorDocuments.Given.of(null, Names.check("name of a tensor", name), name, tensor);
    }

    /** Keeps metadata and tensors by layer and key as a batch, in place of what is there; returns the key {@code runs/{run}/batch_7}. */
    public String putLayers(String run, long index, Map<String, ?> metadata, Map<String, Map<String, Tensor>> tensors) {
        put(TensorKind.LAYERS, run, index, TensorBody.Form.LAYERS, Attributes.of(metadata), byLayer(tensors));
        return keys.layers(run, index);
    }

    static List<TensorDocuments.Given> byLayer(Map<String, Map<String, Tensor>> tensors) {
        List<TensorDocuments.Given> given = new ArrayList<>();
        Names.given("map of tensors", tensors).forEach((layer, byKey) -> {
            Names.check("name of a layer", layer);
            Names.given("map of the tensors of layer " + Names.quote(layer), byKey)
                    .forEach((key, tensor) -> {
                        Names.check("key of a tensor", key);
                        String inFile = TensorKeys.segment(layer) + "/" + TensorKeys.segment(key);
                        given.add(TensorDocuments.Given.of(layer, key, inFile, tensor));
                    });
        });
        return given;
    }

    private void put(
            TensorKind kind,
            String run,
            long index,
            TensorBody.Form form,
            Attributes metadata,
            List<TensorDocuments.Given> given) {
        TensorDocuments.check(given);
        TensorBody body = body(TensorRuns.check(run), checkIndex(index), form, metadata, given);
        stored().put(kind, run, index, body, given);
    }

    static TensorBody body(
            String run, long index, TensorBody.Form form, Attributes metadata, List<TensorDocuments.Given> given) {
        return new TensorBody(
                TensorBody.FORMAT,
                RunIds.next(),
                run,
                index,
                form,
                metadata,
                given.stream().map(TensorDocuments.Given::stored).toList());
    }

    /**
     * Appends an entry with metadata and tensors by layer and key, behind all that the run has: several who append at once get different
     * numbers. What is there is neither read nor written again.
     *
     * @return its number
     */
    public long append(String run, Map<String, ?> metadata, Map<String, Map<String, Tensor>> tensors) {
        Attributes checked = Attributes.of(metadata);
        List<TensorDocuments.Given> given = byLayer(tensors);
        TensorRuns.check(run);
        TensorDocuments.check(given);
        for (int i = 1; ; i++) {
            TensorRuns runs = stored().documentsOfRuns();
            Parent parent = runs.parent(runs.begun(run));
            AtomicLong next = next(parent);
            long index = next.getAndIncrement();
            try {
                stored().append(parent, index, body(run, index, TensorBody.Form.LAYERS, checked, given), given);
                return index;
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
                if (i % STEPS == 0) {
                    next.accumulateAndGet(behindNoted(parent), Math::max);
                }
            }
        }
    }

    /** The number that is probably free; whoever meets another there takes the next. */
    private AtomicLong next(Parent run) {
        return next.computeIfAbsent(run, parent -> new AtomicLong(behindNoted(parent)));
    }

    private long behindNoted(Parent run) {
        SortedSet<Long> noted = stored().documentsOfRuns().noted(run, TensorKind.ENTRY.documents());
        return noted.isEmpty() ? 0 : noted.last() + 1;
    }

    /**
     * Copies a run from another store or a {@linkplain TensorTrees tree}. One that is not here appears as a whole, when all of it is copied;
     * one that is gets the batches in place of those of the same numbers, and the entries behind its own. One batch is in memory at a time.
     *
     * @throws dev.cairn.NotFoundException if the other has no such run; nothing is changed
     * @throws ConflictException if somebody else made a run of that name meanwhile
     */
    public void importRun(TensorStore other, String run) {
        other.require(run);
        if (stored().run(run).isEmpty()) {
            new TensorRunImport(stored(), other).run(run);
            return;
        }
        putRunMetadata(run, other.runMetadata(run).asMap());
        for (long index : other.batches(run)) {
            if (other.hasBatch(run, index)) {
                TensorBatch batch = other.getBatch(run, index);
                if (batch.isList()) {
                    putBatch(run, index, batch.list());
                } else {
                    putBatch(run, index, batch.map());
                }
            }
            if (other.hasLayers(run, index)) {
                LayerTensors layers = other.getLayers(run, index);
                putLayers(run, index, layers.metadata().asMap(), layers.tensors());
            }
        }
        other.entries(run).forEach(entry -> append(run, entry.metadata().asMap(), entry.tensors()));
    }

    /**
     * Whether a run here has the same metadata, batches and entries as that of another store or tree, bit for bit; false if either has none
     * of that name. One batch of each is in memory at a time.
     */
    public boolean hasSameRun(TensorStore other, String run) {
        return exists(run) && other.exists(run) && new TensorComparison(this, other).same(run);
    }

    /** Deletes a run with all that is its own; false if there was none. */
    public boolean deleteRun(String run) {
        return stored().deleteRun(TensorRuns.check(run));
    }

    /** Deletes a batch in both forms; false if there was none. */
    public boolean deleteBatch(String run, long index) {
        TensorRuns.check(run);
        checkIndex(index);
        boolean batch = stored().delete(run, TensorKind.BATCH, index);
        return stored().delete(run, TensorKind.LAYERS, index) || batch;
    }
}
