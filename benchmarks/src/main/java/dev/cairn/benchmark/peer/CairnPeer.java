package dev.cairn.benchmark.peer;

import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cairn as it is opened by a location, with the cache that it has by default. */
public final class CairnPeer implements Peer {
    private final StorageManager manager;

    /** Opens what is at {@code location}: a folder or a URI. */
    public CairnPeer(String location) {
        this.manager = StorageManagers.open(location);
    }

    @Override
    public void save(String key, Sample sample) {
        manager.saveResult(key, sample.result());
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        Map<String, OptimizationResult> results = new LinkedHashMap<>();
        samples.forEach((key, sample) -> results.put(key, sample.result()));
        manager.saveAll(results).orElseThrow();
    }

    @Override
    public Object load(String key) {
        return manager.loadResult(key, LoadOptions.withoutCache());
    }

    /** The open store. */
    public StorageManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }
}
