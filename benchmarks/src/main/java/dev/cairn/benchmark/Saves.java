package dev.cairn.benchmark;

import dev.cairn.benchmark.peer.Peer;
import dev.cairn.benchmark.peer.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Saves of results that no store has yet, and loads of those that were saved. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class Saves {
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final int LOADED = 500;

    /** Who saves. */
    @Param("")
    public String side;

    /** How many results a batch has. */
    @Param("1000")
    public int batch;

    /** Whether results are of the small kind. */
    @Param("false")
    public boolean small;

    private Peer peer;
    private int loads;

    @Setup
    public void open() {
        peer = Arena.current().peer(side);
    }

    /** One result. */
    @Benchmark
    public void save() {
        long number = NUMBERS.incrementAndGet();
        peer.save("r" + number, sample(number));
    }

    /** As many as a batch has, one by one. */
    @Benchmark
    public void oneByOne() {
        for (int i = 0; i < batch; i++) {
            save();
        }
    }

    /** A batch at once. */
    @Benchmark
    public void saveAll() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < batch; i++) {
            long number = NUMBERS.incrementAndGet();
            samples.put("r" + number, sample(number));
        }
        peer.saveAll(samples);
    }

    /** One of 500 results, past any cache. */
    @Benchmark
    public Object load() {
        if (loads == 0) {
            Arena.current().get(side + " loads", AutoCloseable.class, () -> {
                Map<String, Sample> samples = new LinkedHashMap<>();
                for (int i = 0; i < LOADED; i++) {
                    samples.put("loaded" + i, sample(i));
                }
                peer.saveAll(samples);
                return () -> {};
            });
        }
        return peer.load("loaded" + loads++ % LOADED);
    }

    private Sample sample(long number) {
        return (small ? Arena.SMALL : Arena.USUAL).another(number);
    }
}
