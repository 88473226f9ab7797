package dev.cairn.benchmark.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.moeaframework.analysis.store.Blob;
import org.moeaframework.analysis.store.DataStore;
import org.moeaframework.analysis.store.Reference;
import org.moeaframework.analysis.store.fs.FileSystemDataStore;
import org.moeaframework.core.TypedProperties;

/** The data store of the MOEA Framework. It forces nothing: what it saved may be gone after a loss of power. */
public final class MoeaStore implements Peer {
    private final DataStore store;

    /** Keeps them in {@code folder}. */
    public MoeaStore(Path folder) {
        try {
            this.store = new FileSystemDataStore(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(String key, Sample sample) {
        try {
            blob(key).store(new ByteArrayInputStream(PlainJson.write(sample)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object load(String key) {
        try (InputStream in = blob(key).openInputStream()) {
            return PlainJson.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Blob blob(String key) {
        TypedProperties properties = new TypedProperties();
        properties.setString("key", key);
        return store.getContainer(Reference.of(properties)).getBlob("result");
    }

    @Override
    public void close() {}
}
