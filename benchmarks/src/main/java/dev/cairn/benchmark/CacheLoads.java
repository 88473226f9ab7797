package dev.cairn.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.CacheOptions;
import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Loads of results that are in the cache. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class CacheLoads {
    private static final int RESULTS = 100;
    private static final int HEAD = 256;
    private static final LoadOptions CHECKED = LoadOptions.noOlderThan(Duration.ZERO);

    /** Not used: each side has a method. */
    @Param("")
    public String side;

    private StorageManager manager;
    private StorageManager forEver;
    private Cache<String, OptimizationResult> bare;
    private List<String> keys;
    private List<Path> files;
    private int next;

    @Setup
    public void open() {
        Arena arena = Arena.current();
        Path folder = arena.folder().resolve("cache");
        manager = arena.get("cache", CairnPeer.class, () -> new CairnPeer(folder.toString()))
                .manager();
        forEver = arena.get(
                "for ever",
                StorageManager.class,
                () -> StorageManagers.builder()
                        .primary(folder.toString())
                        .cache(CacheOptions.ofMegabytes(64).withFreshness(CacheOptions.NEVER_CHECKED))
                        .build());
        bare = Caffeine.newBuilder().maximumSize(10_000).build();
        keys = new ArrayList<>();
        files = new ArrayList<>();
        for (int i = 0; i < RESULTS; i++) {
            String key = "r" + i;
            keys.add(key);
            files.add(folder.resolve("default/result/" + key + ".json"));
            if (Files.notExists(files.get(i))) {
                manager.saveResult(key, Arena.USUAL.another(i).result());
            }
            bare.put(key, manager.loadResult(key));
            forEver.loadResult(key);
        }
    }

    private int next() {
        next = next + 1 == RESULTS ? 0 : next + 1;
        return next;
    }

    /** Fresh for a second, as it is by default. */
    @Benchmark
    public Object cairn() {
        return manager.loadResult(keys.get(next()));
    }

    /** Fresh for ever: nobody asks what time it is. */
    @Benchmark
    public Object cairnWithoutTime() {
        return forEver.loadResult(keys.get(next()));
    }

    /** The cache alone, and what time it is, without which nobody knows how old an answer is. */
    @Benchmark
    public Object caffeineAndTime(Blackhole blackhole) {
        blackhole.consume(System.nanoTime());
        return Objects.requireNonNull(bare.getIfPresent(keys.get(next())));
    }

    /** The cache that Cairn uses, alone. */
    @Benchmark
    public @Nullable Object caffeine() {
        return bare.getIfPresent(keys.get(next()));
    }

    /** Each load asks the primary whether the result is still that. */
    @Benchmark
    public Object checked() {
        return manager.loadResult(keys.get(next()), CHECKED);
    }

    /** As many bytes as it takes to see the revision of a document. */
    @Benchmark
    public Object firstBytes() throws IOException {
        try (InputStream in = Files.newInputStream(files.get(next()))) {
            return in.readNBytes(HEAD);
        }
    }
}
