package dev.cairn;

/** What a save does about the secondary. */
public enum Replication {
    /** The secondary is left alone. */
    NONE,
    /** The secondary gets a copy; if that fails, the save succeeds all the same and its receipt says why. */
    BEST_EFFORT,
    /** The secondary gets a copy; if that fails, the save fails, and its error says that the primary holds the result. */
    REQUIRED
}
