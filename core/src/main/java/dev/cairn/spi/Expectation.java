package dev.cairn.spi;

/** What a writer expects to find under the key; a put that meets something else changes nothing. */
public sealed interface Expectation {
    /** Whatever is there is replaced. */
    static Expectation any() {
        return Any.INSTANCE;
    }

    /**
     * No document is there, or only a tombstone. A put of the very content that is already there succeeds too and changes
     * nothing, so that a retry does not meet itself.
     */
    static Expectation absent() {
        return Absent.INSTANCE;
    }

    /** The document is at this revision. */
    static Expectation revision(long revision) {
        return new AtRevision(revision);
    }

    /** See {@link #any()}. */
    enum Any implements Expectation {
        INSTANCE
    }

    /** See {@link #absent()}. */
    enum Absent implements Expectation {
        INSTANCE
    }

    /** See {@link Expectation#revision(long)}. */
    record AtRevision(long revision) implements Expectation {
        public AtRevision {
            if (revision <= 0) {
                throw new IllegalArgumentException("A stored revision is positive, not " + revision
                        + "; for a key that must be free expect it to be absent.");
            }
        }
    }
}
