package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import java.util.Iterator;
import java.util.List;

/**
 * Copies a run with its tensors to where there is none of its name. Batches and entries are written first, and appear with the document of the
 * run; what is left where that is broken off is replaced by the next import, or removed as garbage.
 */
final class TensorRunImport {
    private final StoredTensors stored;
    private final TensorStore other;

    TensorRunImport(StoredTensors stored, TensorStore other) {
        this.stored = stored;
        this.other = other;
    }

    void run(String run) {
        Parent announced = stored.documentsOfRuns().announce(run);
        long batches = 0;
        long layers = 0;
        for (long index : other.batches(run)) {
            if (other.hasBatch(run, index)) {
                batch(announced, index);
                batches++;
            }
            if (other.hasLayers(run, index)) {
                layers(announced, index);
                layers++;
            }
        }
        long entries = entries(announced);
        stored.documentsOfRuns().appear(announced, other.runMetadata(run));
        if (count(run, TensorKind.BATCH) != batches
                || count(run, TensorKind.LAYERS) != layers
                || count(run, TensorKind.ENTRY) != entries) {
            stored.deleteRun(run);
            throw new ConflictException(
                    "The tensors of run " + Names.quote(run)
                            + " were imported by somebody else at the same time, or removed as garbage; import them again.",
                    0);
        }
    }

    private long count(String run, TensorKind kind) {
        return stored.numbers(run, kind).size();
    }

    private void batch(Parent run, long index) {
        TensorBatch batch = other.getBatch(run.id(), index);
        TensorBody.Form form = batch.isList() ? TensorBody.Form.LIST : TensorBody.Form.MAP;
        List<TensorDocuments.Given> given =
                batch.isList() ? TensorStore.listed(batch.list()) : TensorStore.named(batch.map());
        TensorDocuments.check(given);
        stored.put(
                TensorKind.BATCH,
                run,
                index,
                TensorStore.body(run.id(), index, form, Attributes.empty(), given),
                given);
    }

    private void layers(Parent run, long index) {
        LayerTensors layers = other.getLayers(run.id(), index);
        List<TensorDocuments.Given> given = TensorStore.byLayer(layers.tensors());
        TensorDocuments.check(given);
        stored.put(TensorKind.LAYERS, run, index, body(run, index, layers, given), given);
    }

    private long entries(Parent run) {
        long next = 0;
        for (Iterator<LayerTensors> all = other.entries(run.id()).iterator(); all.hasNext(); ) {
            LayerTensors entry = all.next();
            List<TensorDocuments.Given> given = TensorStore.byLayer(entry.tensors());
            TensorDocuments.check(given);
            stored.append(run, next, body(run, next, entry, given), given);
            next++;
        }
        return next;
    }

    private static TensorBody body(Parent run, long index, LayerTensors layers, List<TensorDocuments.Given> given) {
        return TensorStore.body(run.id(), index, TensorBody.Form.LAYERS, layers.metadata(), given);
    }
}
