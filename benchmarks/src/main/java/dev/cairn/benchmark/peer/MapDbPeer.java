package dev.cairn.benchmark.peer;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.HTreeMap;
import org.mapdb.Serializer;

/** MapDB with its log of writes: each save commits, which forces the log. */
public final class MapDbPeer implements Peer {
    private final DB database;
    private final HTreeMap<String, byte[]> results;

    /** Opens {@code file}. */
    public MapDbPeer(Path file) {
        this.database = DBMaker.fileDB(file.toFile()).transactionEnable().make();
        this.results = database.hashMap("results", Serializer.STRING, Serializer.BYTE_ARRAY)
                .createOrOpen();
    }

    @Override
    public void save(String key, Sample sample) {
        results.put(key, PlainBytes.write(sample));
        database.commit();
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        samples.forEach((key, sample) -> results.put(key, PlainBytes.write(sample)));
        database.commit();
    }

    @Override
    public Object load(String key) {
        return PlainBytes.read(Objects.requireNonNull(results.get(key)));
    }

    @Override
    public void close() {
        database.close();
    }
}
