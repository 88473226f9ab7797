package dev.cairn.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
     * @return the position behind the last one; without entries, the position behind what is there, zero if that is nothing
     */
    long append(JournalKey key, List<String> entries);

    /**
     * The same, if the journal still ends at {@code end}, a position that an append returned; zero is the end of a journal that is
     * not there. So of several who go on where they saw it end, only one appends.
     *
     * @throws dev.cairn.ConflictException if it ends elsewhere; nothing was appended
     */
    long append(JournalKey key, long end, List<String> entries);

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

    /** The same for many owners at once; those that have no journal are not in the answer. */
    default Map<DocumentKey, List<String>> names(List<DocumentKey> owners) {
        Map<DocumentKey, List<String>> found = new LinkedHashMap<>();
        for (DocumentKey owner : owners) {
            List<String> names = names(owner);
            if (!names.isEmpty()) {
                found.put(owner, names);
            }
        }
        return found;
    }

    /**
     * All that own a journal, whether there is a document under the key or not, each once, in no particular order, lazily; to be
     * closed. Those whose first journal begins or whose last one goes meanwhile may or may not be among them.
     */
    Stream<DocumentKey> owners();

    /**
     * Writes the journal into a blob of the owner's scope: its whole entries as JSON Lines, in order, one line
     * {@code {"crc32c":"...","entry":{...}}} for each. The journal itself stays until {@link #delete}. The caller holds the
     * backend until a document names the blob, as for any other blob.
     */
    BlobRef seal(JournalKey key);

    /** Removes a journal; one that is not there is no error. */
    void delete(JournalKey key);

    /**
     * Removes a journal if it still ends at {@code end}, a position that an append returned: whoever copied it up to there loses
     * nothing that was appended since.
     *
     * @return whether it ended there, and is gone; one that is not there ends at zero
     */
    boolean delete(JournalKey key, long end);
}
