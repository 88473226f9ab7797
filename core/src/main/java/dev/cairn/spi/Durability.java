package dev.cairn.spi;

/** What a write that returned survives; each includes those before it. */
public enum Durability {
    /** Nothing: it is gone with the process. */
    VOLATILE,
    /** The end of the process, by {@code kill -9} too. */
    PROCESS,
    /** The loss of power. */
    POWER
}
