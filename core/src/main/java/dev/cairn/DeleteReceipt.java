package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * What a deletion did.
 *
 * @param key the result's key
 * @param wasThere whether there was a result to delete
 * @param revision the revision of the tombstone; zero if none was needed
 * @param replica whether the secondary has the tombstone
 * @param replicaFailure why it does not; null unless it is {@link ReplicaState#MISSING}
 */
public record DeleteReceipt(
        String key,
        boolean wasThere,
        long revision,
        ReplicaState replica,
        @Nullable String replicaFailure) {}
