package dev.cairn.backend.database;

/** Makes what is committed durable, where a commit alone does not. */
interface Forcing {
    /** Returns when everything that was committed before the call survives a loss of power. */
    void force();

    /** Nothing to do: the commit did it, or nothing can. */
    Forcing NONE = () -> {};
}
