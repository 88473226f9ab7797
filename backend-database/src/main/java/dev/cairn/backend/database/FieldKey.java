package dev.cairn.backend.database;

import dev.cairn.query.FieldValue;
import java.util.Comparator;

/**
 * One value of a document in the index.
 *
 * @param path the number of its path, or {@link #UNREAD}, or below zero: see {@link #several}
 * @param value the value
 */
record FieldKey(long path, FieldValue value) implements Comparable<FieldKey> {
    /** The number of no path: a document with a row of it has no other, and is to be read by whoever asks for it. */
    static final long UNREAD = 0;

    private static final Comparator<FieldKey> ORDER =
            Comparator.comparingLong(FieldKey::path).thenComparing(FieldKey::value);

    /** The one row of a document that is not wholly in the index. */
    static FieldKey unread() {
        return new FieldKey(UNREAD, FieldValue.of(true));
    }

    /** The row that a document with several values at the path with that number has besides. */
    static FieldKey several(long path) {
        return new FieldKey(-path, FieldValue.of(true));
    }

    @Override
    public int compareTo(FieldKey other) {
        return ORDER.compare(this, other);
    }
}
