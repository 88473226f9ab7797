package dev.cairn.spi;

/** What a backend may be able to do beyond the contract; the list is closed. */
public enum Capability {
    /** Answers queries by an index of its own: {@link StorageBackend#index()} is there. */
    QUERYABLE,
    /** Several processes may use one store at once. */
    SHARED,
    /** Blobs are files that other programs can open. */
    POSITIONAL_FILES,
    /** Can keep all savers out for a moment, so that garbage is collected without a grace. */
    EXCLUSIVE_HOLD,
    /** Many small blobs and documents put together cost much less than one by one, so whoever has many puts them in groups. */
    GROUPS
}
