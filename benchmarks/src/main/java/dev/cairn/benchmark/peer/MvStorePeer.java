package dev.cairn.benchmark.peer;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** H2's MVStore: each save commits and forces the file. */
public final class MvStorePeer implements Peer {
    private final MVStore store;
    private final MVMap<String, byte[]> results;

    /** Opens {@code file}. */
    public MvStorePeer(Path file) {
        this.store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        this.results = store.openMap("results");
    }

    @Override
    public void save(String key, Sample sample) {
        results.put(key, PlainBytes.write(sample));
        durable();
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        samples.forEach((key, sample) -> results.put(key, PlainBytes.write(sample)));
        durable();
    }

    private void durable() {
        store.commit();
        store.sync();
    }

    @Override
    public Object load(String key) {
        return PlainBytes.read(Objects.requireNonNull(results.get(key)));
    }

    @Override
    public void close() {
        store.close();
    }
}
