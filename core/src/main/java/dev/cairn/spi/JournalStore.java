package dev.cairn.spi;

import java.util.List;

/**
 * Keeps journals: sequences of small JSON objects that only grow. Safe for use by many threads and, where the backend is
 * shared, processes: entries of two appends never mix.
 *
 * <p>An append that returned survives the end of the process where the backend's durability is PROCESS or more; it survives
 * a loss of power once {@link #force} returned, where that is POWER. An entry that was damaged costs that entry only.
 */
public interface JournalStore {
    /**
     * Appends entries, each one JSON object without a line break, all of them or, if one of them is refused or there is no room,
     * none. If the process ends in the middle, the first of them may be there; each of those is whole.
     *
     * @return the position behind the last one
     */
    long append(JournalKey key, List<String> entries);

    /** Makes what was appended so far as durable as the backend can. */
    void force(JournalKey key);

    /**
     * Reads up to {@code limit} entries from {@code position}, zero being the beginning. A journal that does not exist is
     * empty. An entry that is just being appended is left for the next call.
     *
     * @throws IllegalArgumentException if the position or the limit is negative
     */
    JournalPage read(JournalKey key, long position, int limit);

    /** The names of the journals of {@code owner}, sorted. */
    List<String> names(DocumentKey owner);

    /**
     * Writes the journal into a blob of the owner's scope: its whole entries as JSON Lines, in order, one line
     * {@code {"crc32c":"...","entry":{...}}} for each. The journal itself stays until {@link #delete}. The caller holds the
     * backend until a document names the blob, as for any other blob.
     */
    BlobRef seal(JournalKey key);

    /** Removes a journal; one that is not there is no error. */
    void delete(JournalKey key);
}
