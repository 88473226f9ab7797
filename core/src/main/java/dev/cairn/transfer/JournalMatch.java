package dev.cairn.transfer;

/**
 * How a journal of the source and the one of the same name in the target agree, entry by entry.
 *
 * @param relation which of them holds the other
 * @param position where in the source the first entry stands that the target lacks
 */
record JournalMatch(Relation relation, long position) {
    /** Which of two journals holds the other. */
    enum Relation {
        /** Both hold the same. */
        SAME,
        /** The target's is the beginning of the source's, or not there. */
        BEGINNING,
        /** The source's is the beginning of the target's. */
        LONGER,
        /** They differ in an entry. */
        OTHER
    }

    /** Compares two journals from their beginnings; reads both to the end of the shorter one, or up to where they differ. */
    static JournalMatch of(JournalCursor source, JournalCursor target) {
        while (source.hasNext() && target.hasNext()) {
            if (!source.next().equals(target.next())) {
                return new JournalMatch(Relation.OTHER, 0);
            }
        }
        if (source.hasNext()) {
            return new JournalMatch(Relation.BEGINNING, source.position());
        }
        return new JournalMatch(target.hasNext() ? Relation.LONGER : Relation.SAME, source.position());
    }
}
