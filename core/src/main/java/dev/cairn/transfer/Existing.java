package dev.cairn.transfer;

/**
 * What a transfer does where the target has a document under the key already, or a journal that is not the beginning of the
 * source's. Where two stores hold different contents under one revision, or journals that differ, and nothing is to be overwritten,
 * that is reported for a person to decide.
 */
public enum Existing {
    /** The higher revision stays, whichever store has it; a journal that holds something else stays and is reported. */
    KEEP_NEWEST,
    /** What is in the target stays, be it older; a journal that holds something else stays and is reported. */
    SKIP,
    /**
     * The source's document stays, be it older: over a newer one it is put as a new revision, so that what is seen last is newest. A
     * journal that holds something else is replaced. What only the target has, stays.
     */
    OVERWRITE
}
