package dev.cairn.transfer;

/**
 * What a transfer does where the target has a document under the key already. There is no choice that overwrites: a revision
 * orders everywhere, so the newest is the one that counts, and where two stores hold different contents under one revision that is
 * reported for a person to decide.
 */
public enum Existing {
    /** The higher revision stays, whichever store has it. */
    KEEP_NEWEST,
    /** What is in the target stays, be it older. */
    SKIP
}
