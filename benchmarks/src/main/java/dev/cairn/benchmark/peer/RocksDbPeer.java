package dev.cairn.benchmark.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with {@code sync}: each save forces its log. */
public final class RocksDbPeer implements Peer {
    private final Options options = new Options().setCreateIfMissing(true);
    private final WriteOptions durable = new WriteOptions().setSync(true);
    private final RocksDB database;

    /** Opens {@code folder}. */
    public RocksDbPeer(Path folder) {
        RocksDB.loadLibrary();
        try {
            this.database = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void save(String key, Sample sample) {
        try {
            database.put(durable, key.getBytes(UTF_8), PlainBytes.write(sample));
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        try (WriteBatch batch = new WriteBatch()) {
            for (Map.Entry<String, Sample> entry : samples.entrySet()) {
                batch.put(entry.getKey().getBytes(UTF_8), PlainBytes.write(entry.getValue()));
            }
            database.write(durable, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object load(String key) {
        try {
            return PlainBytes.read(Objects.requireNonNull(database.get(key.getBytes(UTF_8))));
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
        durable.close();
        options.close();
    }
}
