package dev.cairn;

/**
 * What a manager with a secondary has counted since it was opened; all zero without one.
 *
 * @param fallbacks reads that the secondary answered because the primary had nothing or something damaged
 * @param unconfirmed reads that the secondary answered because the primary did not answer at all
 * @param replicas documents that were brought to the secondary at once or later
 * @param replicaFailures attempts to bring one there that failed
 * @param repairs blobs of one tier that were lost or damaged and were put again from the other's copy
 * @param repairFailures attempts to do so that failed
 */
public record TierStatistics(
        long fallbacks, long unconfirmed, long replicas, long replicaFailures, long repairs, long repairFailures) {}
