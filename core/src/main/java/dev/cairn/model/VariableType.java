package dev.cairn.model;

/** What the values of a variable are, and so which column holds them. */
public enum VariableType {
    /** Numbers with a fraction, in a {@link RealColumn}. */
    REAL,
    /** Whole numbers, in a {@link LongColumn}. */
    INTEGER,
    /** A fixed number of bits per solution, in a {@link BitsColumn}. */
    BINARY,
    /** One of a list of names, in a {@link TextColumn}. */
    CATEGORICAL,
    /** An order of a fixed number of items, in an {@link IntegerMatrixColumn}. */
    PERMUTATION
}
