package dev.cairn.keyvalue;

import dev.cairn.spi.Durability;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes under keys, which are texts in the order of {@link String#compareTo}: what is left to write for a
 * {@link KeyValueBackend}. A key has at most 2,100 characters, a value about 1 MiB; only a document or an entry of a journal may be
 * longer. One change has a few MiB. One process uses it at a time.
 *
 * <p>Many threads read at once, also while one writes; {@link #apply} is called by one thread at a time, and nothing is called
 * once {@link #close} was. An interrupt breaks nothing off. Failures are the {@link dev.cairn.StorageException}s of Cairn:
 * {@link dev.cairn.UnavailableException} where a read or a write did not happen, {@link dev.cairn.OutcomeUnknownException}
 * where nobody knows whether a write did, {@link dev.cairn.CorruptException} where what is stored cannot be read.
 */
public interface KeyValueStore extends AutoCloseable {
    /** Where it is, for people and messages, without secrets. */
    String location();

    /** What is survived by an {@link #apply} that {@link #force} followed; without that, by all but a loss of power. */
    Durability durability();

    /** The value under {@code key}, null if there is none. Nobody changes it. */
    byte @Nullable [] get(String key);

    /** The first key that is {@code key} or behind it; null if there is none. */
    @Nullable
    String ceilingKey(String key);

    /**
     * Puts each value under its key, and removes the keys whose value is null. A reader may see a part of it meanwhile, those of
     * the first keys first; whoever opens the store after a crash sees all of it or nothing.
     *
     * @param changes in the order in which they become visible
     */
    void apply(Map<String, byte @Nullable []> changes);

    /** Makes what was applied before as durable as {@link #durability} says. Called by many threads. */
    void force();

    @Override
    void close();
}
