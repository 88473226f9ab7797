package dev.cairn;

/** Whether the secondary has what was written to the primary. */
public enum ReplicaState {
    /** It was not asked to, or there is no secondary. */
    NOT_WANTED,
    /** It has this revision, or a newer one. */
    REPLICATED,
    /** It could not be written. */
    MISSING
}
