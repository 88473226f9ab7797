package dev.cairn;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * How one save goes about it. Immutable.
 *
 * @param replication what it does about the secondary
 * @param expectation what must be there for it to happen
 * @param cacheOnly whether the result is kept in the cache alone, until it is migrated or the manager is closed
 * @param metadata more about this save, kept beside the result and shown by {@link StorageManager#resultInfo}
 */
public record SaveOptions(Replication replication, Expectation expectation, boolean cacheOnly, Attributes metadata) {
    private static final SaveOptions DEFAULTS =
            new SaveOptions(Replication.BEST_EFFORT, Expectation.any(), false, Attributes.empty());

    /** Replaces what is there, and replicates as well as it can. */
    public static SaveOptions defaults() {
        return DEFAULTS;
    }

    /** Whether the secondary gets a copy, as well as it can. */
    public static SaveOptions replicate(boolean replicate) {
        return DEFAULTS.withReplication(replicate ? Replication.BEST_EFFORT : Replication.NONE);
    }

    /** The secondary must get a copy, or the save fails. */
    public static SaveOptions replicaRequired() {
        return DEFAULTS.withReplication(Replication.REQUIRED);
    }

    /** Saves only where there is no result under the key; saving the same one again succeeds and changes nothing. */
    public static SaveOptions onlyIfAbsent() {
        return new SaveOptions(Replication.BEST_EFFORT, Expectation.absent(), false, Attributes.empty());
    }

    /** Saves only over this revision, which a receipt, {@link LoadInfo} or {@link ResultInfo} gave. */
    public static SaveOptions onlyIfRevision(long revision) {
        return new SaveOptions(Replication.BEST_EFFORT, Expectation.revision(revision), false, Attributes.empty());
    }

    /**
     * Keeps the result in the cache alone: nothing is written, no other process sees it, listings leave it out, and it is gone
     * when the manager is closed. {@link StorageManager#migrateResult} brings it into the primary.
     */
    public static SaveOptions inCacheOnly() {
        return new SaveOptions(Replication.NONE, Expectation.any(), true, Attributes.empty());
    }

    /** The same with another replication. */
    public SaveOptions withReplication(Replication newReplication) {
        return new SaveOptions(newReplication, expectation, cacheOnly, metadata);
    }

    /** The same with one more value kept beside the result. */
    public SaveOptions withMetadata(String name, @Nullable Object value) {
        return new SaveOptions(replication, expectation, cacheOnly, metadata.with(name, value));
    }
}
