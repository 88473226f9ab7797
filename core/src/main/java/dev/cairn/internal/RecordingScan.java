package dev.cairn.internal;

import dev.cairn.spi.Digest;
import dev.cairn.spi.JournalLine;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass through the entries of a recording tells.
 *
 * @param opening the first entry, if it is the description
 * @param last the last generation; null if there is none
 * @param generations how many there are
 * @param bytes the length of all entries as lines of a sealed journal
 * @param sha256 the digest of these lines
 * @param damages what could not be read
 */
record RecordingScan(
        @Nullable String opening,
        @Nullable String last,
        long generations,
        long bytes,
        String sha256,
        List<String> damages) {

    /** Reads all that {@code entries} has, and closes it. */
    static RecordingScan of(EntryReader entries) {
        try (entries) {
            MessageDigest digest = Digest.sha256();
            String opening = null;
            String last = null;
            long generations = 0;
            long bytes = 0;
            while (entries.hasNext()) {
                String entry = entries.next();
                byte[] line = JournalLine.encode(entry);
                digest.update(line);
                boolean first = bytes == 0;
                bytes += line.length;
                if (first && RecordingCodec.isOpening(entry)) {
                    opening = entry;
                } else {
                    last = entry;
                    generations++;
                }
            }
            String sha256 = Digest.finish(digest).hex();
            return new RecordingScan(opening, last, generations, bytes, sha256, entries.damages());
        }
    }

    /** Whether there is nothing at all. */
    boolean isEmpty() {
        return bytes == 0 && damages.isEmpty();
    }
}
