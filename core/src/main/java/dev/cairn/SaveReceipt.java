package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * What a save did.
 *
 * @param key the result's key
 * @param revision the revision that it has now; zero for one that is in the cache only
 * @param digest the SHA-256 of what was saved, in hexadecimal; the same for equal results;
 *     empty for one in the cache only
 * @param bytes how many bytes its document's body and its blobs are
 * @param replica whether the secondary has it
 * @param replicaFailure why the secondary does not have it; null unless it is {@link ReplicaState#MISSING}
 */
public record SaveReceipt(
        String key,
        long revision,
        String digest,
        long bytes,
        ReplicaState replica,
        @Nullable String replicaFailure) {}
