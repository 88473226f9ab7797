package dev.cairn.model;

/** Which values of an objective are better. Values are always stored as given, never negated. */
public enum Direction {
    /** Smaller is better. */
    MINIMIZE,
    /** Larger is better. */
    MAXIMIZE
}
