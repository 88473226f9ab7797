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
    private final Cache<String, Sample> cache =
            Caffeine.newBuilder().maximumSize(1000).build();
    private final AtomicLong count = new AtomicLong();

    /** Keeps them in {@code folder}, which is made. */
    public JacksonFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(String key, Sample sample) {
        try {
            Path temporary = folder.resolve("tmp" + count.incrementAndGet());
            Forced.write(temporary, folder.resolve(key + ".json"), PlainJson.write(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cache.put(key, sample);
    }

    @Override
    public Object load(String key) {
        try {
            return PlainJson.read(Files.readAllBytes(folder.resolve(key + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
