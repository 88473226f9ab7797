package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * Something in a store that is not as it was written.
 *
 * @param tier in which tier
 * @param experiment in which experiment
 * @param part what it is
 * @param what what is wrong, and with what, in a sentence or two
 * @param outcome what became of it
 * @param why why it was not repaired, or what can be done about it; null if there is nothing to say
 */
public record Damage(
        Tier tier,
        String experiment,
        Part part,
        String what,
        Outcome outcome,
        @Nullable String why) {
    /** A part of a store. */
    public enum Part {
        /** A document cannot be read. */
        DOCUMENT,
        /** A blob does not hold the bytes that are its name. */
        BLOB,
        /** A blob is not there, and a document names it. */
        MISSING_BLOB,
        /** An entry of a journal cannot be read; those before and behind it can. */
        JOURNAL
    }

    /** What became of it. */
    public enum Outcome {
        /** It was only found. */
        FOUND,
        /** It is whole again. */
        REPAIRED,
        /** It was deleted, and its name is free. */
        SET_ASIDE,
        /** It is as it was found. */
        NOT_REPAIRED
    }
}
