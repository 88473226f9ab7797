package dev.cairn.benchmark.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** By hand: one JSON file for each result, written as safely as Cairn's, and Caffeine in front. */
public final class JacksonFiles implements Peer {
    private final Path folder;
    private final Path temporary;
    private final Cache<String, Sample> cache =
            Caffeine.newBuilder().maximumSize(1000).build();
    private final AtomicLong count = new AtomicLong();

    /** Keeps them in the folders of {@code store}, a store of Cairn's that is open, for two folders may differ in speed. */
    public JacksonFiles(Path store) {
        this.folder = store.resolve("default/result");
        this.temporary = store.resolve("_tmp");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String key) {
        return folder.resolve("jackson-" + key + ".json");
    }

    @Override
    public void save(String key, Sample sample) {
        try {
            Path written = temporary.resolve("jackson" + count.incrementAndGet());
            Forced.write(written, file(key), PlainJson.write(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cache.put(key, sample);
    }

    @Override
    public Object load(String key) {
        try {
            return PlainJson.read(Files.readAllBytes(file(key)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
