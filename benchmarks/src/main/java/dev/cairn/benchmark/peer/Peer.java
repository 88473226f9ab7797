package dev.cairn.benchmark.peer;

import java.util.Map;

/** Somewhere that results are kept. What a call saved survives a loss of power, but for those that say otherwise. */
public interface Peer extends AutoCloseable {
    /** Saves one. */
    void save(String key, Sample sample);

    /** Saves many, in the best way that there is here. */
    default void saveAll(Map<String, Sample> samples) {
        samples.forEach(this::save);
    }

    /** Loads one, from the place itself and past any cache, as arrays that can be used. */
    Object load(String key);

    @Override
    void close();
}
