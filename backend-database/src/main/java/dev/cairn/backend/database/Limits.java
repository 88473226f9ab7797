package dev.cairn.backend.database;

import dev.cairn.TooLargeException;

/**
 * How large a document and an entry of a journal can be. PostgreSQL holds a value of a gigabyte, but may send it back as text of
 * twice its length, of which a gigabyte is the most; and whoever reads or writes one has it in memory several times.
 */
final class Limits {
    /** The most bytes of the body of a document, and of an entry of a journal: 128 MiB. */
    static final int MOST_BYTES = 128 << 20;

    private Limits() {}

    /**
     * Says no before anything is written.
     *
     * @param what what is to be written, at the beginning of a sentence
     * @throws TooLargeException if it has too many bytes
     */
    static void check(String what, int bytes) {
        if (bytes > MOST_BYTES) {
            throw new TooLargeException(
                    what + " has " + bytes + " bytes, and in a database it has at most " + MOST_BYTES
                            + ". Nothing was written. Put what is large into columns or attachments, which have no such limit.");
        }
    }
}
