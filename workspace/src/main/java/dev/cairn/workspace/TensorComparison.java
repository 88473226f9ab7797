package dev.cairn.workspace;

import java.util.Iterator;
import java.util.List;

/** Compares a run in two stores of tensors, a batch at a time. */
final class TensorComparison {
    private final TensorStore one;
    private final TensorStore other;

    TensorComparison(TensorStore one, TensorStore other) {
        this.one = one;
        this.other = other;
    }

    boolean same(String run) {
        List<Long> batches = one.batches(run);
        return one.runMetadata(run).equals(other.runMetadata(run))
                && batches.equals(other.batches(run))
                && batches.stream().allMatch(index -> sameBatch(run, index) && sameLayers(run, index))
                && sameEntries(run);
    }

    private boolean sameBatch(String run, long index) {
        if (!one.hasBatch(run, index) || !other.hasBatch(run, index)) {
            return one.hasBatch(run, index) == other.hasBatch(run, index);
        }
        TensorBatch here = one.getBatch(run, index);
        TensorBatch there = other.getBatch(run, index);
        return here.isList()
                ? there.isList() && here.list().equals(there.list())
                : !there.isList() && here.map().equals(there.map());
    }

    private boolean sameLayers(String run, long index) {
        if (!one.hasLayers(run, index) || !other.hasLayers(run, index)) {
            return one.hasLayers(run, index) == other.hasLayers(run, index);
        }
        return same(one.getLayers(run, index), other.getLayers(run, index));
    }

    private boolean sameEntries(String run) {
        Iterator<LayerTensors> here = one.entries(run).iterator();
        Iterator<LayerTensors> there = other.entries(run).iterator();
        while (here.hasNext() && there.hasNext()) {
            if (!same(here.next(), there.next())) {
                return false;
            }
        }
        return here.hasNext() == there.hasNext();
    }

    private static boolean same(LayerTensors here, LayerTensors there) {
        return here.metadata().equals(there.metadata()) && here.tensors().equals(there.tensors());
    }
}
