package dev.cairn;

/** Where a result can be. */
public enum Tier {
    /** In this process's memory, beside wherever else it is. */
    CACHE,
    /** In the main store, which decides what is true. */
    PRIMARY,
    /** In the second store: a replica, or the archive of what was migrated there. */
    SECONDARY
}
